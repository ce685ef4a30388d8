blkdrill write log 1
- create: 1M
 T0 0+10000:2O 10000+20000:aU F
 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- snapshot: create one
 40000+8:9p 20000+10000:ud F
 20000+10000:Dx F
 50000+28:cF 50028+18:7r 50040+1:-3 50041+3:bx F
 3c+c:DH F
- create
 T0 0:VY 200+400:zl F
 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:ci F
- io: write -q -P 1 0 32k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+8000:rl 400:km F
 800:82 F
- io: write -q -b 0 512
 400:-s F
 8a00+10:ZV F
 24+c:4o F
 400:ft F
 8c00:V4 F
 8a08+8:30 F
 8e00:_G 400:jY F
 8c00:YY F
 400:jY F
 600+100:Mz F
 24+c:NK F
 8c00:V4 F
 18+8:wZ F
 D8e00 400:Fn F
- create
 T0 0+1000:93 1000+2000:uR F
 0:qU 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 64k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+10000:h- 2000+1000:HI F
 4000+1000:Vy F
- io: truncate 32k
 18+8:ci 18+8:wZ F
 f000+1000:4- F
- io: truncate 32k
 18+8:ci F
 1000+1000:0q F
 4000+1000:Yl F
 Dd000+1000 De000+1000 Df000+1000 D10000+1000 D11000+1000 D12000+1000 D13000+1000 D14000+1000 2000+1000:OI
 F
=2 create
- io: truncate 1M
 400:RE F
 800+100:VY F
 24+c:7E F
=2 create
- img: bitmap --add TEST_DIR/t.qcow2 one
 4000+8:9p 5000+20:4q 2000+1000:LX F
 0:Zx F
- io: write -q -P 1 0 4k
 0:2h F
 5000+20:Vp 0:2h F
 0:Zx F
 2000+1000:SF F
 6000+1000:AR F
 3000+8:EU F
 7000+1000:Qm 2000+1000:d9 F
 6000+1000:df F
 8000+1000:k9 9000+8:ci a000+20:p2 2000+1000:RE F
 0:mf F
 2000+1000:4z F
- img: bitmap --remove TEST_DIR/t.qcow2 one
 0:JP F
 a000+20:E1 0:JP F
 0:mf F
 0:AA F
 D8000+1000 2000+1000:0K F
- create
 @base.qcow2 T0 0+10000:2O 10000+20000:aU F
 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
- create
 @other.qcow2 T0 0+10000:2O 10000+20000:aU F
 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
- io: write -q -P 1 0 64k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
- create
 T0 0+10000:2O 10000+20000:aU F
 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
 0:z9 F
- rebase: other.qcow2
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
 0:sy F
- rebase: base.qcow2
 0:z9 F
