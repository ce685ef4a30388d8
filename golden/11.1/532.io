blkdrill write log 1
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 T150000 20000+10000:4F F
 40000+10000:qM 18+8:wZ F
- create
 @mid.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:m- F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:24 F
- io: write -q -P 1 0 1M
 @base.qcow2 50000+100000:_D F
- io: write -q -P 2 64k 128k
 @mid.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:Mh 20000+10000:Et F
 40000+10000:oB F
 40000+10000:Ct F
 70000+10000:2t 20000+10000:MB F
 40000+10000:gh F
- io: write -q -P 3 128k 128k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:RX 20000+10000:Et F
 40000+10000:DR F
 40000+10000:O- F
 70000+10000:Ec 20000+10000:MB F
 40000+10000:KM F
- commit: t.qcow2
 @mid.qcow2 80000+10000:Ec 60000+10000:MV 90000+10000:MV 20000+10000:X8 F
 40000+10000:iN F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:24 T40000 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 64k 128k
= io: write -q -P 3 128k 128k
- commit
 @mid.qcow2 80000+10000:Ec 60000+10000:MV 90000+10000:MV 20000+10000:X8 F
 40000+10000:iN F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 64k 128k
= io: write -q -P 3 128k 128k
- commit
 @base.qcow2 Da0000+10000 Db0000+20000 f0000+10000:Ec e0000+10000:2t 70000+20000:RX 60000+10000:WA
 40000+10000:z5 F
 20000+10000:a- F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 64k 128k
= io: write -q -P 3 128k 128k
= commit
- create
 @base.qcow2 0+10000:rV 10000+20000:aU 0+10000:rV 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- create
 @mid.qcow2 0+10000:rV 10000+20000:aU 0+10000:rV 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:mJ F
 0+10000:93 F
- create
 @top.qcow2 0+10000:rV 10000+20000:aU 0+10000:rV 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:r5 F
 0+10000:2G F
- create
 0+10000:rV 10000+20000:aU 0+10000:rV 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:r5 F
 0+10000:Pd F
- io: write -q -P 1 0 1M
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+100000:_D 20000+10000:4F F
 40000+10000:qM F
- io: write -q -P 2 960k 128k
 @mid.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:Mh 20000+10000:Et F
 40000+10000:i5 F
 Z70000+10000 7fc00+400:lI 20000+10000:MB F
 40000+10000:oM F
- io: write -q -P 3 1984k 128k
 @top.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:RX 20000+10000:Et F
 40000+10000:1a F
 Z70000+10000 7fc00+400:J7 20000+10000:MB F
 40000+10000:g9 F
- io: write -q -P 4 512k 1k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:98 20000+10000:Dx F
 40000+10000:Oj F
 60000+10000:7r 20000+10000:Et F
 40000+10000:5Z F
 Z70000+10000 71000+400:Pi 20000+10000:MB F
 40000+10000:Oo F
- commit
 @top.qcow2 80000+10000:U_ 90000+10000:98 a0000+10000:7r 20000+10000:ON F
 40000+10000:Au F
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- create
 @mid.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:mJ F
 0+10000:_r F
- create
 @top.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:r5 F
 0+10000:ne F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:r5 F
 0+10000:L- F
= io: write -q -P 1 0 1M
= io: write -q -P 2 960k 128k
= io: write -q -P 3 1984k 128k
- io: write -q -P 4 512k 1k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:98 20000+10000:Dx F
 40000+10000:Oj F
 40000+10000:GP F
 Z60000+10000 61000+400:Pi 20000+10000:Et F
 40000+10000:fF F
- commit
 @top.qcow2 80000+10000:U_ 90000+10000:98 20000+10000:X8 F
 40000+10000:Zo F
=8 create
=8 create
=8 create
=8 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 960k 128k
= io: write -q -P 3 1984k 128k
=2 io: write -q -P 4 512k 1k
- commit
 @mid.qcow2 18+8:r5 F
 80000+10000:O- 90000+10000:U_ 70000+10000:MV a0000+10000:MV b0000+10000:98 c0000+10000:7r 20000+10000:1H
 F
 40000+10000:PX F
