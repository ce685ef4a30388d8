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
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 T150000 20000+10000:4F F
 40000+10000:qM 18+8:wZ F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:24 F
- img: bitmap --add TEST_DIR/mid.qcow2 follows
 @mid.qcow2 150000+8:9p 160000+20:bL 20000+10000:eO F
 0+10000:oZ F
- img: bitmap --add --disable TEST_DIR/mid.qcow2 still
 @mid.qcow2 0+10000:w4 F
 160000+20:2I 0+10000:w4 F
 0+10000:oZ F
 170000+8:9p 180000+8:9p 190000+40:Gj 20000+10000:Ro F
 0+10000:eA F
 20000+10000:3j F
- img: bitmap --add TEST_DIR/t.qcow2 own
 40000+8:9p 50000+20:05 20000+10000:Dx F
 0+10000:Nu F
- img: bitmap --add --disable TEST_DIR/t.qcow2 still
 0+10000:VP F
 50000+20:Z6 0+10000:VP F
 0+10000:Nu F
 60000+8:9p 70000+8:9p 80000+40:h3 20000+10000:-l F
 0+10000:IU F
 20000+10000:Ds F
- io: write -q -P 2 64k 64k
 0+10000:Q1 F
 80000+40:wn 0+10000:Q1 F
 0+10000:IU F
 20000+10000:TJ F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:WA 20000+10000:-l F
 40000+10000:F1 F
 40000+10000:DS F
 90000+10000:iN 20000+10000:X8 F
 40000+10000:vA F
 a0000+10000:H- b0000+8:q_ c0000+8:9p d0000+40:RA 20000+10000:hV F
 0+10000:LO F
 20000+10000:cB F
- img: bitmap --add --disable TEST_DIR/mid.qcow2 carried
 @mid.qcow2 0+10000:Gh F
 190000+40:Xz 0+10000:Gh F
 0+10000:eA F
 150000+8:9p 160000+8:9p 1a0000+8:9p 1b0000+60:fz 20000+10000:tn F
 0+10000:YY F
 20000+10000:iB F
- img: bitmap --merge own -b TEST_DIR/t.qcow2 -F qcow2 TEST...
 @mid.qcow2 0+10000:A5 F
 1b0000+60:DQ 0+10000:A5 F
 0+10000:YY F
 170000+8:9p 180000+8:9p 190000+10000:H- 1c0000+8:eW 1d0000+60:Is 20000+10000:M5 F
 0+10000:oj F
 20000+10000:W9 F
- img: commit -b mid.qcow2 TEST_DIR/t.qcow2
 0+10000:Tv F
 d0000+40:AQ 0+10000:Tv F
 0+10000:LO F
 @mid.qcow2 0+10000:wC F
 1d0000+60:UP 0+10000:wC F
 0+10000:oj F
 Dd0000+20000 140000+10000:iN 60000+10000:WA 40000+10000:sI F
 20000+10000:Mg F
 @t.qcow2 60000+10000:H- 70000+8:Pb 80000+8:9p e0000+40:2K 20000+10000:va F
 0+10000:14 F
 Da0000+10000 F
 20000+10000:Zz F
 @mid.qcow2 d0000+10000:H- e0000+8:w6 150000+8:9p 160000+10000:H- 1a0000+8:Cr 1b0000+60:Hx 20000+10000:M5
 F
 0+10000:YY F
 D190000+10000 F
 20000+10000:iB F
- img: commit TEST_DIR/t.qcow2
 0+10000:tZ F
 e0000+40:na 0+10000:tZ F
 0+10000:14 F
 @mid.qcow2 0+10000:A5 F
 1b0000+60:bS 0+10000:A5 F
 0+10000:YY F
 140000+10000:iN 60000+10000:WA F
 @t.qcow2 D50000+10000 D90000+10000 40000+10000:7r F
 20000+10000:dG F
 50000+10000:H- 90000+8:2C a0000+8:9p b0000+40:Jl 20000+10000:V3 F
 0+10000:2i F
 D60000+10000 F
 20000+10000:ms F
 @mid.qcow2 170000+10000:H- 180000+8:qc 190000+8:9p 1c0000+10000:H- 1d0000+8:V9 1e0000+60:cM 20000+10000:l5
 F
 0+10000:ce F
 D160000+10000 Dd0000+10000 F
 20000+10000:lg F
