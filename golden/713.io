blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0:qU 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:sH F
- io: write -q -P 1 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
 4000+1000:6R F
- snapshot: create one
 48+8:__ F
 7000+8:W2 F
 4000+1000:uH F
 3000+8:Bs F
 8000+28:jO 8028+18:Ph 8040+1:-3 8041+3:bx F
 3c+c:pn F
 2000+1000:L8 F
 0:3P F
- snapshot: create two
 48+8:__ F
 9000+8:Bs F
 a000+28:jO a028+18:Ph a040+1:-3 a041+3:bx a048+28:Zd a070+18:Ph a088+1:4N a089+3:pm F
 3c+c:IA F
 2000+1000:pP F
 0:gj F
 D8000+1000 2000+1000:3g F
- io: write -q -P 2 0 8k
 2000+1000:pP F
 8000+1000:uH F
 3000+8:L4 F
 b000+2000:8B 2000+1000:2D F
 8000+1000:Tt F
 2000+1000:Gm F
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0:gj 48+8:__ F
 Z5000+1000 F
 4000+1000:0a F
 0:gj 0:mx F
- create
 0+10000:2O 10000+20000:aU 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
- io: write -q 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:rF 20000+10000:Dx F
 40000+10000:yK F
 40000+10000:3r F
- snapshot: create one
 48+8:__ F
 60000+8:Jv F
 40000+10000:Rh F
 30000+8:e1 F
 70000+28:7U 70028+18:Ph 70040+1:-3 70041+3:bx F
 3c+c:Sp F
 20000+10000:Sb F
 0:x- F
- io: write -q 64k 64k
 20000+10000:g_ F
 80000+10000:Rh F
 30000+8:sL F
 90000+10000:rF 20000+10000:Jm F
 80000+10000:Jv F
 20000+10000:hI F
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0:x- 48+8:__ F
 Za0000+10000 F
 80000+10000:D4 F
 Zb0000+10000 F
 40000+10000:3r 20000+10000:tM F
 0:x- 0:ya F
 20000+10000:2U F
= create
- io: write -q -P 0x11 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:Dh 20000+10000:Dx F
 40000+10000:yK F
- snapshot: create one
 48+8:__ F
 60000+8:Jv F
 40000+10000:UA F
 30000+8:e1 F
 70000+28:7U 70028+18:Ph 70040+1:-3 70041+3:bx F
 3c+c:Sp F
 20000+10000:Sb F
 0:x- F
- io: write -q -z 0 64k
 20000+10000:g_ F
 80000+10000:UA F
 30000+8:sL F
 80000+10000:Rh F
 20000+10000:IR F
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0:x- 48+8:__ F
 Z90000+10000 F
 80000+10000:2Q F
 20000+10000:hI F
 0:x- 0:ya F
 20000+10000:X8 F
- img: convert -l one -O raw TEST_DIR/t.qcow2 TEST_DIR/x
 @x T20000 F
 0+10000:Dh
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
- io: write -q -P 1 0 64k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
- create
 0+10000:2O 10000+20000:aU 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
 0:6L F
- io: write -q -z 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 40000+10000:-K F
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0:6L 48+8:__ F
 Z50000+10000 F
 40000+10000:yK F
 20000+10000:Dx F
 0:6L 0:15 F
- create
 0+1000:wy 1000+2000:uR 0:l5 2000+1000:xE F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
 0:u1 F
- io: write -q -z 0 8k
 2000+1000:-q F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:V0 F
 5000+2000:8B 2000+1000:Ch F
 4000+1000:hP F
- img: amend -o refcount_bits=8 TEST_DIR/t.qcow2
 7000+1000:Q3 8000+1000:yg 2000+1000:mp F
 0:3_ 0:3_ F
 7000+1000:Sm F
- img: amend -o refcount_bits=16,compat=0.10 TEST_DIR/t.qcow2
 1000+1000:DS 2000+1000:2s 7000+1000:Q3 F
 0:tv 0:tv 48+8:__ F
 Z9000+1000 Za000+1000 F
 4000+1000:hs F
 1000+1000:RE F
 0:tv 0:id F
 1000+1000:AT F
- create
 0+1000:93 1000+2000:uR 0:qU 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
- io: write -q -P 2 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:8B 2000+1000:SF F
 4000+1000:gM F
- img: amend -o refcount_bits=8 TEST_DIR/t.qcow2
 7000+1000:Q3!5 2000+1000:DS F
 2000+1000:SF F
= create
= io: write -q -P 2 0 8k
- img: amend -o refcount_bits=8 TEST_DIR/t.qcow2
 7000+1000:Q3 8000+1000:yg!5 2000+1000:DS F
 2000+1000:SF F
= create
= io: write -q -P 2 0 8k
- img: amend -o refcount_bits=8 TEST_DIR/t.qcow2
 7000+1000:Q3 8000+1000:yg 2000+1000:DS!5 2000+1000:DS F
 2000+1000:SF F
= create
= io: write -q -P 2 0 8k
- img: amend -o refcount_bits=8 TEST_DIR/t.qcow2
 7000+1000:Q3 8000+1000:yg 2000+1000:DS F
 0:YQ!5 0:O3 F
 2000+1000:SF F