=8 create
=8 create
=8 create
=8 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 960k 128k
= io: write -q -P 3 1984k 128k
=2 io: write -q -P 4 512k 1k
- commit
 @mid.qcow2 18+8:r5 F
 80000+10000:O- 90000+10000:U_ 70000+10000:MV a0000+10000:MV b0000+10000:98 20000+10000:b4 F
 40000+10000:FZ F
=8 create
=8 create
=8 create
=8 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 960k 128k
= io: write -q -P 3 1984k 128k
=2 io: write -q -P 4 512k 1k
- commit
 @base.qcow2 18+8:r5 F
 150000+10000:O- 160000+10000:U_ 170000+20000:RX 140000+10000:WA 190000+10000:WA d0000+10000:98 60000+10000:7r
 20000+10000:Ro F
 40000+10000:-U F
=8 create
=8 create
=8 create
=8 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 960k 128k
= io: write -q -P 3 1984k 128k
=2 io: write -q -P 4 512k 1k
- commit
 @base.qcow2 18+8:r5 F
 D60000+10000 60000+10000:O- 150000+10000:U_ 160000+20000:RX 140000+10000:WA d0000+10000:98 180000+10000:WA
 40000+10000:AF F
 20000+10000:us F
 40000+10000:jN F
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:r5 F
=4 create
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:r5 F
 0+10000:ne F
- io: write -q -P 1 0 3M
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+300000:WR 20000+10000:Ff F
 40000+10000:OB F
- io: write -q -P 3 2560k 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:MV 20000+10000:Dx F
 40000+10000:zz F
- commit
 @mid.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 18+8:r5 F
 40000+10000:Hi F
 50000+10000:MV 20000+10000:Dx F
 40000+10000:09 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 3M
= io: write -q -P 3 2560k 64k
- commit
 @base.qcow2 D250000+80000 D2e0000+70000 2d0000+10000:MV 40000+10000:Zv F
 20000+10000:ua F
- create
 @base.raw T100000 F
- create
 0+1000:7T 1000+2000:uR 0+1000:7T 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:mJ F
 0+1000:11 F
- io: write -q -P 2 3k 10k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+4000:yo 2000+1000:DS F
 4000+1000:Oa F
 9000+19000:u_ 2000+1000:gf F
 4000+1000:m_ F
- io: write -q -P 3 5k 1k
 6400+400:J7 F
- commit: t.qcow2
 @base.raw T200000 180000+10000:WA 170000+10000:Y1 0+10000:UD F
 @t.qcow2 D5000+1d000 4000+1000:AR F
 2000+1000:Vy F
=2 create
=2 create
= io: write -q -P 2 3k 10k
- img: snapshot -c one TEST_DIR/t.qcow2
 22000+8:W2 2000+1000:m_ F
 4000+1000:GI F
 3000+8:Bs F
 2000+1000:Xl F
 23000+28:4w 23028+18:X3 23040+1:-3 23041+3:bx F
 3c+c:Cx F
- io: write -q -P 3 5k 1k
 2000+1000:IQ F
 24000+1000:GI F
 3000+8:HY F
 25000+1000:eg F
 2000+1000:DX F
 24000+1000:al F
 2000+1000:oh F
- commit: t.qcow2
 @base.raw T200000 180000+10000:WA 170000+10000:Y1 0+10000:UD F
 @t.qcow2 D25000+1000 24000+1000:AR F
 2000+1000:PR F
=2 create
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:mJ F
 0+1000:UB F
= io: write -q -P 2 3k 10k
=2 io: write -q -P 3 5k 1k
- commit: t.qcow2
 @base.raw T200000 180000+10000:WA 170000+10000:Y1 0+10000:UD F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:UB T4000 F
=2 create
=2 create
= io: write -q -P 2 3k 10k
= img: snapshot -c one TEST_DIR/t.qcow2
=2 io: write -q -P 3 5k 1k
=2 commit: t.qcow2
