blkdrill write log 1
- create
 0+400:7b 400+800:Fk 0+400:7b 800+400:OZ F
 c00+8:9p F
 24+c:0g F
 18+8:Bl F
 0+400:CZ F
- io: write -q -P 1 2k 1k
 800+400:Ys F
 1000+400:8u F
 c00+8:ji F
 1400+400:Qd 800+400:dh F
 1000+400:FM F
- img: convert -O qcow2 -o cluster_size=512 TEST_DIR/t.qcow...
 @x.qcow2 0:VY 200+400:zl 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:Bl F
 400:RE 800:V4 600+8:C7 a00+400:b2 e00+400:Qd 400:8Q 800:os
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:fc F
 0+10000:eZ F
- io: write -q -P 1 65536 512
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:Ja 20000+10000:Dx F
 40000+10000:F1 F
- create
 @y.raw T100000 F
- io: discard 0 1M
 @y.raw D0+100000 10000+10000:rF,fua Z18000+4000 F
