blkdrill write log 1
- create: 6G
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+60:Wu F
 24+c:si F
 18+8:Di F
- io: aio_write -q -P 2 0 3k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 20000+10000:Et F
 60000+10000:7r F
 Z50000+10000 50000+c00:gg F
 20000+10000:Dx F
 40000+10000:yK F
= create: 6G
- io: aio_write -q -P 2 0 3k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 20000+10000:Et F
 Z50000+10000 50000+c00:gg F
 20000+10000:Dx F
 40000+10000:yK F
= create: 6G
- io: aio_write -q -P 2 0 3k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+10000 50000+c00:gg F
 20000+10000:Dx F
 40000+10000:yK F
= create: 6G
= io: aio_write -q -P 2 0 3k
