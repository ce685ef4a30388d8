blkdrill write log 1
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 42 0 128k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:WW 20000+10000:Et F
 40000+10000:Fw F
- snapshot: create foo
 70000+8:Jv 20000+10000:b_ F
 40000+10000:HI F
 30000+8:e1 F
 20000+10000:pb F
 80000+28:kc 80028+18:Ff 80040+1:-3 80041+3:Uh F
 3c+c:OU F
- io: write -q -P 43 64k 64k
 20000+10000:AC F
 90000+10000:HI F
 30000+8:E8 F
 a0000+10000:MF F
 20000+10000:xd F
 90000+10000:Fq F
 20000+10000:45 F
- snapshot: delete foo
 3c+c:Zv F
- check
 D40000+10000 D60000+10000 D70000+10000 D80000+10000 90000+10000:jg F
 20000+10000:j8 F
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
= snapshot: delete foo
= check
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
- snapshot: delete foo
 3c+c:Zv F
 D80000+10000 F
= check
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
= snapshot: delete foo
= check
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
=2 snapshot: delete foo
= check
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
= snapshot: delete foo
= check
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
- snapshot: create foo
 b0000+8:E8 20000+10000:RY F
- check
 Db0000+10000 F
 20000+10000:45 F
= create
= io: write -q -P 42 0 128k
=2 snapshot: create foo
= io: write -q -P 43 64k 64k
=2 snapshot: create foo
= check
= create
= io: write -q -P 42 0 128k
=2 snapshot: create foo
= io: write -q -P 43 64k 64k
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
= create
= io: write -q -P 42 0 128k
= snapshot: create foo
= io: write -q -P 43 64k 64k
