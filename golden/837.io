blkdrill write log 1
- img: create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 1 0 512k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+80000:kj 20000+10000:1H F
 40000+10000:zx F
- io: write -q -c -P 5 640k 64k
 d0000+4f:SJ 20000+10000:hV F
 40000+10000:VR F
- io: write -q -P 7 4k 4k
 51000+1000:ZX F
= img: create
= io: write -q -P 1 0 512k
= io: write -q -c -P 5 640k 64k
- snapshot: create one
 e0000+8:Jv 20000+10000:Ws F
 40000+10000:3t F
 30000+8:e1 F
 20000+10000:al F
 f0000+28:_R f0028+18:7r f0040+1:-3 f0041+3:bx F
 3c+c:UR F
- io: write -q -P 7 4k 4k
 20000+10000:Zo F
 100000+10000:3t F
 30000+8:nD F
 110000+10000:nZ F
 20000+10000:4I F
 100000+10000:EI F
 20000+10000:O8 F
- img: create
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 1 0 512k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+80000:kj 20000+10000:1H F
 40000+10000:vb F
- io: write -q -c -P 5 640k 64k
 d0000+4f:SJ 20000+10000:hV F
 40000+10000:dV F
=2 io: write -q -P 7 4k 4k
= img: create
= io: write -q -P 1 0 512k
= io: write -q -c -P 5 640k 64k
- snapshot: create one
 e0000+8:Jv 20000+10000:Ws F
 40000+10000:7M F
 30000+8:e1 F
 20000+10000:al F
 f0000+28:_R f0028+18:7r f0040+1:-3 f0041+3:bx F
 3c+c:UR F
- io: write -q -P 7 4k 4k
 20000+10000:Zo F
 100000+10000:7M F
 30000+8:nD F
 110000+10000:nZ F
 20000+10000:4I F
 100000+10000:Ip F
 20000+10000:O8 F
- img: create
 0+10000:x2 10000+20000:aU 0+10000:79 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 @t.data T100000 @t.qcow2 18+8:wZ F
 @t.data F
- io: write -q -P 1 0 512k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 @t.data 0+80000:kj @t.qcow2 40000+10000:q- @t.data F
 @t.qcow2 F
- io: write -q -P 7 4k 4k
 @t.data 1000+1000:ZX F
- img: create
 0+10000:Z1 10000+20000:aU 0+10000:T- 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 @t.data T100000 @t.qcow2 40000+10000:4E 18+8:wZ F
 @t.data F
- io: write -q -P 1 0 512k
 @t.data 0+80000:kj F
= io: write -q -P 7 4k 4k
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 1 0 256k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+40000:_C 20000+10000:-l F
 40000+10000:Cz F
 D50000+10000 40000+10000:Oz F
 20000+10000:TJ F
 D60000+10000 40000+10000:xl F
 20000+10000:UV F
- create
 @over.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:rY F
- io: write -q -P 2 0 64k
 @over.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:WA 20000+10000:Dx F
 40000+10000:yK F
=2 create
- io: write -q -P 1 0 256k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+40000:_C 20000+10000:-l F
 40000+10000:Cz F
- create
 0+10000:rV 10000+20000:aU 0+10000:rV 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
