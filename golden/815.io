blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- snapshot: create s
 800+10:tV 400:RE F
 400:Mh F
 a00+28:Zn a28+18:Xg a40+1:-3 a41+1:8L F
 3c+c:qm F
- resize
 400:Ls F
 c00:V4 F
 600+8:W_ F
 400:_z F
 e00:V4 F
 608+8:c9 F
 Z608+8 F
 De00 200:-E F
 Te00 18+8:3r F
 400:Ls F
- io: write -q -b -P 0xdd 0 1k
 400:_z F
 e00:V4 F
 608+8:c9 F
 1000+400:Ux 400:SZ F
 e00:De F
- snapshot: apply s
 18+8:Ve F
 600+10:tV F
 400:Mh F
 Dc00+800 F
