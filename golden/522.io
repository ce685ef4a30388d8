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
- io: write -P 2 64k 4k
 0+1000:EW F
= create
= io: write -q -P 1 0 8k
= io: write -P 2 64k 4k
= create
= io: write -q -P 1 0 8k
= io: write -P 2 64k 4k
= create
= io: write -q -P 1 0 8k
= io: write -P 2 64k 4k
= create
= io: write -q -P 1 0 8k
= io: write -P 2 64k 4k
= create
- io: write -P 2 0 4k
 0+1000:EW F
- create [field=l2[0][0].offset value=0x5200]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l2[0][0].offset value=0x5200]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- io: write -P 2 0 4k [field=l2[0][0].offset value=0x5200]
 0+1000:EW F
- create [field=l2[0][0].offset value=0x4000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l2[0][0].offset value=0x4000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- io: write -P 2 0 4k [field=l2[0][0].offset value=0x4000]
 0+1000:EW F
- create [field=l2[0][0].offset value=0x1000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l2[0][0].offset value=0x1000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- io: write -P 2 0 4k [field=l2[0][0].offset value=0x1000]
 0+1000:EW F
- create [field=l1[0].offset value=0x4200]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l1[0].offset value=0x4200]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- io: write -P 2 0 4k [field=l1[0].offset value=0x4200]
 0+1000:EW F
- create [field=l1[0].offset value=0x3000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l1[0].offset value=0x3000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- io: write -P 2 0 4k [field=l1[0].offset value=0x3000]
 0+1000:EW F
- create [field=refcount_table[0] value=0x2200]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[0] value=0x2200]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- io: write -P 2 0 4k [field=refcount_table[0] value=0x2200]
 5000+1000:4- F
 0+1000:EW F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
= io: write -q -P 1 0 8k
- io: write -q -P 2 1k 1k
 7000+1000:jF 2000+1000:d9 F
 4000+1000:U3 F
 2000+1000:DY F
= create
= io: write -q -P 1 0 8k
- io: write -q -P 2 0 1k
 2000+1000:d9 F
 7000+1000:gM F
 3000+8:NF F
 5000+400:lI F
 2000+1000:qv F
