blkdrill write log 1
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
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
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+100000:_D 20000+10000:4F F
 40000+10000:qM F
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
- commit
 @base.qcow2 60000+10000:WA Da0000+10000 e0000+10000:2t 40000+10000:qa F
 20000+10000:h0 F
 @mid.qcow2 40000+10000:e_ F
 20000+10000:ht F
 D50000+10000 40000+10000:tx F
 40000+10000:P9 F
 20000+10000:pB F
 D70000+10000 @t.qcow2 0+10000:m- F
 @mid.qcow2 F
 @base.qcow2 70000+20000:RX Db0000+20000 f0000+10000:Ec 40000+10000:z5 F
 20000+10000:a- F
 @t.qcow2 40000+10000:y2 F
 20000+10000:mx F
 D50000+20000 40000+10000:_Z F
 40000+10000:7r F
 20000+10000:ud F
 D70000+10000 F
=3 create
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
- io: write -q -P 2 960k 128k
 @mid.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:Mh 20000+10000:Et F
 40000+10000:i5 F
 70000+10000:WA 20000+10000:MB F
 40000+10000:oM F
 80000+10000:WA 20000+10000:-l F
 40000+10000:3N F
- io: write -q -P 3 1984k 128k
 @top.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:RX 20000+10000:Et F
 40000+10000:1a F
 70000+10000:MV 20000+10000:MB F
 40000+10000:g9 F
- io: write -q -P 4 512k 1k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:B8 20000+10000:Dx F
 40000+10000:Oj F
 40000+10000:GP F
 Z60000+10000 61000+400:Pi 20000+10000:Et F
 40000+10000:fF F
- commit
 @base.qcow2 18+8:r5 F
 @top.qcow2 80000+10000:WA @base.qcow2 140000+20000:Mh 20000+10000:k- F
 40000+10000:82 F
 @mid.qcow2 40000+10000:uf F
 20000+10000:UV F
 D50000+20000 @top.qcow2 20000+10000:-l F
 40000+10000:_8 F
 @mid.qcow2 F
- commit
 @top.qcow2 40000+10000:rU F
 0+10000:3Y F
 @base.qcow2 160000+10000:MV 20000+10000:eO F
 40000+10000:K3 F
 @top.qcow2 40000+10000:FQ F
 20000+10000:TJ F
 D50000+10000 F
- commit
 @base.qcow2 170000+10000:MV 180000+10000:MV 20000+10000:us F
 40000+10000:iX F
 @top.qcow2 40000+10000:ll F
 20000+10000:UV F
 D60000+10000 40000+10000:wC F
 20000+10000:c5 F
 D70000+10000 @t.qcow2 0+10000:3Y F
 @top.qcow2 F
- commit
 @base.qcow2 D60000+10000 d0000+10000:B8 40000+10000:dB F
 20000+10000:pw F
 @t.qcow2 40000+10000:Xp F
 40000+10000:ih F
 20000+10000:pB F
 D50000+10000 F
- commit
 @base.qcow2 60000+10000:U_ 20000+10000:us F
 40000+10000:EL F
 @t.qcow2 40000+10000:7r F
 20000+10000:ud F
 D60000+10000 F
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
 @base.qcow2 D250000+80000 D2e0000+70000 40000+10000:Zv F
 20000+10000:ua F
 @t.qcow2 0+10000:3Y F
 @base.qcow2 2d0000+10000:MV F
 @t.qcow2 40000+10000:7r F
 20000+10000:ud F
 D50000+10000 F
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Kp F
- create
 @mid.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Kp F
 0+10000:UA F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+10:tV F
 24+c:ga F
 18+8:Kp F
 0+1000:Zi F
- io: write -q -P 1 0 4M
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+400000:rT 20000+10000:AB F
 40000+10000:J9 F
- io: write -q -P 2 0 128k
 @mid.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:Mh 20000+10000:Et F
 40000+10000:Fw F
 70000+10000:WA 20000+10000:MB F
 40000+10000:tk F
- io: write -q -P 3 4k 4k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:oJ 2000+1000:LX F
 4000+1000:cZ F
- commit
 @base.qcow2 50000+1000:4- 52000+e000:c9 60000+10000:WA F
 @mid.qcow2 40000+10000:ae F
 20000+10000:Ld F
 D60000+10000 F