- io: read -q -P 2 64k 64k
 @mid.qcow2 0+10000:E_ F
 1e0000+60:Av 0+10000:E_ F
 0+10000:ce F
 d0000+10000:H- e0000+8:w6 150000+8:9p 160000+10000:H- 1a0000+8:Cr 1b0000+60:Hx 20000+10000:l5 F
 0+10000:YY F
 D1c0000+10000 D170000+10000 F
 20000+10000:iB F
- img: bitmap --remove TEST_DIR/t.qcow2 own
 0+10000:uD F
 b0000+40:Y1 0+10000:uD F
 0+10000:2i F
 60000+20:6b 20000+10000:hw F
 0+10000:zY F
 D50000+10000 50000+8:9p 70000+20:XU F
 20000+10000:Vw F
 0+10000:ZK F
 20000+10000:Ld F
- img: bitmap --remove TEST_DIR/t.qcow2 still
 0+10000:Br F
 70000+20:6X 0+10000:Br F
 0+10000:ZK F
 0+10000:24 F
 20000+10000:ud F
- img: commit TEST_DIR/t.qcow2
 @mid.qcow2 0+10000:A5 F
 1b0000+60:bS 0+10000:A5 F
 0+10000:YY F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:24 T40000 F
 @mid.qcow2 170000+10000:H- 180000+8:qc 190000+8:9p 1c0000+10000:H- 1d0000+8:V9 1e0000+60:cM 20000+10000:l5
 F
 0+10000:ce F
 D160000+10000 Dd0000+10000 F
 20000+10000:lg F
=3 create
- create
 @mid.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:m- F
=3 create
- img: bitmap --add TEST_DIR/base.qcow2 follows
 @base.qcow2 150000+8:9p 160000+20:bL 20000+10000:eO F
 0+10000:oZ F
- img: bitmap --add --disable TEST_DIR/base.qcow2 still
 @base.qcow2 0+10000:w4 F
 160000+20:2I 0+10000:w4 F
 0+10000:oZ F
 170000+8:9p 180000+8:9p 190000+40:Gj 20000+10000:Ro F
 0+10000:eA F
 20000+10000:3j F
= img: bitmap --add TEST_DIR/t.qcow2 own
= img: bitmap --add --disable TEST_DIR/t.qcow2 still
= io: write -q -P 2 64k 64k
- img: bitmap --add --disable TEST_DIR/base.qcow2 carried
 @base.qcow2 0+10000:Gh F
 190000+40:Xz 0+10000:Gh F
 0+10000:eA F
 150000+8:9p 160000+8:9p 1a0000+8:9p 1b0000+60:fz 20000+10000:tn F
 0+10000:YY F
 20000+10000:iB F
- img: bitmap --merge own -b TEST_DIR/t.qcow2 -F qcow2 TEST...
 @base.qcow2 0+10000:A5 F
 1b0000+60:DQ 0+10000:A5 F
 0+10000:YY F
 170000+8:9p 180000+8:9p 190000+10000:H- 1c0000+8:eW 1d0000+60:Is 20000+10000:M5 F
 0+10000:oj F
 20000+10000:W9 F
