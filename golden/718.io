blkdrill write log 1
- create
 0:Pg 200+400:zl 0:Pg 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:ci F
- io: write -q -P 1 0 8k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+2000:H- 48+8:__ F
 400:vy F
 2a00+10:ZV F
 24+c:LB F
 800:K_ F
 18+8:Ve F
 2c00+2000:8B F
 800:MA F
 400:2K F
 0:tm F
= create
- io: write -q -P 1 0 8k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+2000:H- 48+8:__ F
 400:vy F
 2a00+100:Ye F
 24+c:jk F
 800:K_ F
- io: read -P 1 0 8k
 D600 400:fe F
 0:ZQ F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:ci F
- io: write -q -P 1 0 8k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+2000:H- 400:vy F
 2a00+10:ZV F
 24+c:LB F
 800:K_ F
 18+8:Ve F
 2c00+2000:8B 400:2K F
 800:MA F
= create
- io: write -q -P 1 0 8k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+2000:H- 400:vy F
 2a00+100:Ye F
 24+c:jk F
 800:K_ F
