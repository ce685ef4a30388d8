blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
 2000+1000:d9 F
 7000+1000:AR F
 3008+8:NF F
 8000+1000:4- 2000+1000:DS F
 7000+1000:OA F
- snapshot: create a
 9000+40:Ta 2000+1000:97 F
 4000+1000:0a 7000+1000:h_ F
 3000+40:g8 F
 2000+1000:zS F
 a000+28:yG a028+18:ZP a040+1:-3 a041+1:5D F
 3c+c:7F F
- io: write -q -P 3 0 8k
 2000+1000:6s F
 b000+1000:0a F
 3000+8:QL F
 c000+2000:dr F
 2000+1000:sO F
 b000+1000:lD F
 2000+1000:9W F
- io: close
 0+1000:xy F
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
= io: close
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
- io: close
 2000+1000:AR F
 0+1000:xy F
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
=2 io: close
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
= io: close
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
- io: close
 4000+1000:AR F
 e000+1000:xP 2000+1000:bW F
 b000+1000:-l F
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
=2 io: close
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
= io: close
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
= io: close
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
- io: close
 9000+1000:AR F
 e000+1000:xP 2000+1000:bW F
 b000+1000:ZB F
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
=2 io: close
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
- io: close
 a000+1000:AR F
 e000+1000:xP 2000+1000:bW F
 b000+1000:bH F
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
=2 io: close
= create
= io: write -q -P 1 0 8k
= snapshot: create a
= io: write -q -P 3 0 8k
- io: close
 b000+1000:AR F
 e000+1000:xP 2000+1000:bW F
 b000+1000:t6 F
= create
- io: write -q -P 1 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- io: close
 0+1000:EW F
= create
= io: write -q -P 1 0 8k
- io: close
 0+1000:4- 2000+1000:SF F
 4000+1000:s- F