- create
 @base.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 T15000 2000+1000:HI F
 4000+1000:Vy 18+8:Ve F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
 0+1000:Go F
- io: write -q -P 2 8k 4k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:4- 2000+1000:LX F
 4000+1000:QG F
- commit
 @base.qcow2 7000+1000:4- F
 @t.qcow2 4000+1000:AR F
 2000+1000:Vy F
 D5000+1000 F
- create
 @base.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:7R F
- create
 @mid.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:e1 F
 0+1000:hp F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
 0+1000:MN F
- io: write -q -P 1 0 512k
 @base.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+80000:kj 2000+1000:AY F
 4000+1000:x8 F
- io: write -q -P 2 36k 8k
 @mid.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:8B 2000+1000:SF F
 4000+1000:xn F
- io: write -q -P 3 40k 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:dr 2000+1000:SF F
 4000+1000:uz F
 7000+1000:oJ 2000+1000:d9 F
 4000+1000:Dz F
- commit
 @base.qcow2 18+8:wZ F
- commit
 @base.qcow2 e000+1000:4- D45000+40000 4000+1000:mo F
 2000+1000:Rv F
 @mid.qcow2 4000+1000:HQ F
 2000+1000:Mg F
 D5000+1000 @t.qcow2 0+1000:Wu F
 @mid.qcow2 F
 @base.qcow2 f000+2000:dr 45000+1000:oJ 2000+1000:wa F
 4000+1000:Bp F
 @t.qcow2 4000+1000:tR F
 2000+1000:aK F
 D5000+2000 4000+1000:AR F
 2000+1000:Vy F
 D7000+1000 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
- commit
 @base.qcow2 18+8:wZ F
 e000+1000:4- D45000+40000 4000+1000:mo F
 2000+1000:Rv F
 @mid.qcow2 4000+1000:HQ F
 2000+1000:Mg F
 D5000+1000 @t.qcow2 0+1000:Wu F
 @mid.qcow2 F
- commit
 @base.qcow2 f000+2000:dr 45000+1000:oJ 2000+1000:wa F
 4000+1000:Bp F
 @t.qcow2 4000+1000:tR F
 2000+1000:aK F
 D5000+2000 4000+1000:AR F
 2000+1000:Vy F
 D7000+1000 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
- commit
 @base.qcow2 18+8:wZ F
 e000+1000:4- D45000+40000 4000+1000:mo F
 2000+1000:Rv F
 @mid.qcow2 4000+1000:HQ F
 2000+1000:Mg F
 D5000+1000 @t.qcow2 0+1000:Wu F
 @mid.qcow2 F
 @base.qcow2 f000+2000:dr 45000+1000:oJ 2000+1000:wa F
 4000+1000:Bp F
 @t.qcow2 4000+1000:tR F
 2000+1000:aK F
 D5000+2000 4000+1000:AR F
 2000+1000:Vy F
 D7000+1000 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
- commit
 @base.qcow2 18+8:wZ F
 e000+1000:4- D45000+40000 4000+1000:mo F
 2000+1000:Rv F
 @mid.qcow2 4000+1000:HQ F
 2000+1000:Mg F
 D5000+1000 @t.qcow2 0+1000:Wu F
 @mid.qcow2 F
 @base.qcow2 f000+2000:dr 45000+1000:oJ 2000+1000:wa F
 4000+1000:Bp F
- commit
 @base.qcow2 f000+2000:dr 45000+1000:oJ F
 @t.qcow2 4000+1000:tR F
 2000+1000:aK F
 D5000+2000 4000+1000:AR F
 2000+1000:Vy F
 D7000+1000 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
- commit
 @base.qcow2 18+8:wZ F
 e000+1000:4- D45000+40000 4000+1000:mo F
 2000+1000:Rv F
 @mid.qcow2 4000+1000:HQ F
 2000+1000:Mg F
 D5000+1000 @t.qcow2 0+1000:Wu F
 @mid.qcow2 F
 @base.qcow2 f000+2000:dr 45000+1000:oJ 2000+1000:wa F
 4000+1000:Bp F
 @t.qcow2 4000+1000:tR F
 2000+1000:aK F
