blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -q -P 1 0 1k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:Qd 400:Ls F
 800:yS F
 e00:J2 400:_z F
 800:6r F
 1000:Hx 400:8Q F
 800:Cw F
- io: write -P 9 0 1536
 a00+400:2F 1000:yG F
