blkdrill write log 1
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:rF 20000+10000:Dx F
 40000+10000:yK F
- io: aio_write 0 512
 50000:_G 51000:_G 52000:_G F
= io: aio_write 0 512
= io: aio_write 0 512
= io: aio_write 0 512
= io: aio_write 0 512
= io: aio_write 0 512
= io: aio_write 0 512
