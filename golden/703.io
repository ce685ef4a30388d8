blkdrill write log 1
- create
 0+10000:Ct 10000+20000:aU 0:f1 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
- io: write -q -P 1 4k 2k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51000+800:PS 20000+10000:Dx F
 40000+10000:75 F
- io: write -q -P 3 5k 2560
 51400+c00:x7 F
 40000+10000:xe F
- create
 0+1000:93 1000+2000:uR 0:qU 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 16k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+4000:0C 2000+1000:DS F
 4000+1000:Oa F
 4000+1000:UH F
- io: write -q -P 2 2k 14k
 5000+4000:s_ F
 4000+1000:Oa F
