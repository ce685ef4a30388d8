blkdrill write log 1
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+60:Wu F
 24+c:si F
 18+8:Di F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+60:Wu F
 24+c:si F
 18+8:Di F
 0+10000:Qz F
- io: write -q -P 1 0 2M
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+200000:xV 20000+10000:Qo F
 40000+10000:V1 F
- io: aio_write -q -P 2 0 3k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 20000+10000:Et F
 60000+10000:7r F
 30048+8:YB F
 60000+10000:Nk F
 50000+10000:Jy F
 40000+10000:yK F
- io: write -q -P 1 4095M 2M
 @base.qcow2 20000+10000:Iw F
 250000+10000:7r F
 30038+8:64 F
 20000+10000:LL F
 360000+10000:7r F
 30040+8:OR F
 260000+100000:_D 370000+100000:_D 20000+10000:kl F
 360000+10000:u8 250000+10000:ev F
- io: aio_write -q -P 2 4095M 3k
 20000+10000:MB F
 70000+10000:7r F
 30038+8:w2 F
 20000+10000:-l F
 80000+10000:Jy F
 70000+10000:ki F
- io: write -q -P 2 1023k 2k
 90000+20000:vw 20000+10000:ON F
 40000+10000:Rj F
 80000+400:lI F
 20000+10000:b4 F
 b0000+10000:7r F
 30058+8:VS F
 c0000+100000:9O 20000+10000:tn F
 b0000+10000:2S F
- commit: t.qcow2
 @base.qcow2 20000+10000:an F
 470000+10000:7r F
 30048+8:H2 F
 20000+10000:3n F
 480000+10000:7r 470000+10000:Nk F
 30058+8:bL F
 490000+100000:9O 260000+10000:Jy 140000+20000:vw 50000+10000:Jy 20000+10000:mc F
 480000+10000:Q4 F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:Qz T40000 F
- create
 @base.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:7R F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:7R F
 0+1000:7r F
- io: write -q -P 1 0 512k
 @base.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+80000:kj 2000+1000:AY F
 4000+1000:x8 F
- io: write -q -P 2 511k 1k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:lz 2000+1000:LX F
 4000+1000:7J F
 6000+1000:jp 2000+1000:SF F
 4000+1000:Q6 F
- commit: t.qcow2
 @base.qcow2 84000+1000:lz 5000+1000:jp F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:7r T4000 F
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:7R F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:7R F
 0+10000:G0 F
- io: write -q -P 1 0 512k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+80000:kj 20000+10000:1H F
 40000+10000:zx F
- io: write -q -P 2 511k 1k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:Ur 20000+10000:Dx F
 40000+10000:xL F
 60000+10000:2t 20000+10000:Et F
 40000+10000:VM F
- commit: t.qcow2
 @base.qcow2 c0000+10000:Ur 50000+10000:2t F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:G0 T40000 F
=4 create
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
 0+1000:Wu F
=2 io: write -q -P 1 0 512k
=2 io: write -q -P 2 511k 1k
- commit: t.qcow2
 @base.qcow2 18+8:wZ F
 84000+1000:lz 5000+1000:jp F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
=4 create
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:m- F
=2 io: write -q -P 1 0 512k
=2 io: write -q -P 2 511k 1k
- commit: t.qcow2
 @base.qcow2 18+8:wZ F
 c0000+10000:Ur 50000+10000:2t F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:m- T40000 F
=4 create
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:il F
 0+1000:Qe F
=2 io: write -q -P 1 0 512k
=2 io: write -q -P 2 511k 1k
- commit: t.qcow2
 @base.qcow2 18+8:il F
 84000+1000:lz 5000+1000:jp F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Qe T4000 F
=4 create
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:il F
 0+10000:Ya F
=2 io: write -q -P 1 0 512k
=2 io: write -q -P 2 511k 1k
- commit: t.qcow2
 @base.qcow2 18+8:il F
 c0000+10000:Ur 50000+10000:2t F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:Ya T40000 F
- create
 @base.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:il F
=9 create
- io: write -q -P 1 0 1537k
 @base.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+181000:ZV 2000+1000:Ur F
 4000+1000:a6 F
=2 io: write -q -P 2 511k 1k
=6 commit: t.qcow2
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:il F
=10 create
- io: write -q -P 1 0 1537k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+190000:H1 20000+10000:M5 F
 40000+10000:-N F
=2 io: write -q -P 2 511k 1k
=6 commit: t.qcow2
=4 create
=10 create
=2 io: write -q -P 1 0 1537k
=2 io: write -q -P 2 511k 1k
- commit: t.qcow2
 @base.qcow2 84000+1000:lz 5000+1000:jp F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
=4 create
=10 create
=2 io: write -q -P 1 0 1537k
=2 io: write -q -P 2 511k 1k
- commit: t.qcow2
 @base.qcow2 c0000+10000:Ur 50000+10000:2t F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:m- T40000 F
=4 create
=9 create
=2 io: write -q -P 1 0 1537k
=2 io: write -q -P 2 511k 1k
- commit: t.qcow2
 @base.qcow2 84000+1000:lz 5000+1000:jp F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Qe T4000 F
=4 create
=8 create
=2 io: write -q -P 1 0 1537k
=2 io: write -q -P 2 511k 1k
- commit: t.qcow2
 @base.qcow2 c0000+10000:Ur 50000+10000:2t F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:Ya T40000 F
- create: 1M
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
=6 create
- create
 @base.qcow2 0+10000:rV 10000+20000:aU 0+10000:rV 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- snapshot: create one
 @base.qcow2 40000+8:9p 20000+10000:ud F
 20000+10000:Dx F
 50000+28:cF 50028+18:7r 50040+1:-3 50041+3:bx F
 3c+c:DH F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:mJ F
 0+10000:_r F
- io: write -q -P 2 1M 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:WA 20000+10000:Dx F
 40000+10000:ar F
=4 create
= snapshot: create one
=2 create
= io: write -q -P 2 1M 64k
- commit: t.qcow2
 @base.qcow2 18+8:mJ F
 20000+10000:Et F
 60000+10000:7r F
 30000+8:YB F
 70000+10000:WA 20000+10000:MB F
 60000+10000:KE F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:_r T40000 F
=2 create
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 2 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:WA 20000+10000:Dx F
 40000+10000:yK F
- rebase
 0+10000:uD F
- commit
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 20000+10000:ud F
- commit
 @base.qcow2 20000+10000:ud F
- commit
 @base.qcow2 50000+10000:WA 20000+10000:Dx F
 40000+10000:yK F
