blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -P 1 0 16k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+4000:0C 2000+1000:DS F
 4000+1000:Oa F
 4000+1000:UH F
- io: write -P 2 2k 14k
 Z5000+4000 F
