blkdrill write log 1
- create
 0:Pg 200+400:zl 0:Pg 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -q -P 1 0 64k
 400:RE F
 800:V4 F
 600+8:C7 F
 400:-s F
 8a00:V4 F
 608+8:py F
 a00+8000:rl 8c00+8000:rl 48+8:__ F
 800:82 8a00:AD F
 400:ca F
 0:_V F
- snapshot: create one
 10c00+10:NO 400:rU F
 800:mB 8a00:a0 F
 600+10:tg F
 400:GZ F
 10e00+28:Mq 10e28+18:Xg 10e40+1:-3 10e41+3:bx F
 3c+c:WV F
- io: write -q -P 3 0 32k
 400:yZ F
 11000:mB F
 600+8:LV F
 11200+8000:Ai 48+8:__ F
 11000:5J F
 400:eQ F
 19200:a0 F
 608+8:gc F
 400:LC 21400:p_ F
 208+8:xS F
 19400+8000:Ai 19200:-i F
 400:1Z 21400:ue F
 0:k3 F
- io
 19400+8000:ym,fua F
