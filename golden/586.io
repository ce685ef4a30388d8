blkdrill write log 1
- create: 128k
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
- io: write -q -c -P 1 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+4f:GG 20000+10000:Dx F
 40000+10000:HF F
- io: write -q -z 0 64k
 D50000+10000 F