- img: commit -b base.qcow2 TEST_DIR/t.qcow2
 0+10000:Tv F
 d0000+40:AQ 0+10000:Tv F
 0+10000:LO F
 @base.qcow2 0+10000:wC F
 1d0000+60:UP 0+10000:wC F
 0+10000:oj F
 Dd0000+20000 140000+10000:iN 60000+10000:WA 40000+10000:sI F
 20000+10000:Mg F
 @t.qcow2 60000+10000:H- 70000+8:Pb 80000+8:9p e0000+40:2K 20000+10000:va F
 0+10000:14 F
 Da0000+10000 F
 20000+10000:Zz F
 @base.qcow2 d0000+10000:H- e0000+8:w6 150000+8:9p 160000+10000:H- 1a0000+8:Cr 1b0000+60:Hx 20000+10000:M5
 F
 0+10000:YY F
 D190000+10000 F
 20000+10000:iB F
- io: read -q -P 2 64k 64k
 @base.qcow2 0+10000:A5 F
 1b0000+60:bS 0+10000:A5 F
 0+10000:YY F
 170000+10000:H- 180000+8:qc 190000+8:9p 1c0000+10000:H- 1d0000+8:V9 1e0000+60:cM 20000+10000:l5
 F
 0+10000:ce F
 D160000+10000 Dd0000+10000 F
 20000+10000:lg F
- img: bitmap --remove TEST_DIR/t.qcow2 own
 0+10000:tZ F
 e0000+40:na 0+10000:tZ F
 0+10000:14 F
 a0000+20:gZ 20000+10000:AC F
 0+10000:RB F
 D60000+10000 60000+8:9p 70000+20:gX F
 20000+10000:ON F
 0+10000:ZK F
 20000+10000:lY F
- img: bitmap --remove TEST_DIR/t.qcow2 still
 0+10000:Br F
 70000+20:NU 0+10000:Br F
 0+10000:ZK F
 0+10000:24 F
 20000+10000:qo F
- img: commit TEST_DIR/t.qcow2
 @mid.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:iN 60000+10000:WA 20000+10000:Et F
 40000+10000:m8 F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:24 T40000 F
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- img: bitmap --add TEST_DIR/base.qcow2 b
 @base.qcow2 40000+8:9p 50000+20:0s 20000+10000:Dx F
 0+10000:CQ F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:r5 F
 0+10000:3Y F
- io: write -q -P 2 2M 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:WA 20000+10000:Dx F
 40000+10000:Eh F
- commit: t.qcow2
 @base.qcow2 0+10000:ax F
 50000+20:Zv 0+10000:ax F
 0+10000:CQ F
 18+8:r5 F
 20000+10000:Et F
 60000+10000:7r F
 30000+8:YB F
 70000+10000:WA 20000+10000:MB F
 60000+10000:uL F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:3Y T40000 F
 @base.qcow2 80000+10000:w5 90000+8:7R a0000+20:ui 20000+10000:ON F
 0+10000:f8 F
 20000+10000:zE F
=2 create
= img: bitmap --add TEST_DIR/base.qcow2 b
=2 create
- io: write -q -P 2 64k 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:WA 20000+10000:Dx F
 40000+10000:F1 F
- img: bitmap --remove TEST_DIR/base.qcow2 b
 @base.qcow2 0+10000:gy F
 20000+10000:-4 F
- commit: t.qcow2
 @base.qcow2 18+8:r5 F
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:WA 20000+10000:Dx F
 40000+10000:F1 F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:3Y T40000 F
=5 create
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:m- F
- img: bitmap --add TEST_DIR/base.qcow2 b
 @base.qcow2 150000+8:9p 160000+20:04 20000+10000:eO F
 0+10000:oZ F
- img: bitmap --add TEST_DIR/t.qcow2 own
 40000+8:9p 50000+20:05 20000+10000:Dx F
 0+10000:12 F
- io: write -q -P 2 64k 64k
 0+10000:tX F
 50000+20:Z6 0+10000:tX F
 0+10000:12 F
 20000+10000:Et F
 60000+10000:7r F
 30000+8:YB F
 70000+10000:WA 20000+10000:MB F
 60000+10000:LN F
 80000+10000:03 90000+8:7R a0000+20:u3 20000+10000:ON F
 0+10000:pZ F
 20000+10000:zE F
