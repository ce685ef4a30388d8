blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -P 1 0 512
 400:RE F
 800:V4 F
 600+8:C7 F
 a00:b_ 400:Mh F
 800:Ly F
- io: write -c -P 2 512 512
 400:Ls F
 800:aV F
