blkdrill write log 1
- create
 0+400:kY 400+800:Fk 0+400:kY 800+400:wi F
 c00+40:M2 F
 24+c:t7 F
 18+8:wZ F
- io: write -q 0 124k
 800+400:Hj F
 1000+400:8u F
 c00+8:ji F
 800+400:tW 20400+400:9N F
 408+8:4D F
 1400+1f000:oR F
 800+400:tW 20400+400:pa F
 1000+400:sw F
 D1f800+400 D20000+400 1000+400:Da F
 800+400:8V 20400+400:9N F
- io: write 121k 3k
 0+400:kD F
= create
- io: write -q 0 8k
 800+400:Hj F
 1000+400:8u F
 c00+8:ji F
 1400+2000:IV 800+400:gp F
 1000+400:Ak F
 D1c00+400 D2800+400 1000+400:tU F
 800+400:-f F
- io: aio_write -P 1 1536 4k
 Z2800+400 1a00+1000:4- F
 800+400:gp F
 1000+400:Ak F
= create
= io: write -q 0 8k
- io: aio_write -P 1 1536 4k
 Z2800+400 Z2800+400 1a00+1000:4- F
 800+400:gp F
 1000+400:Ak F
= create
= io: write -q 0 8k
=2 io: aio_write -P 1 1536 4k
= create
= io: write -q 0 8k
- io: aio_write -P 1 1536 4k
 Z2800+400 1a00+1000:Qm 800+400:gp F
 1a00+1000:4- 1000+400:Ak F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: break write_aio A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+10000 Z50000+10000 56000+1000:xP F
 20000+10000:Dx F
 40000+10000:yK F