- commit
 @base.qcow2 45000+1000:oJ F
 @t.qcow2 4000+1000:AR F
 2000+1000:Vy F
 D7000+1000 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=5 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=5 commit
=5 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
- commit
 @base.qcow2 18+8:wZ F
 e000+1000:4- D45000+40000 4000+1000:mo F
 2000+1000:Rv F
 @mid.qcow2 4000+1000:HQ F
 2000+1000:Mg F
 D5000+1000 @t.qcow2 0+1000:Wu F
 @mid.qcow2 F
 @base.qcow2 f000+2000:dr 45000+1000:oJ 2000+1000:wa F
 4000+1000:Bp F
 @t.qcow2 4000+1000:tR F
 2000+1000:Ev F
 D6000+1000 4000+1000:AR F
 2000+1000:LX F
 D7000+1000 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=3 commit
=3 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=3 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=3 commit
=3 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=3 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
- commit
 @base.qcow2 18+8:wZ F
 e000+1000:4- D45000+40000 4000+1000:mo F
 2000+1000:Rv F
 @mid.qcow2 4000+1000:HQ F
 2000+1000:Mg F
 D5000+1000 @t.qcow2 0+1000:Wu F
 @mid.qcow2 F
 @base.qcow2 f000+2000:dr 45000+1000:oJ 2000+1000:wa F
 4000+1000:Bp F
 @t.qcow2 4000+1000:tR F
- commit
 @base.qcow2 45000+1000:oJ F
 @t.qcow2 4000+1000:AR F
 2000+1000:SF F
 D7000+1000 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=8 commit
=8 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
- commit
 @base.qcow2 18+8:wZ F
 e000+1000:4- D45000+40000 4000+1000:mo F
 2000+1000:Rv F
 @mid.qcow2 4000+1000:HQ F
 2000+1000:Mg F
 D5000+1000 F
- commit
 0+1000:Wu F
 @base.qcow2 f000+2000:dr 45000+1000:oJ 2000+1000:wa F
 4000+1000:Bp F
 @t.qcow2 4000+1000:tR F
 2000+1000:aK F
 D5000+2000 4000+1000:AR F
 2000+1000:Vy F
 D7000+1000 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
- rebase
 0+1000:TZ F
=14 commit
=14 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=12 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
= commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
= commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
= commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
= commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
= commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
- commit
 @base.qcow2 18+8:wZ F
 e000+1000:4- D45000+40000 4000+1000:mo F
 2000+1000:Rv F
- commit
 @base.qcow2 e000+1000:4- F
 @mid.qcow2 4000+1000:HQ F
 2000+1000:Mg F
 D5000+1000 @t.qcow2 0+1000:Wu F
 @mid.qcow2 F
 @base.qcow2 f000+2000:dr 45000+1000:oJ 2000+1000:wa F
 4000+1000:Bp F
 @t.qcow2 4000+1000:tR F
 2000+1000:aK F
 D5000+2000 4000+1000:AR F
 2000+1000:Vy F
 D7000+1000 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
- commit
 @base.qcow2 18+8:wZ F
 e000+1000:4- D45000+40000 4000+1000:mo F
 2000+1000:Rv F
 @mid.qcow2 4000+1000:HQ F
 2000+1000:Mg F
=7 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=5 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
= commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=5 commit
=5 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
- commit
 @base.qcow2 18+8:wZ F
 e000+1000:4- D45000+40000 4000+1000:mo F
 2000+1000:Rv F
 @mid.qcow2 4000+1000:HQ F
 @t.qcow2 0+1000:Wu F
 @base.qcow2 f000+2000:dr 45000+1000:oJ 2000+1000:wa F
 4000+1000:Bp F
 @t.qcow2 4000+1000:tR F
 2000+1000:aK F
 D5000+2000 4000+1000:AR F
 2000+1000:Vy F
 D7000+1000 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=3 commit
=3 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=3 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=3 commit
=3 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=3 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
- commit
 @base.qcow2 18+8:wZ F
 e000+1000:4- D45000+40000 4000+1000:mo F
 2000+1000:Rv F
 @mid.qcow2 4000+1000:HQ F
=6 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=7 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=7 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
= commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=7 commit
=7 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
= rebase
=5 commit
=5 commit
