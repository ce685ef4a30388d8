blkdrill write log 1
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 1 0 1M
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+100000:_D 20000+10000:4F F
 40000+10000:qM F
- io: aio_discard 0 64k
 D50000+10000 D60000+20000 40000+10000:4q F
 20000+10000:aZ F
= create
- io: break write_aio A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+10000 50000+1000:Qm 20000+10000:Dx F
 40000+10000:yK F
 D50000+10000 F
 40000+10000:-K F
 20000+10000:ud F
= create
- img: bitmap --add TEST_DIR/t.qcow2 one
 40000+8:9p 50000+20:Tn 20000+10000:Dx F
 0+10000:CQ F
- img: bitmap --add -g 512 TEST_DIR/t.qcow2 two
 0+10000:ax F
 50000+20:-k 0+10000:ax F
 0+10000:CQ F
 60000+8:9p 70000+8:9p 80000+40:Tm 20000+10000:-l F
 0+10000:Tf F
 20000+10000:Ds F
- io: write -q -P 1 0 64k
 0+10000:L- F
 80000+40:C2 0+10000:L- F
 0+10000:Tf F
 20000+10000:TJ F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:-l F
 40000+10000:yK F
- img: bitmap --add TEST_DIR/t.qcow2 three
 90000+8:9p a0000+60:dA 20000+10000:ON F
 0+10000:VH F
 20000+10000:8p F
- create
 @x.raw T100000 F
=2 create
= img: bitmap --add TEST_DIR/t.qcow2 one
- img: bitmap --add TEST_DIR/t.qcow2 two
 0+10000:ax F
 50000+20:-k 0+10000:ax F
 0+10000:CQ F
 60000+8:9p 70000+8:9p 80000+40:zG 20000+10000:-l F
 0+10000:Tf F
 20000+10000:Ds F
- img: bitmap --add TEST_DIR/t.qcow2 three
 0+10000:L- F
 80000+40:iW 0+10000:L- F
 0+10000:Tf F
 40000+8:9p 50000+8:9p 90000+8:9p a0000+60:Rt 20000+10000:ON F
 0+10000:VH F
 20000+10000:zZ F
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
= img: bitmap --add TEST_DIR/t.qcow2 three
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
= img: bitmap --add TEST_DIR/t.qcow2 three
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
= img: bitmap --add TEST_DIR/t.qcow2 three
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 1 0 500k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+80000 50000+7d000:kj 20000+10000:1H F
 40000+10000:zx F
 70000+1000:AR F
- create
 @other.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:mJ F
- io: write -q -P 2 100k 100k
 @other.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+30000 59000+19000:u_ 20000+10000:MB F
 40000+10000:ZT F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:m- F
- io: write -q -P 3 64k 1k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:sq 20000+10000:Dx F
 40000+10000:F1 F
- img: rebase -c -F qcow2 -b other.qcow2 TEST_DIR/t.qcow2
 60000+4f:GG 6004f+54:Es 600a3+4f:GG 600f2+4f:GG 60141+4f:GG 60190+4f:GG 601df+53:OE 0+10000:hf 20000+10000:Xl
 F
 40000+10000:Yp F
- img: rebase -c -u -b TEST_DIR/base.qcow2 -F qcow2 TEST_DI...
 0+10000:8G F
