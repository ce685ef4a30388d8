blkdrill write log 1
- img: create
 @base.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
 0+1000:Wu F
- io: write -q -z 0 64k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:tO F
 4000+1000:35 F
 Z5000+1000 5000+400:Qd 2000+1000:LX F
 4000+1000:4p F
 5400+400:8u F
 4000+1000:oY F
- commit
 @base.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:T0 2000+1000:LX F
 4000+1000:oY F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
= img: create
- io: write -q -P 3 640k 4k
 @base.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:oJ 2000+1000:LX F
 4000+1000:QR F
= create
= io: write -q -z 0 64k
- commit
 @base.qcow2 6000+1000:T0 2000+1000:SF F
 4000+1000:6v F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
= img: create
- io: write -q -z 640k 4k
 @base.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:gm F
= create
= io: write -q -z 0 64k
- commit
 @base.qcow2 5000+1000:T0 2000+1000:LX F
 4000+1000:Iv F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
= img: create
- io: discard -q 640k 4k
 @base.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
= create
= io: write -q -z 0 64k
- commit
 @base.qcow2 5000+1000:T0 2000+1000:LX F
 4000+1000:oY F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
- img: create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
= create
= io: write -q -z 0 64k
- commit
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:7r 70000+10000:8x 20000+10000:MB F
 40000+10000:yv F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
= img: create
- io: write -q -P 3 640k 4k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+10000 50000+1000:oJ 20000+10000:Dx F
 40000+10000:8c F
= create
= io: write -q -z 0 64k
- commit
 @base.qcow2 60000+10000:7r 70000+10000:7r 80000+10000:8x 20000+10000:-l F
 40000+10000:c5 F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
= img: create
- io: write -q -z 640k 4k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 40000+10000:gU F
= create
= io: write -q -z 0 64k
- commit
 @base.qcow2 50000+10000:7r 60000+10000:7r 70000+10000:8x 20000+10000:MB F
 40000+10000:pQ F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
= img: create
= create
= io: write -q -z 0 64k
=3 commit
- img: create
 @base.qcow2 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
= create
= io: write -q -z 0 64k
- commit
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:7r 70000+10000:8x 20000+10000:MB F
 40000+10000:bH F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
= img: create
- io: write -q -P 3 640k 4k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+1000:oJ 20000+10000:Dx F
 40000+10000:4O F
= create
= io: write -q -z 0 64k
- commit
 @base.qcow2 60000+10000:7r 70000+10000:7r 80000+10000:8x 20000+10000:-l F
 40000+10000:CQ F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
= img: create
- io: write -q -z 640k 4k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 40000+10000:U_ F
= create
= io: write -q -z 0 64k
- commit
 @base.qcow2 50000+10000:7r 60000+10000:7r 70000+10000:8x 20000+10000:MB F
 40000+10000:0T F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
= img: create
= create
= io: write -q -z 0 64k
=3 commit
- img: create
 @base.qcow2 0+1000:7T 1000+2000:uR 0+1000:7T 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
= create
= io: write -q -z 0 64k
- commit
 @base.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:T0 2000+1000:LX F
 4000+1000:PB F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
- create
 @base.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
=2 create
- io: write -q -z 0 64k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:tO F
 4000+1000:35 F
 Z5000+1000 5000+400:Qd 2000+1000:LX F
 4000+1000:4p F
- commit
 @base.qcow2 18+8:wZ F
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:T0 2000+1000:LX F
 4000+1000:4p F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
- create
 @below.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- create
 @base.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
 0+1000:pK F
=3 create
- io: write -q -z 0 64k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:tO F
 4000+1000:35 F
- commit
 @base.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:35 F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
