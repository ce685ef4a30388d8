blkdrill write log 1
- create
 0:Pg 200+400:zl 0:Pg 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -P 1 0 512
 400:RE F
 800:V4 F
 600+8:C7 F
 a00:b_ 48+8:__ F
 800:Ly F
 400:Mh F
 0:e5 F
- io: write -P 2 1k 512
 c00:J2 48+8:__ F
 e00+400:J7 800:sH F
 Dc00 800:ev F
 400:7d F
 0:e5 F
