blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -P 1 0 1k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:Qd 400:Ls F
 800:yS F
 400:_z F
 e00:V4 F
 680+8:c9 F
 1000+400:lI 400:SZ F
 e00:De F
- resize: 4M
 400:iw F
 1400+400:ew F
 24+c:F1 F
 18+8:Kp F
 400:Sc F
- io: truncate 8M
 400:z5 F
 1800+800:K8 F
 24+c:UI F
 18+8:Tp F
 400:DQ F
 400:_X F
 1400:V4 F
 1e00+8:3m F
 1600:Hx 400:z5 F
 1400:zF F
