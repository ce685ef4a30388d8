blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+40:M2 F
 24+c:Px F
 18+8:e1 F
- io: write -P 9 0 1k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:2F 400:Ls F
 800:yS F
- img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
 e00+8:9p 1000+20:eP 400:8Q F
 0:NI F
- io: write -P 1 0 512
 0:iY F
 1000+20:zM 0:iY F
 0:NI F
 a00:b_ F
 1200:J2 400:SZ F
 800:EF F
 1400:H9 1600+8:g8 1800+20:FL 400:Ks F
 0:_r F
 400:9Q F
- img: bitmap --clear TEST_DIR/t.qcow2 one
 0:Q7 F
 1800+20:oI 0:Q7 F
 0:_r F
 e00+8:9p 1000+20:eP 400:Ks F
 0:NI F
 D1400 F
 400:SZ F
