blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -P 1 0 512
 400:RE F
 800:V4 F
 600+8:C7 F
 a00:b_ 400:Mh F
 800:Ly F
- io: write -P 2 1k 512
 c00:J2 400:Ls F
 800:10 F
 e00+400:J7 400:8Q F
 800:vK F
