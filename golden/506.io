blkdrill write log 1
- create [field=l2[0][0].copied value=on sections=all mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l2[0][0].copied value=on sections=all mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=l2[0][0].copied value=on sections=all mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r leaks --image-opts driver=qcow2,overlap-che... [field=l2[0][0].copied value=on sections=all mode=leaks]
 0+1000:pp F
- create [field=l2[0][0].copied value=on sections=all mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l2[0][0].copied value=on sections=all mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=l2[0][0].copied value=on sections=all mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=l2[0][0].copied value=on sections=all mode=all]
 0+1000:pp F
- create [field=l2[0][0].copied value=on sections=cached mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l2[0][0].copied value=on sections=cached mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=l2[0][0].copied value=on sections=cached mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r leaks --image-opts driver=qcow2,overlap-che... [field=l2[0][0].copied value=on sections=cached mode=leaks]
 4000+1000:0a F
- create [field=l2[0][0].copied value=on sections=cached mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l2[0][0].copied value=on sections=cached mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=l2[0][0].copied value=on sections=cached mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=l2[0][0].copied value=on sections=cached mode=all]
 4000+1000:0a F
- create [field=l2[0][0] value=0x5201 sections=all mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l2[0][0] value=0x5201 sections=all mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=l2[0][0] value=0x5201 sections=all mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- create [field=l2[0][0] value=0x5201 sections=all mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l2[0][0] value=0x5201 sections=all mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=l2[0][0] value=0x5201 sections=all mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=l2[0][0] value=0x5201 sections=all mode=all]
 0+1000:pp F
- create [field=l2[0][0] value=0x5201 sections=cached mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l2[0][0] value=0x5201 sections=cached mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=l2[0][0] value=0x5201 sections=cached mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- create [field=l2[0][0] value=0x5201 sections=cached mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l2[0][0] value=0x5201 sections=cached mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=l2[0][0] value=0x5201 sections=cached mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=l2[0][0] value=0x5201 sections=cached mode=all]
 4000+8:__ F
 D5000+1000 F
 2000+1000:v3 F
- create [field=l1[0].copied value=on sections=all mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l1[0].copied value=on sections=all mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=l1[0].copied value=on sections=all mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r leaks --image-opts driver=qcow2,overlap-che... [field=l1[0].copied value=on sections=all mode=leaks]
 3000+8:Bs F
- create [field=l1[0].copied value=on sections=all mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l1[0].copied value=on sections=all mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=l1[0].copied value=on sections=all mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=l1[0].copied value=on sections=all mode=all]
 3000+8:Bs F
- create [field=l1[0].copied value=on sections=cached mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l1[0].copied value=on sections=cached mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=l1[0].copied value=on sections=cached mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r leaks --image-opts driver=qcow2,overlap-che... [field=l1[0].copied value=on sections=cached mode=leaks]
 3000+8:Bs F
- create [field=l1[0].copied value=on sections=cached mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=l1[0].copied value=on sections=cached mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=l1[0].copied value=on sections=cached mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=l1[0].copied value=on sections=cached mode=all]
 3000+8:Bs F
- create [field=refcount_table[0] value=0 sections=all mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[0] value=0 sections=all mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=refcount_table[0] value=0 sections=all mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- create [field=refcount_table[0] value=0 sections=all mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[0] value=0 sections=all mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=refcount_table[0] value=0 sections=all mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=refcount_table[0] value=0 sections=all mode=all]
 2000+1000:L8 2000+1000:XD 9000+1000:0q 30+c:C6 F
 D1000+1000 F
 2000+1000:QJ F
- create [field=refcount_table[0] value=0 sections=cached mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[0] value=0 sections=cached mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=refcount_table[0] value=0 sections=cached mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- create [field=refcount_table[0] value=0 sections=cached mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[0] value=0 sections=cached mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=refcount_table[0] value=0 sections=cached mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=refcount_table[0] value=0 sections=cached mode=all]
 2000+1000:L8 2000+1000:XD 9000+1000:0q 30+c:C6 F
 D1000+1000 F
 2000+1000:QJ F
- create [field=refcount_table[0] value=0x4000 sections=all mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[0] value=0x4000 sections=all mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=refcount_table[0] value=0x4000 sections=all mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- create [field=refcount_table[0] value=0x4000 sections=all mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[0] value=0x4000 sections=all mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=refcount_table[0] value=0x4000 sections=all mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=refcount_table[0] value=0x4000 sections=all mode=all]
 2000+1000:8u 2000+1000:gR 9000+1000:0q 30+c:C6 F
 D1000+1000 F
 2000+1000:QJ F
- create [field=refcount_table[0] value=0x4000 sections=cached mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[0] value=0x4000 sections=cached mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=refcount_table[0] value=0x4000 sections=cached mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- create [field=refcount_table[0] value=0x4000 sections=cached mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[0] value=0x4000 sections=cached mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=refcount_table[0] value=0x4000 sections=cached mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=refcount_table[0] value=0x4000 sections=cached mode=all]
 2000+1000:8u 2000+1000:gR 9000+1000:0q 30+c:C6 F
 D1000+1000 F
 2000+1000:QJ F
- create [field=refcount_table[0] value=0x4200 sections=all mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[0] value=0x4200 sections=all mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=refcount_table[0] value=0x4200 sections=all mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r leaks --image-opts driver=qcow2,overlap-che... [field=refcount_table[0] value=0x4200 sections=all mode=leaks]
 0+1000:pp F
- create [field=refcount_table[0] value=0x4200 sections=all mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[0] value=0x4200 sections=all mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=refcount_table[0] value=0x4200 sections=all mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=refcount_table[0] value=0x4200 sections=all mode=all]
 0+1000:pp F
 2000+1000:L8 2000+1000:XD 9000+1000:0q 30+c:C6 F
 D1000+1000 F
- create [field=refcount_table[0] value=0x4200 sections=cached mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[0] value=0x4200 sections=cached mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=refcount_table[0] value=0x4200 sections=cached mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r leaks --image-opts driver=qcow2,overlap-che... [field=refcount_table[0] value=0x4200 sections=cached mode=leaks]
 0+1000:pp F
- create [field=refcount_table[0] value=0x4200 sections=cached mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=refcount_table[0] value=0x4200 sections=cached mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=refcount_table[0] value=0x4200 sections=cached mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=refcount_table[0] value=0x4200 sections=cached mode=all]
 0+1000:pp F
 2000+1000:L8 2000+1000:XD 9000+1000:0q 30+c:C6 F
 D1000+1000 F
- create [field=snapshot[0].l1_size value=5000000 sections=all mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_size value=5000000 sections=all mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=snapshot[0].l1_size value=5000000 sections=all mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r leaks --image-opts driver=qcow2,overlap-che... [field=snapshot[0].l1_size value=5000000 sections=all mode=leaks]
 D7000+1000 F
- create [field=snapshot[0].l1_size value=5000000 sections=all mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_size value=5000000 sections=all mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=snapshot[0].l1_size value=5000000 sections=all mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=snapshot[0].l1_size value=5000000 sections=all mode=all]
 D7000+1000 F
- create [field=snapshot[0].l1_size value=5000000 sections=cached mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_size value=5000000 sections=cached mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=snapshot[0].l1_size value=5000000 sections=cached mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r leaks --image-opts driver=qcow2,overlap-che... [field=snapshot[0].l1_size value=5000000 sections=cached mode=leaks]
 D7000+1000 F
 2000+1000:Mq F
- create [field=snapshot[0].l1_size value=5000000 sections=cached mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_size value=5000000 sections=cached mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=snapshot[0].l1_size value=5000000 sections=cached mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=snapshot[0].l1_size value=5000000 sections=cached mode=all]
 D7000+1000 3000+8:W2 F
 4000+1000:gM F
 2000+1000:Mq F
- create [field=snapshot[0].l1_offset value=0x7200 sections=all mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_offset value=0x7200 sections=all mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=snapshot[0].l1_offset value=0x7200 sections=all mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r leaks --image-opts driver=qcow2,overlap-che... [field=snapshot[0].l1_offset value=0x7200 sections=all mode=leaks]
 D7000+1000 F
- create [field=snapshot[0].l1_offset value=0x7200 sections=all mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_offset value=0x7200 sections=all mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=snapshot[0].l1_offset value=0x7200 sections=all mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=snapshot[0].l1_offset value=0x7200 sections=all mode=all]
 D7000+1000 F
- create [field=snapshot[0].l1_offset value=0x7200 sections=cached mode=leaks]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_offset value=0x7200 sections=cached mode=leaks]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=snapshot[0].l1_offset value=0x7200 sections=cached mode=leaks]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r leaks --image-opts driver=qcow2,overlap-che... [field=snapshot[0].l1_offset value=0x7200 sections=cached mode=leaks]
 D7000+1000 F
 2000+1000:Mq F
- create [field=snapshot[0].l1_offset value=0x7200 sections=cached mode=all]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k [field=snapshot[0].l1_offset value=0x7200 sections=cached mode=all]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- snapshot: create a [field=snapshot[0].l1_offset value=0x7200 sections=cached mode=all]
 7000+40:LB 2000+1000:VT F
 4000+1000:0a F
 3000+40:ev F
 2000+1000:L8 F
 8000+28:IV 8028+18:ZP 8040+1:-3 8041+1:5D F
 3c+c:pn F
- img: check -r all --image-opts driver=qcow2,overlap-check... [field=snapshot[0].l1_offset value=0x7200 sections=cached mode=all]
 D7000+1000 3000+8:W2 F
 4000+1000:gM F
 2000+1000:Mq F
