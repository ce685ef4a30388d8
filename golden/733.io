blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:Bs F
- io: write -q -P 1 0 2k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+800:PS 400:8Q F
 800:m8 F
- img: resize --preallocation=metadata TEST_DIR/t.qcow2 16896
 0:NG F
- check
 48+8:7T F
 1200:SZ 1200:ue 1400:90 30+c:Z0 F
 D200 D400 F
 1200:Hf F
 0:-K F
 0:3r F
= create
= io: write -q -P 1 0 2k
- img: resize --preallocation=falloc TEST_DIR/t.qcow2 16896
 400:i1 F
 1200:-E F
 30+c:Vp F
 T1600,falloc 400:ey F
 800:xS F
 18+8:Lu F
 400:iI F
- check
 48+8:__ F
 200:ue 200:iw 1600:gG 30+c:d_ F
 D400 D1200 F
 200:ZC F
 0:mK F
= create
= io: write -q -P 1 0 2k
- img: resize --preallocation=full TEST_DIR/t.qcow2 16896
 400:i1 F
 1200:-E F
 30+c:Vp F
 T1600,full 400:ey F
 800:xS F
 18+8:Lu F
 400:iI F
= check
