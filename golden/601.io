blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -P 1 0 4k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+1000:Qm 400:Ks F
 800:nu F
- io: discard 0 1k
 Da00+400 800:E3 F
 400:QE F
 D1200 a00+400:lI 800:jd F
 400:kl F
 800:dG F
