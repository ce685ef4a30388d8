blkdrill write log 1
- create: 1M
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 1 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
 40000+10000:3r F
- io: write -P 3 64k 64k
 60000+10000:MV 20000+10000:Et F
 40000+10000:AR F
= create: 1M
= io: write -q -P 1 0 64k
= io: write -P 3 64k 64k
