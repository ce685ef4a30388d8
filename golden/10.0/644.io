blkdrill write log 1
- create
 @base.raw T10000 F
- io
 @base.raw 0+10000:h-,fua F
- create
 0+1000:fD 1000+2000:uR 0+1000:7O 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 @t.data T10000 @t.qcow2 18+8:Ve F
 0+1000:yO @t.data F
 @t.qcow2 F
- io: write -q -P 2 10k 2k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 @t.data 2000+1000:mz @t.qcow2 4000+1000:AZ @t.data F
 @t.qcow2 F
- io
 @t.data T0 T10000 F
