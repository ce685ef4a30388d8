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
 F
 800:82 8a00:AD F
 400:ca F
 0:_V F
- snapshot: create one
 48+8:__ F
 10c00+10:NO F
 800:mB 8a00:a0 F
 600+10:tg F
 10e00+28:Mq 10e28+18:Xg 10e40+1:-3 10e41+3:bx F
 3c+c:WV F
 400:GZ F
 0:k3 F
- io: write -q -P 3 0 32k
 400:yZ F
 11000:mB F
 600+8:LV F
 11200+8000:Ai 48+8:__ F
 400:gq F
 11000:5J 19200:a0 F
 608+8:gc F
 400:bm 21400:p_ F
 208+8:xS F
 19400+8000:9p F
 19200:-i F
 400:1Z 21400:ue F
 0:k3 F
- create
 @base.raw T10000 F
- io
 @base.raw 0+10000:h-,fua F
- create
 0+1000:fD 1000+2000:uR 0:SO 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 @t.data T10000 @t.qcow2 18+8:Ve F
 0:Ps @t.data F
 @t.qcow2 F
- io: write -q -P 2 10k 2k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 @t.data 2000+1000:mz F
 @t.qcow2 F
 4000+1000:AZ F
