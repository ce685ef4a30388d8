blkdrill write log 1
- create
 0:a1 200+400:zl 0:a1 400:BH F
 600+400:8u F
 24+c:Gm F
 18+8:Kp F
- io: write -q -z 0 512
 400:VC F
 a00:V4 F
 600+8:I5 F
 a00:lU F
 400:Cp F
 c00:V4 F
 608+8:W_ F
 c00:lU F
 e00+7200:Jy 400:47 F
 a00:C9 F
- io: write -P 2 32k 32k
 10200:hn F
 210+8:fc F
 10200:RL F
 10000:V4 F
- io: write -q -P 2 32k 32k
 10200:dl F
 10400:V4 F
 208+8:Ba F
 8000+8000:Zh 10400:47 F
 c00:JY F
- check
 D10000 F
 10200:tJ F
= create
= io: write -q -z 0 512
= io: write -P 2 32k 32k
= io: write -q -P 2 32k 32k
= check