- commit: t.qcow2
 0+10000:x4 F
 a0000+20:D0 0+10000:x4 F
 0+10000:pZ F
 @base.qcow2 0+10000:w4 F
 160000+20:Z7 0+10000:w4 F
 0+10000:oZ F
 60000+10000:WA F
 @t.qcow2 D70000+10000 60000+10000:7r F
 20000+10000:7o F
 D40000+10000 F
 20000+10000:7o F
 @base.qcow2 170000+10000:03 180000+8:qc 190000+20:u2 20000+10000:Ro F
 0+10000:kT F
 20000+10000:3j F
- io: read -q -P 2 64k 64k
 @base.qcow2 0+10000:8y F
 190000+20:D1 0+10000:8y F
 0+10000:kT F
 150000+10000:03 160000+8:7y 1a0000+20:D7 20000+10000:0F F
 0+10000:Qu F
 D170000+10000 F
 20000+10000:7j F
=2 create
=2 create
= img: bitmap --add TEST_DIR/base.qcow2 b
= img: bitmap --add TEST_DIR/t.qcow2 own
= io: write -q -P 2 64k 64k
- commit: t.qcow2
 0+10000:x4 F
 a0000+20:D0 0+10000:x4 F
 0+10000:pZ F
 @base.qcow2 0+10000:w4 F
 160000+20:Z7 0+10000:w4 F
 0+10000:oZ F
 60000+10000:WA F
 @t.qcow2 D70000+10000 60000+10000:7r F
 20000+10000:7o F
 @base.qcow2 170000+10000:03 180000+8:qc 190000+20:u2 20000+10000:Ro F
 0+10000:kT F
 20000+10000:3j F
= io: read -q -P 2 64k 64k
=2 create
=2 create
= img: bitmap --add TEST_DIR/base.qcow2 b
= img: bitmap --add TEST_DIR/t.qcow2 own
= io: write -q -P 2 64k 64k
- commit: t.qcow2
 0+10000:x4 F
 a0000+20:D0 0+10000:x4 F
 0+10000:pZ F
 @base.qcow2 0+10000:w4 F
 160000+20:Z7 0+10000:w4 F
 0+10000:oZ F
 60000+10000:WA F
 @t.qcow2 60000+10000:7r F
 40000+10000:03 50000+8:e1 b0000+20:Z4 F
 20000+10000:b4 F
 0+10000:DL F
 D80000+10000 F
 20000+10000:Z0 F
 @base.qcow2 170000+10000:03 180000+8:qc 190000+20:u2 20000+10000:Ro F
 0+10000:kT F
 20000+10000:3j F
= io: read -q -P 2 64k 64k
=2 create
=2 create
= img: bitmap --add TEST_DIR/base.qcow2 b
= img: bitmap --add TEST_DIR/t.qcow2 own
= io: write -q -P 2 64k 64k
- commit: t.qcow2
 0+10000:x4 F
 a0000+20:D0 0+10000:x4 F
 0+10000:pZ F
 @base.qcow2 0+10000:w4 F
 160000+20:Z7 0+10000:w4 F
 0+10000:oZ F
 60000+10000:WA F
 170000+10000:03 180000+8:qc 190000+20:u2 20000+10000:Ro F
 0+10000:kT F
 20000+10000:3j F
