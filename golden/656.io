blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+80:qd F
 24+c:OY F
 18+8:7R F
- img: bitmap --add -g 512 TEST_DIR/t.qcow2 b
 800+8:9p a00+20:P1 400:Mh F
 0:9X F
- io: write -b -P 7 0 4k
 0:SH F
 a00+20:i2 0:SH F
 0:9X F
 400:Ls F
 c00+c0:jy F
 24+c:kK F
 400:Ls F
 600:V4 F
 c80+8:01 F
 e00+1000:ZX 400:jq F
 600:0y F
 1e00+8:9p 2000+20:U8 400:Bp F
 0:Ks F
 400:LH F
- io: truncate 544k
 0:l8 F
 2000+20:5_ 0:l8 F
 0:Ks F
 18+8:aa F
 800+8:9p a00+20:P1 400:Bp F
 0:Km F
 400:jq F
