blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:Bs F
- io
 T2000 F
- io: close
 400:RE F
 800:V4 F
 600+8:C7 F
 400:oO F
 800:N9 F
