blkdrill write log 1
- create [field=snapshot[0].l1_offset value=0x5008]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_offset value=0x5008]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot[0].l1_offset value=0x5008]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot[0].l1_offset value=0x5008]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- create [field=snapshot[0].l1_offset value=0x7ffffffffffff000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_offset value=0x7ffffffffffff000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot[0].l1_offset value=0x7ffffffffffff000]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot[0].l1_offset value=0x7ffffffffffff000]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- snapshot: delete one [field=snapshot[0].l1_offset value=0x7ffffffffffff000]
 3c+c:Zv F
 D8000+1000 F
 2000+1000:kd F
- create [field=snapshot[0].l1_offset value=0x100000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_offset value=0x100000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot[0].l1_offset value=0x100000]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot[0].l1_offset value=0x100000]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- snapshot: apply one [field=snapshot[0].l1_offset value=0x100000]
 3000+8:9p F
 2000+1000:DS F
 D9000+2000 F
- snapshot: delete one [field=snapshot[0].l1_offset value=0x100000]
 3c+c:Zv F
 D8000+1000 F
 2000+1000:d9 F
 2000+1000:d9 F
- create [field=snapshot[0].l1_size value=4194305]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_size value=4194305]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot[0].l1_size value=4194305]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot[0].l1_size value=4194305]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- create [field=snapshot[0].l1_size value=0xffffffff]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_size value=0xffffffff]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot[0].l1_size value=0xffffffff]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot[0].l1_size value=0xffffffff]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- create [field=snapshot[0].l1_size value=0]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_size value=0]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot[0].l1_size value=0]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot[0].l1_size value=0]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- snapshot: apply one [field=snapshot[0].l1_size value=0]
 3000+8:9p F
 2000+1000:DS F
 D9000+2000 F
- snapshot: delete one [field=snapshot[0].l1_size value=0]
 3c+c:Zv F
 D8000+1000 F
 2000+1000:d9 F
- create [field=snapshot[0].extra_data_size value=1025]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot[0].extra_data_size value=1025]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot[0].extra_data_size value=1025]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot[0].extra_data_size value=1025]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- create [field=snapshot[0].extra_data_size value=0]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot[0].extra_data_size value=0]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot[0].extra_data_size value=0]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot[0].extra_data_size value=0]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- create [field=snapshot[0].extra_data_size value=8]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot[0].extra_data_size value=8]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot[0].extra_data_size value=8]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot[0].extra_data_size value=8]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- create [field=snapshot[0].disk_size value=0x200000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot[0].disk_size value=0x200000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot[0].disk_size value=0x200000]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot[0].disk_size value=0x200000]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- snapshot: apply one [field=snapshot[0].disk_size value=0x200000]
 18+8:mJ F
 2000+1000:A4 F
 7000+8:Bs F
 3000+8:W2 F
 2000+1000:L8 F
 D9000+2000 F
 3000+8:Bs F
- snapshot: delete one [field=snapshot[0].disk_size value=0x200000]
 3c+c:Zv F
 D8000+1000 4000+1000:gM F
 2000+1000:d9 F
 D7000+1000 F
 2000+1000:SF F
 3000+8:W2 F
- create [field=snapshot[0].disk_size value=0x100001]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot[0].disk_size value=0x100001]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot[0].disk_size value=0x100001]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot[0].disk_size value=0x100001]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- snapshot: delete one [field=snapshot[0].disk_size value=0x100001]
 3c+c:Zv F
 D8000+1000 F
 2000+1000:mc F
 D4000+2000 D7000+1000 9000+1000:zT F
 2000+1000:pk F
- create [field=snapshot[0].id_size value=65535]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot[0].id_size value=65535]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot[0].id_size value=65535]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot[0].id_size value=65535]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- create [field=snapshot[0].name_size value=65535]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot[0].name_size value=65535]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot[0].name_size value=65535]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot[0].name_size value=65535]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- snapshot: apply one [field=snapshot[0].name_size value=65535]
 2000+1000:A4 F
 7000+8:Bs F
 3000+8:W2 F
 2000+1000:L8 F
 D9000+2000 F
 3000+8:Bs F
- snapshot: delete one [field=snapshot[0].name_size value=65535]
 3c+c:Zv F
 4000+1000:gM F
 2000+1000:DS F
 D7000+1000 F
 2000+1000:Mq F
 3000+8:W2 F
- create [field=snapshot_l1[0][0].offset value=0x4200]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot_l1[0][0].offset value=0x4200]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot_l1[0][0].offset value=0x4200]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot_l1[0][0].offset value=0x4200]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- snapshot: apply one [field=snapshot_l1[0][0].offset value=0x4200]
 0+1000:Eq F
