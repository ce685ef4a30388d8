blkdrill write log 1
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
= create
= create
= create
= create
= create
- io: write -q 0 4k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+10000 50000+1000:Yv 20000+10000:Dx F
 40000+10000:yK F
= create
- io: read -q 0 4k
 0+10000:gy F
= create
