blkdrill write log 1
- create
 0+10000:rV 10000+20000:aU 0+10000:rV 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 1 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
- snapshot: create one
 60000+8:Jv 20000+10000:a3 F
 40000+10000:UA F
 30000+8:e1 F
 20000+10000:Sb F
 70000+28:7U 70028+18:Ff 70040+1:-3 70041+3:bx F
 3c+c:Sp F
= create
= io: write -q -P 1 0 64k
= snapshot: create one
= create
= io: write -q -P 1 0 64k
= snapshot: create one
= create
= io: write -q -P 1 0 64k
= snapshot: create one
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
= io: write -q -P 1 0 64k
= snapshot: create one
- check
 20000+10000:g_ F
 80000+28:PG 80028+18:Eq 80040+0:AA 80040+0:AA F
 3c+c:OU F
 D70000+10000 F
 20000+10000:oT F
= create
= io: write -q -P 1 0 64k
= snapshot: create one
= check
= create
= io: write -q -P 1 0 64k
= snapshot: create one
= create
= io: write -q -P 1 0 64k
= snapshot: create one
= create
= io: write -q -P 1 0 64k
= snapshot: create one
= create
= io: write -q -P 1 0 64k
= snapshot: create one
- check
 20000+10000:g_ F
 80000+28:6U 80028+18:Ff 80040+3e8:e6 80428+0:AA 80428+0:AA F
 3c+c:OU F
 D70000+10000 F
 20000+10000:oT F
= create
= io: write -q -P 1 0 64k
= snapshot: create one
= check
= create
= io: write -q -P 1 0 64k
= snapshot: create one
- check
 3c+4:Ur F
 D70000+10000 F
 20000+10000:a3 F
- create
 0+200000:hC 200000+400000:49 0+200000:Nf 400000+200000:zq F
 600000+8:9p F
 24+c:kM F
 18+8:dU F
- io: write -q -s TEST_DIR/entry 0 66M
 400000+200000:Tj F
 800000+200000:xQ F
 600000+8:Ez F
 a00000+4200000:yT 400000+200000:mc F
 800000+200000:Qx F
- check
 3c+4:ui F
 800000+200000:vV 400000+200000:Rd F
= create
- io: write -q -P 1 0 2M
 400000+200000:Tj F
 800000+200000:xQ F
 600000+8:Ez F
 a00000+200000:xV 400000+200000:fh F
 800000+200000:tG F
- check
 400000+200000:j_ F
 0+200000:Ls Dc00000+200000 F
=2 create
- snapshot: create one
 40000+8:9p 20000+10000:ud F
 20000+10000:Dx F
 50000+28:cF 50028+18:Ff 50040+1:-3 50041+3:bx F
 3c+c:DH F
= create
= snapshot: create one
= create
= snapshot: create one
= create
= io: write -q -P 1 0 64k
=2 snapshot: create one
- check
 D60000+10000 F
 20000+10000:Ld F
- check
 30000+8:Jv F
 40000+10000:yK F
= create
= io: write -q -P 1 0 64k
= snapshot: create one
=2 check
=2 check
= create
= io: write -q -P 1 0 64k
= snapshot: create one
=2 check
=2 check
= create
= io: write -q -P 1 0 64k
= snapshot: create one
- check
 D80000+10000 F
 20000+10000:Sb F
= create
= io: write -q -P 1 0 64k
= snapshot: create one
- check
 D80000+10000 F
= create
= io: write -q -P 1 0 64k
= snapshot: create one
- check
 20000+10000:g_ D80000+10000 F
= create
