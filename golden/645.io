blkdrill write log 1
- create
 0+400:5f 400+800:Fk 0+400:5f 800+400:7B F
 c00+100:VY F
 24+c:vA F
 18+8:Kp F
- io: truncate -m falloc 8M
 800+400:7d F
 1000:V4 F
 24+c:c5 F
 800+400:mW 2000+400:8u 1400+400:8u 1800+400:8u 1c00+400:8u F
 2400+400:jp F
