blkdrill write log 1
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
- io: break cow_read A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
=2 create
= io: write -q -P 0x33 0 64k
=2 create
- io: break write_aio A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
=2 create
= io: write -q -P 0x33 0 64k
=2 create
- io: break cow_write A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