- create [field=snapshot_l1[0][0] value=0x8000000000100000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot_l1[0][0] value=0x8000000000100000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot_l1[0][0] value=0x8000000000100000]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot_l1[0][0] value=0x8000000000100000]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- snapshot: apply one [field=snapshot_l1[0][0] value=0x8000000000100000]
 2000+1000:zI F
 3000+8:nD F
 2000+1000:Ko F
 D9000+2000 F
- snapshot: delete one [field=snapshot_l1[0][0] value=0x8000000000100000]
 3c+c:Zv F
 D8000+1000 F
 2000+1000:d9 F
 D100000+1000 D7000+1000 F
 2000+1000:SF F
 3000+8:wZ F
- create [field=snapshot_l1[0][0] value=0x7f00000000004001]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot_l1[0][0] value=0x7f00000000004001]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot_l1[0][0] value=0x7f00000000004001]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot_l1[0][0] value=0x7f00000000004001]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- snapshot: apply one [field=snapshot_l1[0][0] value=0x7f00000000004001]
 2000+1000:A4 F
 7000+8:Bs F
 3000+8:PG F
 2000+1000:L8 F
 D9000+2000 F
 3000+8:Bs F
- snapshot: delete one [field=snapshot_l1[0][0] value=0x7f00000000004001]
 3c+c:Zv F
 D8000+1000 4000+1000:gM F
 2000+1000:d9 F
 D7000+1000 F
 2000+1000:SF F
 3000+8:W2 F
- create [field=snapshot_l2[0][0][0] value=0x8000000000005200]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot_l2[0][0][0] value=0x8000000000005200]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot_l2[0][0][0] value=0x8000000000005200]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot_l2[0][0][0] value=0x8000000000005200]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- snapshot: apply one [field=snapshot_l2[0][0][0] value=0x8000000000005200]
 0+1000:Eq F
- create [field=snapshot_l2[0][0][0] value=0x4000000000003000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k [field=snapshot_l2[0][0][0] value=0x4000000000003000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one [field=snapshot_l2[0][0][0] value=0x4000000000003000]
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- io: write -q -P 2 0 4k [field=snapshot_l2[0][0][0] value=0x4000000000003000]
 2000+1000:XD F
 9000+1000:0a F
 3000+8:Cp F
 a000+1000:4- F
 2000+1000:Ac F
 9000+1000:I6 F
 2000+1000:6y F
- snapshot: apply one [field=snapshot_l2[0][0][0] value=0x4000000000003000]
 2000+1000:Nw F
 7000+8:Bs F
 3000+8:W2 F
 2000+1000:G0 F
 D9000+2000 F
 3000+8:Bs F
- snapshot: delete one [field=snapshot_l2[0][0][0] value=0x4000000000003000]
 3c+c:Zv F
 D8000+1000 4000+1000:wg F
 2000+1000:d9 F
 D7000+1000 F
 2000+1000:SF F
 3000+8:W2 F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- snapshot: create one
 4000+8:9p 2000+1000:Vy F
 2000+1000:LX F
 5000+28:Ir 5028+18:7r 5040+1:-3 5041+3:bx F
 3c+c:94 F
- img: check
 2000+1000:SF F
 6000+28:Jr 6028+18:7r 6040+3e8:e6 6428+0:AA 6428+0:AA F
 3c+c:mL F
 D5000+1000 F
 2000+1000:Mg F
- create
 0+200000:hC 200000+400000:49 0+200000:Nf 400000+200000:zq F
 600000+8:9p F
 24+c:kM F
 18+8:O- F
- io: write -q -s TEST_DIR/pattern 0 68M
 400000+200000:Tj F
 800000+200000:xQ F
 600000+8:Ez F
 a00000+4400000:tf 400000+200000:zG F
 800000+200000:3d F
=2 create
- io: write -q -P 1 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create one
 7000+8:W2 2000+1000:VT F
 4000+1000:0a F
 3000+8:Bs F
 2000+1000:L8 F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
- snapshot: create two
 9000+8:Bs 2000+1000:nm F
 2000+1000:pP F
 a000+28:jO a028+18:7r a040+1:-3 a041+3:bx a048+28:Zd a070+18:7r a088+1:4N a089+3:pm F
 3c+c:IA F
 D8000+1000 F
 2000+1000:3g F
- snapshot: delete one
 2000+1000:pP F
 8000+28:uI 8028+18:7r 8040+1:-3 8041+3:pm F
 3c+c:pn F
 Da000+1000 F
 2000+1000:XD F
 D7000+1000 F
 2000+1000:Y7 F
