blkdrill write log 1
- create
 @base.raw T100000 F
- io
 @base.raw 0+10000:jp,fua F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
 0+1000:XK F
= create
