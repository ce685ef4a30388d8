blkdrill write log 1
- create: 1M
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -P 3 64k 128k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:RX 20000+10000:Et F
 40000+10000:oB F
 70000+4f:U_ Z80000+10000 80000+400:jR 20000+10000:-l F
 40000+10000:HT F
- create
 @x.qcow2 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
= create
= create
- img: convert -n -m 1 -O qcow2 TEST_DIR/t.qcow2 blkdebug:T...
 @x.qcow2 400:RE 800:V4 600+8:C7 400:Mh 800:47 a00:V4 608+8:I5 400:Ls a00:47 c00:V4 610+8:W_ 400:jY
 8e00:V4 618+8:92 400:cm 11000:V4 620+8:LV 9000+8000:Ai 400:uy 11200:V4 628+8:BX e00+8000:Ai 11000:k5
 8e00:9d
= create
- img: convert -n -m 1 -O qcow2 TEST_DIR/t.qcow2 blkdebug:T...
 @x.qcow2 400:RE 800:V4 600+8:C7 400:Mh 800:47 a00:V4 608+8:I5 400:Ls a00:47 c00:V4 610+8:W_ 400:jY
 8e00:V4 618+8:92
= create
- img: convert -n -m 1 -O qcow2 TEST_DIR/t.qcow2 blkdebug:T...
 @x.qcow2 400:RE 400:GP
= create
- img: convert -n -m 1 -O qcow2 TEST_DIR/t.qcow2 blkdebug:T...
 @x.qcow2 400:RE
= create
- img: convert -n -m 1 -O qcow2 TEST_DIR/t.qcow2 blkdebug:T...
 @x.qcow2 400:GP
= create
