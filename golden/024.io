blkdrill write log 1
- create
 @old.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:7R F
- create
 @new.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:7R F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:7R F
 0+1000:EY F
- io: write -q -P 1 4k 4k
 @old.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:cZ F
 6000+1000:Qm 2000+1000:SF F
 4000+1000:Xq F
 7000+1000:oJ 2000+1000:d9 F
 4000+1000:vL F
 8000+1000:Qm 2000+1000:DS F
 4000+1000:EB F
 4000+1000:RT F
- io: write -q -P 2 8k 4k
 @new.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:4- 2000+1000:LX F
 4000+1000:QG F
 6000+1000:4- 2000+1000:SF F
 4000+1000:b1 F
 7000+1000:oJ 2000+1000:d9 F
 4000+1000:jU F
 4000+1000:Ys F
 8000+1000:4- 2000+1000:DS F
 4000+1000:w8 F
- io: write -q -P 1 260k 4k
 @old.qcow2 9000+1000:Qm 2000+1000:ft F
 4000+1000:ga F
 a000+1000:Qm 2000+1000:RE F
 4000+1000:2j F
 b000+1000:oJ 2000+1000:Y6 F
 4000+1000:Zu F
 c000+1000:Qm 2000+1000:OI F
 4000+1000:Eg F
 4000+1000:bw F
- io: write -q -P 2 264k 4k
 @new.qcow2 9000+1000:4- 2000+1000:ft F
 4000+1000:qV F
 a000+1000:4- 2000+1000:RE F
 4000+1000:8s F
 b000+1000:oJ 2000+1000:Y6 F
 4000+1000:Th F
 4000+1000:E1 F
 c000+1000:4- 2000+1000:OI F
 4000+1000:47 F
- io: write -q -P 9 256k 12k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+3000:5a 2000+1000:d9 F
 4000+1000:dD F
 4000+1000:Zo F
 Z8000+4000 8000+3400:un 2000+1000:Y6 F
 4000+1000:Oh F
- rebase
 c000+3000:A- f000+2000:XJ 0+1000:OO 2000+1000:-D F
 4000+1000:XN F
=3 create
=3 create
=3 create
= io: write -q -P 1 4k 4k
= io: write -q -P 2 8k 4k
= io: write -q -P 1 260k 4k
= io: write -q -P 2 264k 4k
= io: write -q -P 9 256k 12k
- rebase
 c000+1000:Qm d000+3000:TZ 0+1000:VK 2000+1000:cg F
 4000+1000:L_ F
=3 create
=3 create
=3 create
= io: write -q -P 1 4k 4k
= io: write -q -P 2 8k 4k
= io: write -q -P 1 260k 4k
= io: write -q -P 2 264k 4k
= io: write -q -P 9 256k 12k
- rebase
 0+1000:OO F
=3 create
=3 create
=3 create
= io: write -q -P 1 4k 4k
= io: write -q -P 2 8k 4k
= io: write -q -P 1 260k 4k
= io: write -q -P 2 264k 4k
= io: write -q -P 9 256k 12k
- rebase
 0+1000:VK F
- create
 @one.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:e1 F
- create
 @two.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:e1 F
 0+1000:9A F
- create
 @three.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:e1 F
 0+1000:jr F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:e1 F
 0+1000:-- F
- io: write -q -P 1 0 256k
 @one.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+40000:_C 2000+1000:Rv F
 4000+1000:Nf F
- io: write -q -P 2 64k 8k
 @two.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:8B 2000+1000:SF F
 4000+1000:La F
 7000+1000:Qm 2000+1000:d9 F
 4000+1000:ka F
- rebase
 0+1000:jr F
- rebase
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:8B 0+1000:9A 2000+1000:SF F
 4000+1000:La F
- rebase
 0+1000:-- F
- rebase
 7000+5000:_C 0+1000:hi 2000+1000:Y6 F
 4000+1000:a8 F
- img: rebase -u TEST_DIR/t.qcow2
 0+1000:PI F
