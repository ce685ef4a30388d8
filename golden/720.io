blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
- io: write -q -P 1 0 64k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+10000:h- 2000+1000:HI F
 4000+1000:Vy F
- io: discard 60k 4k
 D14000+1000 4000+1000:QI F
 2000+1000:zl F
