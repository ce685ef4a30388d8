blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
 800+8:9p a00+20:o- 400:Mh F
 0:sR F
- img: bitmap --add -g 4k TEST_DIR/t.qcow2 two
 0:DB F
 a00+20:F9 0:DB F
 0:sR F
 c00+8:9p e00+8:9p 1000+40:0N 400:8Q F
 0:gr F
 400:2- F
- io: write -P 1 4k 1k
 0:P7 F
 1000+40:ld 0:P7 F
 0:gr F
 400:h1 F
 800:V4 F
 600+8:C7 F
 1200+400:Qd 400:z7 F
 800:Zl F
 400:_V F
 1600:V4 F
 610+8:9k F
 1800+400:lI 400:5d F
 1600:mh F
 1c00:SB 1e00+8:I0 2000:yF 2200+8:vL 2400+40:VO 400:hx F
 0:RT F
 400:RA F
