blkdrill write log 1
- create
 @base.raw T20000 F
- io: write -q -P 0x33 0 128k
 @base.raw 0+20000:Ky F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
 0+10000:Cw F
- io: break cow_read A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 40000+10000:-K 20000+10000:Dx F
 40000+10000:2m F
 50000+10000:nK F
 40000+10000:6m F
=2 create
= io: write -q -P 0x33 0 128k
=2 create
= io: break cow_read A
=2 create
= io: write -q -P 0x33 0 128k
=2 create
- io: break write_aio A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 40000+10000:-K 20000+10000:Dx F
 40000+10000:2m F
 50000+10000:oN F
 40000+10000:6m F
=2 create
= io: write -q -P 0x33 0 128k
=2 create
= io: break write_aio A
=2 create
= io: write -q -P 0x33 0 128k
=2 create
- io: break cow_write A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 40000+10000:-K 20000+10000:Dx F
 40000+10000:2m F
 50000+10000:oN F
 40000+10000:6m F
=2 create
= io: write -q -P 0x33 0 128k
=2 create
= io: break cow_write A
= create
- io: break write_aio A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:oN 20000+10000:Dx F
 40000+10000:yK F
 58000+4000:KG F
= create
- io: break write_aio A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:oN 20000+10000:Dx F
 40000+10000:yK F
 58000+8000:ym F
 60000+10000:Ds 20000+10000:Et F
 40000+10000:Fw F
= create
- io: break write_aio A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 60000+10000:rL 20000+10000:Et F
 40000+10000:MR F
 50000+10000:oN F
 40000+10000:Fw F
