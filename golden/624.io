blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -P 1 0 32k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+8000:rl 400:km F
 800:82 F
- io: write -b 0 512
 400:-s F
 8a00+180:Qj F
 24+c:Z8 F
 400:km F
