blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 4k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:pk F
- img: bitmap --add TEST_DIR/t.qcow2 one
 6000+8:9p 7000+20:6b 2000+1000:d9 F
 0+1000:Le F
- io: write -q -P 2 0 4k
 0+1000:fi F
 7000+20:XY 0+1000:fi F
 0+1000:Le F
 5000+1000:4- F
 8000+1000:k9 9000+8:ci a000+20:p2 2000+1000:RE F
 0+1000:Z2 F
 2000+1000:Hu F
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
- io: close
 0+1000:NK F
 a000+20:E1 0+1000:NK F
 0+1000:Z2 F
 6000+1000:k9 7000+8:TO b000+20:Xj 2000+1000:Y6 F
 0+1000:tw F
 D8000+1000 F
 2000+1000:UD F
 0+1000:5M F
 b000+20:6g 0+1000:5M F
 0+1000:tw F
 8000+1000:oJ F
 8000+1000:xP 2000+1000:Ks F
 4000+1000:ld F
 9000+1000:5S a000+8:Vz c000+20:G_ 2000+1000:OI F
 0+1000:Kh F
 D6000+1000 F
 2000+1000:Rc F
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
- io: close
 0+1000:NK F
 a000+20:E1 0+1000:NK F
 0+1000:Z2 F
 6000+1000:k9 7000+8:TO b000+20:Xj 2000+1000:Y6 F
 0+1000:tw F
 D8000+1000 F
 2000+1000:UD F
 0+1000:5M F
 b000+20:6g 0+1000:5M F
 0+1000:tw F
 9000+1000:oJ F
 8000+1000:xP 2000+1000:Ks F
 4000+1000:Tg F
 9000+1000:5S a000+8:Vz c000+20:G_ 2000+1000:OI F
 0+1000:Kh F
 D6000+1000 F
 2000+1000:Rc F
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
- io: close
 0+1000:NK F
 a000+20:E1 0+1000:NK F
 0+1000:Z2 F
 6000+1000:k9 7000+8:TO b000+20:Xj 2000+1000:Y6 F
 0+1000:tw F
 D8000+1000 F
 2000+1000:UD F
 0+1000:5M F
 b000+20:6g 0+1000:5M F
 0+1000:tw F
 a000+1000:oJ F
 8000+1000:xP 2000+1000:Ks F
 4000+1000:Rm F
 9000+1000:5S a000+8:Vz c000+20:G_ 2000+1000:OI F
 0+1000:Kh F
 D6000+1000 F
 2000+1000:Rc F
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
=3 io: close
- create [field=l1[1].offset]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 4k [field=l1[1].offset]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:pk F
- img: bitmap --add TEST_DIR/t.qcow2 one [field=l1[1].offset]
 6000+8:9p 7000+20:6b 2000+1000:d9 F
 0+1000:Le F
- io: write -q -P 2 0 4k [field=l1[1].offset]
 0+1000:fi F
 7000+20:XY 0+1000:fi F
 0+1000:Le F
 5000+1000:4- F
 8000+1000:k9 9000+8:ci a000+20:p2 2000+1000:RE F
 0+1000:Z2 F
 2000+1000:Hu F
- io: write -P 3 0 4k [field=l1[1].offset]
 0+1000:NK F
 0+1000:cQ F
- create [field=refcount_table[1].offset]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 4k [field=refcount_table[1].offset]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:pk F
- img: bitmap --add TEST_DIR/t.qcow2 one [field=refcount_table[1].offset]
 6000+8:9p 7000+20:6b 2000+1000:d9 F
 0+1000:Le F
- io: write -q -P 2 0 4k [field=refcount_table[1].offset]
 0+1000:fi F
 7000+20:XY 0+1000:fi F
 0+1000:Le F
 5000+1000:4- F
 8000+1000:k9 9000+8:ci a000+20:p2 2000+1000:RE F
 0+1000:Z2 F
 2000+1000:Hu F
- io: write -P 3 0 4k [field=refcount_table[1].offset]
 0+1000:NK F
 0+1000:cQ F
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
- io: write -P 3 0 4k
 0+1000:t8 F
 a000+20:E1 0+1000:t8 F
 0+1000:5A F
 0+1000:oa F
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 2 0 4k
- io: write -P 3 0 4k
 0+1000:NK F
 a000+20:E1 0+1000:NK F
 0+1000:Z2 F
 5000+1000:oJ F
 0+1000:Is F
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
- img: bitmap --remove TEST_DIR/t.qcow2 one
 0+1000:fi F
 7000+20:XY 0+1000:fi F
 0+1000:Le F
 0+1000:VM F
 2000+1000:LX F
- io: write -P 2 64k 16k
 6000+4000:vP 2000+1000:ft F
 4000+1000:CG F
= create
= io: write -q -P 1 0 4k
- io: close
 0+1000:Qq F
= create
= io: write -q -P 1 0 4k
- io: close
 5000+1000:oJ F