- create [field=l1[1].offset is=0x1000 at=0x1000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l1[1].offset is=0x1000 at=0x1000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
 2000+1000:d9 F
 7000+1000:AR F
 3008+8:NF F
 8000+1000:4- 2000+1000:DS F
 7000+1000:OA F
- snapshot: create a [field=l1[1].offset is=0x1000 at=0x1000]
 9000+40:Ta 2000+1000:97 F
 4000+1000:0a 7000+1000:h_ F
 3000+40:g8 F
 2000+1000:zS F
 a000+28:yG a028+18:ZP a040+1:-3 a041+1:5D F
 3c+c:7F F
- io: write -q -P 3 0 8k [field=l1[1].offset is=0x1000 at=0x1000]
 2000+1000:6s F
 b000+1000:0a F
 3000+8:QL F
 c000+2000:dr F
 2000+1000:sO F
 b000+1000:lD F
 2000+1000:9W F
- io: close [field=l1[1].offset is=0x1000 at=0x1000]
 0+1000:xy F
- create [field=l1[1].offset is=0x2000 at=0x2000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l1[1].offset is=0x2000 at=0x2000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
 2000+1000:d9 F
 7000+1000:AR F
 3008+8:NF F
 8000+1000:4- 2000+1000:DS F
 7000+1000:OA F
- snapshot: create a [field=l1[1].offset is=0x2000 at=0x2000]
 9000+40:Ta 2000+1000:97 F
 4000+1000:0a 7000+1000:h_ F
 3000+40:g8 F
 2000+1000:zS F
 a000+28:yG a028+18:ZP a040+1:-3 a041+1:5D F
 3c+c:7F F
- io: write -q -P 3 0 8k [field=l1[1].offset is=0x2000 at=0x2000]
 2000+1000:6s F
 b000+1000:0a F
 3000+8:QL F
 c000+2000:dr F
 2000+1000:sO F
 b000+1000:lD F
 2000+1000:9W F
- io: close [field=l1[1].offset is=0x2000 at=0x2000]
 0+1000:xy F
- create [field=l1[1].offset is=0x9000 at=0x9000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l1[1].offset is=0x9000 at=0x9000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
 2000+1000:d9 F
 7000+1000:AR F
 3008+8:NF F
 8000+1000:4- 2000+1000:DS F
 7000+1000:OA F
- snapshot: create a [field=l1[1].offset is=0x9000 at=0x9000]
 9000+40:Ta 2000+1000:97 F
 4000+1000:0a 7000+1000:h_ F
 3000+40:g8 F
 2000+1000:zS F
 a000+28:yG a028+18:ZP a040+1:-3 a041+1:5D F
 3c+c:7F F
- io: write -q -P 3 0 8k [field=l1[1].offset is=0x9000 at=0x9000]
 2000+1000:6s F
 b000+1000:0a F
 3000+8:QL F
 c000+2000:dr F
 2000+1000:sO F
 b000+1000:lD F
 2000+1000:9W F
- io: close [field=l1[1].offset is=0x9000 at=0x9000]
 0+1000:xy F
- create [field=snapshot[0].l1_offset is=0x2000 at=0x2000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_offset is=0x2000 at=0x2000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
 2000+1000:d9 F
 7000+1000:AR F
 3008+8:NF F
 8000+1000:4- 2000+1000:DS F
 7000+1000:OA F
- snapshot: create a [field=snapshot[0].l1_offset is=0x2000 at=0x2000]
 9000+40:Ta 2000+1000:97 F
 4000+1000:0a 7000+1000:h_ F
 3000+40:g8 F
 2000+1000:zS F
 a000+28:yG a028+18:ZP a040+1:-3 a041+1:5D F
 3c+c:7F F
- io: write -q -P 3 0 8k [field=snapshot[0].l1_offset is=0x2000 at=0x2000]
 2000+1000:6s F
 b000+1000:0a F
 3000+8:QL F
 c000+2000:dr F
 2000+1000:sO F
 b000+1000:lD F
 2000+1000:9W F
- io: close [field=snapshot[0].l1_offset is=0x2000 at=0x2000]
 0+1000:xy F
- create [field=snapshot[0].l1_offset is=0xa000 at=0xa000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_offset is=0xa000 at=0xa000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
 2000+1000:d9 F
 7000+1000:AR F
 3008+8:NF F
 8000+1000:4- 2000+1000:DS F
 7000+1000:OA F
- snapshot: create a [field=snapshot[0].l1_offset is=0xa000 at=0xa000]
 9000+40:Ta 2000+1000:97 F
 4000+1000:0a 7000+1000:h_ F
 3000+40:g8 F
 2000+1000:zS F
 a000+28:yG a028+18:ZP a040+1:-3 a041+1:5D F
 3c+c:7F F
- io: write -q -P 3 0 8k [field=snapshot[0].l1_offset is=0xa000 at=0xa000]
 2000+1000:6s F
 b000+1000:0a F
 3000+8:QL F
 c000+2000:dr F
 2000+1000:sO F
 b000+1000:lD F
 2000+1000:9W F
- io: close [field=snapshot[0].l1_offset is=0xa000 at=0xa000]
 0+1000:xy F
- create [field=refcount_table[1] is=0x7000 at=0x7000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[1] is=0x7000 at=0x7000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
 2000+1000:d9 F
 7000+1000:AR F
 3008+8:NF F
 8000+1000:4- 2000+1000:DS F
 7000+1000:OA F
- snapshot: create a [field=refcount_table[1] is=0x7000 at=0x7000]
 9000+40:Ta 2000+1000:97 F
 4000+1000:0a 7000+1000:h_ F
 3000+40:g8 F
 2000+1000:zS F
 a000+28:yG a028+18:ZP a040+1:-3 a041+1:5D F
 3c+c:7F F
- io: write -q -P 3 0 8k [field=refcount_table[1] is=0x7000 at=0x7000]
 2000+1000:6s F
 b000+1000:0a F
 3000+8:QL F
 c000+2000:dr F
 2000+1000:sO F
 b000+1000:lD F
 2000+1000:9W F
- io: close [field=refcount_table[1] is=0x7000 at=0x7000]
 0+1000:xy F
- create [field=refcount_table[1] is=0x4000 at=0x4000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[1] is=0x4000 at=0x4000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
 2000+1000:d9 F
 7000+1000:AR F
 3008+8:NF F
 8000+1000:4- 2000+1000:DS F
 7000+1000:OA F
- snapshot: create a [field=refcount_table[1] is=0x4000 at=0x4000]
 9000+40:Ta 2000+1000:97 F
 4000+1000:0a 7000+1000:h_ F
 3000+40:g8 F
 2000+1000:zS F
 a000+28:yG a028+18:ZP a040+1:-3 a041+1:5D F
 3c+c:7F F
- io: write -q -P 3 0 8k [field=refcount_table[1] is=0x4000 at=0x4000]
 2000+1000:6s F
 b000+1000:0a F
 3000+8:QL F
 c000+2000:dr F
 2000+1000:sO F
 b000+1000:lD F
 2000+1000:9W F
- io: close [field=refcount_table[1] is=0x4000 at=0x4000]
 0+1000:xy F
