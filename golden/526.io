blkdrill write log 1
- create [field=extension[bitmaps].length value=24]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].length value=24]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=extension[bitmaps].length value=16]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].length value=16]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=extension[bitmaps].reserved value=1]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].reserved value=1]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=extension[bitmaps].count value=65536]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].count value=65536]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=extension[bitmaps].count value=0]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].count value=0]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=extension[bitmaps].count value=2]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].count value=2]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=extension[bitmaps].directory_offset value=0x5008]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].directory_offset value=0x5008]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=extension[bitmaps].directory_offset value=0x7ffffffffffff000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].directory_offset value=0x7ffffffffffff000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=extension[bitmaps].directory_size value=67107841]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].directory_size value=67107841]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=extension[bitmaps].directory_size value=0]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].directory_size value=0]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=extension[bitmaps].directory_size value=31]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].directory_size value=31]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=extension[bitmaps].directory_size value=40]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].directory_size value=40]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=extension[bitmaps].directory_size value=64]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].directory_size value=64]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap[0].extra_data_size value=4]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap[0].extra_data_size value=4]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap[0].table_offset value=0x6008]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap[0].table_offset value=0x6008]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap[0].table_offset value=0]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap[0].table_offset value=0]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap[0].table_size value=0]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap[0].table_size value=0]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap[0].table_size value=2]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap[0].table_size value=2]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap[0].table_size value=0x8000001]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap[0].table_size value=0x8000001]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap[0].flags value=4]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap[0].flags value=4]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap[0].flags.in_use value=on]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap[0].flags.in_use value=on]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap[0].type value=2]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap[0].type value=2]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap[0].granularity_bits value=8]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap[0].granularity_bits value=8]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap[0].granularity_bits value=32]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap[0].granularity_bits value=32]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap[0].name_size value=0]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap[0].name_size value=0]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap[0].name_size value=1024]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap[0].name_size value=1024]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=extension[bitmaps].directory_size value=24]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=extension[bitmaps].directory_size value=24]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap_table[0][0] value=2]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap_table[0][0] value=2]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap_table[0][0] value=0x5200]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap_table[0][0] value=0x5200]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap_table[0][0] value=0x100000000006000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap_table[0][0] value=0x100000000006000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create [field=bitmap_table[0][0] value=0x5001]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k [field=bitmap_table[0][0] value=0x5001]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 0 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:mU 2000+1000:SF F
 4000+1000:gM F
= create
= io: write -q -P 0 0 8k
= create
= create
- io: length
 0+1000:4P F
- create
 0+1000:7T 1000+2000:uR 0+1000:7T 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
= create
- io: length
 0+1000:-r F
