blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: reopen -o l2-cache-size=1k
 400:RE F
 800:V4 F
 24+c:9g F
 18+8:mJ F
 400:ho F
 400:RE F
 600:V4 F
 800+8:01 F
 a00:b_ 400:Ls F
 600:Ly c00:V4 F
 900+8:W_ F
 e00:J2 400:8Q F
 1000:V4 c00:gO F
 880+8:ji F
 1200:Hx 400:ue F
 1000:Y5 1400:V4 F
 980+8:3m F
 1600:tk 1800:jj 400:Ks F
 1400:zF 600:o8 F
= create
- io: reopen -o l2-cache-size=64k
 400:RE F
 800:V4 F
 24+c:9g F
 18+8:mJ F
 400:ho F
 400:RE F
 600:V4 F
 800+8:01 F
 a00:b_ 400:Ls F
 600:Ly c00:V4 F
 900+8:W_ F
 e00:J2 400:8Q F
 c00:gO 1000:V4 F
 880+8:ji F
 1200:Hx 400:ue F
 1000:Y5 1400:V4 F
 980+8:3m F
 1600:tk 1800:jj 400:Ks F
 600:o8 1400:zF F
