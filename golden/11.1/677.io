blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:e1 F
- io: write -P 1 0 32k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+8000:rl 2000+1000:OI F
 4000+1000:Yl F
- io: aio_write -P 2 64k 1k
 Zd000+1000 d000+400:lI 2000+1000:Xu F
 4000+1000:xq F
 d800+400:J7 F
- io: aio_write -P 4 4k 512
 6000:tk Ze000+2000 e000+1800:we 2000+1000:cg F
 4000+1000:mg F
- io: aio_write -P 6 16k 4k
 9000+1000:Jg D9000+1000 9000+1000:ZX 4000+1000:CO F
 2000+1000:cg F
 4000+1000:XI F
- create
 @base.raw T10000 F
- io: write -q -P 0x33 0 64k
 @base.raw 0+10000:z1 F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
 0+10000:Qh F
- io: aio_write -P 1 0 4k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:oN 20000+10000:Dx F
 40000+10000:yK F
 40000+10000:3r F
