blkdrill write log 1
- create
 @base.raw T20000 F
- io
 @base.raw 0+20000:q7,fua F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
 0+10000:Qh F
- io: write -q -P 2 0 4k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:Ed 20000+10000:Dx F
 40000+10000:yK F
- io: truncate 128k
 18+8:sH F