= io: read -q -P 2 64k 64k
=2 create
=2 create
= img: bitmap --add TEST_DIR/base.qcow2 b
= img: bitmap --add TEST_DIR/t.qcow2 own
= io: write -q -P 2 64k 64k
- commit: t.qcow2
 0+10000:x4 F
 a0000+20:D0 0+10000:x4 F
 0+10000:pZ F
 @base.qcow2 0+10000:w4 F
 160000+20:Z7 0+10000:w4 F
 0+10000:oZ F
 60000+10000:WA F
 @t.qcow2 D70000+10000 60000+10000:7r F
 40000+10000:03 50000+8:e1 70000+20:Z4 20000+10000:ON F
 0+10000:hS F
 D80000+10000 F
 20000+10000:MB F
 @base.qcow2 170000+10000:03 180000+8:qc 190000+20:u2 20000+10000:Ro F
 0+10000:kT F
 20000+10000:3j F
= io: read -q -P 2 64k 64k
=2 create
=2 create
= img: bitmap --add TEST_DIR/base.qcow2 b
= img: bitmap --add TEST_DIR/t.qcow2 own
= io: write -q -P 2 64k 64k
- commit: t.qcow2
 0+10000:x4 F
 a0000+20:D0 0+10000:x4 F
 0+10000:pZ F
 @base.qcow2 0+10000:w4 F
 160000+20:Z7 0+10000:w4 F
 0+10000:oZ F
 60000+10000:WA F
 @t.qcow2 D70000+10000 60000+10000:7r F
 @base.qcow2 170000+10000:03 180000+8:qc 190000+20:u2 20000+10000:Ro F
 0+10000:kT F
 20000+10000:3j F
= io: read -q -P 2 64k 64k
=2 create
=2 create
= img: bitmap --add TEST_DIR/base.qcow2 b
= img: bitmap --add TEST_DIR/t.qcow2 own
= io: write -q -P 2 64k 64k
=4 commit: t.qcow2
= io: read -q -P 2 64k 64k
=2 create
=2 create
= img: bitmap --add TEST_DIR/base.qcow2 b
= img: bitmap --add TEST_DIR/t.qcow2 own
= io: write -q -P 2 64k 64k
=4 commit: t.qcow2
= io: read -q -P 2 64k 64k
=2 create
=2 create
= img: bitmap --add TEST_DIR/base.qcow2 b
= img: bitmap --add TEST_DIR/t.qcow2 own
= io: write -q -P 2 64k 64k
=2 create
=2 create
= img: bitmap --add TEST_DIR/base.qcow2 b
= img: bitmap --add TEST_DIR/t.qcow2 own
= io: write -q -P 2 64k 64k
=2 create
=2 create
= img: bitmap --add TEST_DIR/base.qcow2 b
= img: bitmap --add TEST_DIR/t.qcow2 own
= io: write -q -P 2 64k 64k
- commit: t.qcow2
 0+10000:x4 F
 a0000+20:D0 0+10000:x4 F
 0+10000:pZ F
 @base.qcow2 0+10000:w4 F
 160000+20:Z7 0+10000:w4 F
 0+10000:oZ F
 60000+10000:WA F
 @t.qcow2 D70000+10000 40000+10000:03 50000+8:e1 70000+20:Z4 60000+10000:7r F
 20000+10000:ON F
 0+10000:hS F
 D80000+10000 F
 20000+10000:MB F
 @base.qcow2 170000+10000:03 180000+8:qc 190000+20:u2 20000+10000:Ro F
 0+10000:kT F
 20000+10000:3j F
= io: read -q -P 2 64k 64k
=2 create
=2 create
= img: bitmap --add TEST_DIR/base.qcow2 b
= img: bitmap --add TEST_DIR/t.qcow2 own
= io: write -q -P 2 64k 64k
- commit: t.qcow2
 0+10000:x4 F
 a0000+20:D0 0+10000:x4 F
 0+10000:pZ F
 @base.qcow2 0+10000:w4 F
 160000+20:Z7 0+10000:w4 F
 0+10000:oZ F
 60000+10000:WA F
 @t.qcow2 D70000+10000 F
 @base.qcow2 170000+10000:03 180000+8:qc 190000+20:u2 20000+10000:Ro F
 0+10000:kT F
 20000+10000:3j F
= io: read -q -P 2 64k 64k
