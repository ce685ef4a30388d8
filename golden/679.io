blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
- io: write -q -P 1 0 16k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+4000:0C 2000+1000:DS F
 4000+1000:Oa F
- io: write -P 2 4k 4k
 6000+1000:4-
= io: write -P 2 4k 4k
- io: read -P 2 4k 4k
 9000+1000:oJ 2000+1000:ft F
 4000+1000:fb F
- create
 @data.qcow2 0+1000:fD 1000+2000:uR 0+1000:GA 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 @data.raw T10000 @data.qcow2 18+8:Ve F
 @data.raw F
- io: write -q -P 1 0 16k
 @data.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 @data.raw 0+4000:0C @data.qcow2 4000+1000:bc @data.raw F
 @data.qcow2 F
- io: write -P 2 4k 4k
 @data.raw 1000+1000:4-
- io: read -P 2 4k 4k
 @data.qcow2 4000+1000:qG F
