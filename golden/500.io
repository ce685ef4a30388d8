blkdrill write log 1
- create
 0+400:7b 400+800:Fk 0+400:7b 800+400:OZ F
 c00+8:9p F
 24+c:0g F
 18+8:Ve F
- io: write -P 1 0 3k
 800+400:Ys F
 1000+400:8u F
 c00+8:ji F
 1400+c00:lW 800+400:Jj F
 1000+400:Oo F
 D1400+400 D1c00+400 Z1c00+400 Z1400+400 1600+800:5H 1000+400:kQ F
 800+400:Jj F
 1000+400:Oo F
= create
- io: write -P 1 0 3k
 800+400:Ys F
 1000+400:8u F
 c00+8:ji F
 1400+c00:lW 800+400:Jj F
 1000+400:Oo F
 D1400+400 D1c00+400 1000+400:kQ F
 800+400:NN F
- io: close
 1600+800:5H 1e00:V4 1400:V4 800+400:Jj F
 1000+400:Oo F
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
- io
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:8R 20000+10000:Dx F
 40000+10000:yK F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
 0+10000:gC F
- io: write -P 2 512 2k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h8 20000+10000:Dx F
 40000+10000:yK F
=3 create
- io: write -q -P 1 0 3k
 800+400:Ys F
 1000+400:8u F
 c00+8:ji F
 1400+c00:lW 800+400:Jj F
 1000+400:Oo F
 D1400+400 D1c00+400 1000+400:kQ F
 800+400:NN F
- io: write -P 2 512 2k
 Z1c00+400 Z1400+400 F
 800+400:NN F
=2 create
=2 io: write -P 2 512 2k
=2 create
= io: write -q -P 1 0 3k
- io: write -P 2 512 2k
 800+400:NN F
=2 create
=2 io: write -P 2 512 2k
=2 create
= io: write -q -P 1 0 3k
=3 io: write -P 2 512 2k
=2 create
- io: write -P 2 512 2k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 20000+10000:ud F
=2 create
= io: write -q -P 1 0 3k
- io: write -P 2 512 2k
 Z1c00+400 Z1400+400 1600+800:5H 800+400:Jj F
 1000+400:Oo F
=2 create
=4 io: write -P 2 512 2k
=2 create
= io: write -q -P 1 0 3k
=2 io: write -P 2 512 2k
=2 create
=3 io: write -P 2 512 2k
=2 create
= io: write -q -P 1 0 3k
=2 io: write -P 2 512 2k
=2 create
=3 io: write -P 2 512 2k
=2 create
= io: write -q -P 1 0 3k
=2 io: write -P 2 512 2k
=2 create
=3 io: write -P 2 512 2k
=2 create
= io: write -q -P 1 0 3k
=2 io: write -P 2 512 2k
=2 create
=3 io: write -P 2 512 2k
=2 create
= io: write -q -P 1 0 3k
=4 io: write -P 2 512 2k
=2 create
- io: write -P 2 512 2k
 D40000+10000 F
 20000+10000:-4 F
=2 create
= io: write -q -P 1 0 3k
=6 io: write -P 2 512 2k
=2 create
=4 io: write -P 2 512 2k
