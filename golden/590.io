blkdrill write log 1
- create
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
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
 Z51400+c00 F
