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
- io: write -q -P 2 31k 2k
 400:SZ F
 1200:V4 F
 608+8:pg F
 e00+400:lI 1400+400:lI 400:iw F
 800:Ze 1200:9B F
- create
 0+400:7b 400+800:Fk 0+400:7b 800+400:OZ F
 c00+8:9p F
 24+c:0g F
 18+8:Ve F
- io: write -P 1 0 8k
 800+400:Ys F
 1000+400:8u F
 c00+8:ji F
 1400+2000:H- 800+400:wH F
 1000+400:Ak F
- io: write -P 2 1k 512
 1800:J2 3400+c00:jy 800+400:eE F
 D2400+400 1000+400:p_ F
 800+400:z7 F
- io: write -P 4 1536 6k
 1a00+1800:LU 800+400:eE F
 1000+400:M0 F
 Z4000+400 4000:jj 800+400:9J F
 1000+400:cA F