- create [field=refcount[10] value=0]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 4k [field=refcount[10] value=0]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:pk F
- img: bitmap --add TEST_DIR/t.qcow2 one [field=refcount[10] value=0]
 6000+8:9p 7000+20:6b 2000+1000:d9 F
 0+1000:Le F
- io: write -q -P 2 0 4k [field=refcount[10] value=0]
 0+1000:fi F
 7000+20:XY 0+1000:fi F
 0+1000:Le F
 5000+1000:4- F
 8000+1000:k9 9000+8:ci a000+20:p2 2000+1000:RE F
 0+1000:Z2 F
 2000+1000:Hu F
- check [field=refcount[10] value=0]
 0+1000:NK F
 a000+20:E1 0+1000:NK F
 0+1000:Z2 F
 6000+1000:e8 6000+1000:RE 7000+1000:Ed 30+c:s4 F
 D1000+1000 D2000+1000 F
 6000+1000:2W F
 1000+1000:k9 2000+8:04 b000+20:m4 6000+1000:Y6 F
 0+1000:La F
 D8000+1000 F
 6000+1000:UD F
- create [field=refcount[9] value=3]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 4k [field=refcount[9] value=3]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:pk F
- img: bitmap --add TEST_DIR/t.qcow2 one [field=refcount[9] value=3]
 6000+8:9p 7000+20:6b 2000+1000:d9 F
 0+1000:Le F
- io: write -q -P 2 0 4k [field=refcount[9] value=3]
 0+1000:fi F
 7000+20:XY 0+1000:fi F
 0+1000:Le F
 5000+1000:4- F
 8000+1000:k9 9000+8:ci a000+20:p2 2000+1000:RE F
 0+1000:Z2 F
 2000+1000:Hu F
- check [field=refcount[9] value=3]
 0+1000:NK F
 a000+20:E1 0+1000:NK F
 0+1000:Z2 F
 2000+1000:Hu F
 6000+1000:k9 7000+8:TO b000+20:Xj 2000+1000:Y6 F
 0+1000:tw F
 D8000+1000 F
 2000+1000:UD F
- create [field=refcount_table[0] value=0]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 4k [field=refcount_table[0] value=0]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:pk F
- img: bitmap --add TEST_DIR/t.qcow2 one [field=refcount_table[0] value=0]
 6000+8:9p 7000+20:6b 2000+1000:d9 F
 0+1000:Le F
- io: write -q -P 2 0 4k [field=refcount_table[0] value=0]
 0+1000:fi F
 7000+20:XY 0+1000:fi F
 0+1000:Le F
 5000+1000:4- F
 8000+1000:k9 9000+8:ci a000+20:p2 2000+1000:RE F
 0+1000:Z2 F
 2000+1000:Hu F
- check [field=refcount_table[0] value=0]
 0+1000:NK F
 a000+20:E1 0+1000:NK F
 0+1000:Z2 F
 2000+1000:Hu 2000+1000:e8 6000+1000:0q 30+c:mj F
 D1000+1000 F
 2000+1000:Z2 F
 1000+1000:k9 7000+8:04 b000+20:Xj 2000+1000:Y6 F
 0+1000:Fp F
 D8000+1000 F
 2000+1000:UD F
- create [field=refcount_table[0] value=0x7000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 4k [field=refcount_table[0] value=0x7000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:pk F
- img: bitmap --add TEST_DIR/t.qcow2 one [field=refcount_table[0] value=0x7000]
 6000+8:9p 7000+20:6b 2000+1000:d9 F
 0+1000:Le F
- io: write -q -P 2 0 4k [field=refcount_table[0] value=0x7000]
 0+1000:fi F
 7000+20:XY 0+1000:fi F
 0+1000:Le F
 5000+1000:4- F
 8000+1000:k9 9000+8:ci a000+20:p2 2000+1000:RE F
 0+1000:Z2 F
 2000+1000:Hu F
- check [field=refcount_table[0] value=0x7000]
 0+1000:NK F
 a000+20:E1 0+1000:NK F
 0+1000:Z2 F
 2000+1000:IW 2000+1000:RE 6000+1000:0q 30+c:mj F
 D1000+1000 D7000+1000 F
 2000+1000:Z2 F
 1000+1000:k9 7000+8:04 b000+20:Xj 2000+1000:Y6 F
 0+1000:Fp F
 D8000+1000 F
 2000+1000:UD F
- create [field=refcount_table[0] value=0xa000]
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 4k [field=refcount_table[0] value=0xa000]
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:pk F
- img: bitmap --add TEST_DIR/t.qcow2 one [field=refcount_table[0] value=0xa000]
 6000+8:9p 7000+20:6b 2000+1000:d9 F
 0+1000:Le F
- io: write -q -P 2 0 4k [field=refcount_table[0] value=0xa000]
 0+1000:fi F
 7000+20:XY 0+1000:fi F
 0+1000:Le F
 5000+1000:4- F
 8000+1000:k9 9000+8:ci a000+20:p2 2000+1000:RE F
 0+1000:Z2 F
 2000+1000:Hu F
- check [field=refcount_table[0] value=0xa000]
 0+1000:NK F
 0+1000:cQ F
