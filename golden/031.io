blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: read -q 0 4k
 0+1000:w3 F
- io: read -q 0 4k
 0+1000:8l F
- create
 @base.raw T100000 F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:Wd F
- io: read -q 0 4k
 0+10000:b7 F
- io: read -P 0 0 4k
 0+10000:sQ F
=3 create
- io: read -q 0 4k
 0+1000:n6 F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
=2 create
= create
= create
= create
