blkdrill write log 1
- create
 0:a1 200+400:zl 0:a1 400:BH F
 600+400:8u F
 24+c:Gm F
 18+8:Kp F
- snapshot: create one
 a00+400:8u 400:Cp F
 400:8i F
 e00+28:2w e28+18:PP e40+1:-3 e41+3:bx F
 3c+c:-i F
- snapshot: delete one
 3c+c:Zv F
 De00 F
 400:VC F
 400:VC F
= create
= snapshot: create one
- snapshot: delete one
 3c+c:Zv F
 De00 F
 400:Zk F
 400:Zk F
= create
= snapshot: create one
- snapshot: delete one
 3c+c:Zv F
 De00 F
 400:wO F
 400:wO F
= create
- io: write -q -P 1 0 1k
 400:VC F
 a00:V4 F
 600+8:I5 F
 c00+400:Qd 400:8i F
 a00:KB F
- snapshot: create one
 1000+400:Iz 400:nW F
 a00:vM F
= create
= io: write -q -P 1 0 1k
- snapshot: create one
 1000+400:Iz 400:w9 F
 a00:vM F
= create
= io: write -q -P 1 0 1k
- snapshot: create one
 1000+400:Iz 400:W4 F
 a00:vM F
