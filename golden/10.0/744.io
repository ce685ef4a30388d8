blkdrill write log 1
- img: create
 0+10000:2O!28
- img: create
 0+10000:2O 10000+20000:aU!28
- img: create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 20000+10000:ud F
 40000+10000:7r!28 D40000+10000 F
 20000+10000:-4 F
= img: create
- img: create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 20000+10000:ud F
 40000+10000:6Q!28 F
- img: create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 20000+10000:ud F
 40000+10000:6Q F
 30+c:Lq F
 T90000,full!28 20000+10000:Xn F
= img: create
- create
 @s.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:e1 F
- io: write -q -P 1 0 192k
 @s.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+30000:0C 20000+10000:MB F
 40000+10000:x1 F
- img: convert
 @t.copy 0+10000:2O 10000+20000:aU!28
- img: dd
 @t.copy 0+10000:2O 10000+20000:aU!28
- img: convert
 @t.copy T40000!28
- img: dd
 @t.copy T40000!28
- img: convert
 @t.copy 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:e1 F
 20000+10000:ud 40000+10000:7r 30000+8:Jv 50000+30000:0C!28 20000+10000:ud
- img: dd
 @t.copy 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:e1 F
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 60000+10000:h-!28 20000+10000:Et F
 40000+10000:yK F
 20000+10000:Dx F
- img: convert
 @t.copy T40000 F
 0+30000:0C
- img: dd
 @t.copy T40000 F
 0+10000:h- 10000+10000:h- 20000+10000:h- 30000+10000:7r F
- create: 128k
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
- io: write -q -P 2 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:WA 20000+10000:Dx F
 40000+10000:yK F
- resize
 18+8:7R F
= create: 128k
= io: write -q -P 2 0 64k
- resize
 Tc0000!28 20000+10000:b4 F
 40000+10000:r1 F
= create: 128k
= io: write -q -P 2 0 64k
- resize
 20000+10000:Et F
 60000+10000:6Q!28 F
= create: 128k
= io: write -q -P 2 0 64k
= resize
= create: 128k
= io: write -q -P 2 0 64k
=3 resize
= create: 128k
= io: write -q -P 2 0 64k
=3 resize
= create: 128k
= io: write -q -P 2 0 64k
- resize
 20000+10000:Et F
 60000+10000:6Q F
 30+c:PD F
 Td0000,falloc!28 20000+10000:9X F
= create: 128k
= io: write -q -P 2 0 64k
- resize
 20000+10000:Et F
 60000+10000:6Q F
 30+c:PD F
 Td0000,full!28 20000+10000:9X F
= create: 128k
- io: write -q -P 3 0 128k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:RX 20000+10000:Et F
 40000+10000:Fw F
- img: snapshot -c a TEST_DIR/t.qcow2
 70000+8:Jv!28 20000+10000:MB F
= create: 128k
= io: write -q -P 3 0 128k
- img: bitmap --add TEST_DIR/t.qcow2 b
 70000+8:9p!28 F
 20000+10000:Et F
 70000+8:9p!28 F
 20000+10000:Et F
= create: 128k
= io: write -q -P 3 0 128k
- img: amend -f qcow2 -o refcount_bits=64 TEST_DIR/t.qcow2
 70000+10000:1j!28 F
 20000+10000:Et F
= create: 128k
= io: write -q -P 3 0 128k
- img: amend -f qcow2 -o compat=0.10 TEST_DIR/t.qcow2
 0+10000:0f F
 0+10000:7a F
= create: 128k
= io: write -q -P 3 0 128k
- img: snapshot -c a TEST_DIR/t.qcow2
 70000+8:Jv 20000+10000:b_ F
 40000+10000:HI F
 30000+8:e1 F
 20000+10000:pb F
 80000+28:9B!28 D80000+10000 F
 20000+10000:b_ F
= create: 128k
= io: write -q -P 3 0 128k
- img: bitmap --add TEST_DIR/t.qcow2 b
 70000+8:9p 80000+20:Dv!28 F
 20000+10000:Et F
 70000+8:9p 80000+20:Dv!28 F
 20000+10000:Et F
= create: 128k
= io: write -q -P 3 0 128k
- img: amend -f qcow2 -o refcount_bits=64 TEST_DIR/t.qcow2
 70000+10000:1j 80000+10000:V7!28 F
 20000+10000:Et F
= create: 128k
= io: write -q -P 3 0 128k
= img: amend -f qcow2 -o compat=0.10 TEST_DIR/t.qcow2
= create: 128k
= io: write -q -P 3 0 128k
- img: snapshot -c a TEST_DIR/t.qcow2
 70000+8:Jv 20000+10000:b_ F
 40000+10000:HI F
 30000+8:e1 F
 20000+10000:pb F
 80000+28:9B 80028+18:Ph 80040+1:-3 80041+1:5D F
 3c+c:OU F
= create: 128k
= io: write -q -P 3 0 128k
- img: bitmap --add TEST_DIR/t.qcow2 b
 70000+8:9p 80000+20:Dv 20000+10000:-l F
 0+10000:9h F
- io: read -P 3 0 128k
 0+10000:lA F
 80000+20:us 0+10000:lA F
 0+10000:9h F
 90000+8:9p a0000+20:ui 20000+10000:ON F
 0+10000:a3 F
 20000+10000:0F F
= create: 128k
= io: write -q -P 3 0 128k
- img: amend -f qcow2 -o refcount_bits=64 TEST_DIR/t.qcow2
 70000+10000:1j 80000+10000:V7 20000+10000:-l F
 0+10000:pB 0+10000:pB F
 70000+10000:o6 F
= create: 128k
= io: write -q -P 3 0 128k
= img: amend -f qcow2 -o compat=0.10 TEST_DIR/t.qcow2
- create
 @t.base 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:e1 F
- io: write -q -P 4 0 64k
 @t.base 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:58 20000+10000:Dx F
 40000+10000:yK F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:e1 F
 0+10000:TM F
- io: write -q -P 5 64k 128k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:dj 20000+10000:Et F
 40000+10000:oB F
- commit: t.qcow2
 @t.base 60000+20000:dj!28 F
 20000+10000:Dx F
- rebase: none
 70000+10000:58!28 F
 20000+10000:Et F
=2 create
= io: write -q -P 4 0 64k
=2 create
= io: write -q -P 5 64k 128k
= commit: t.qcow2
= rebase: none
=2 create
= io: write -q -P 4 0 64k
=2 create
= io: write -q -P 5 64k 128k
- commit: t.qcow2
 @t.base 60000+20000:dj 20000+10000:MB F
 40000+10000:x1 F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:TM T40000 F
- rebase: none
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+30000:F1 0+10000:Q9 20000+10000:MB F
 40000+10000:x1 F
