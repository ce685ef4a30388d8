blkdrill write log 1
- create
 @s.raw T3e200 F
- img: convert -f raw -O qcow2 -o cluster_size=512,prealloc...
 0:VY 200+400:zl 0:VY 400:GP F
 600+40:M2 F
 24+c:Px F
 400:Ls 800:V4 a00:V4 F
 c00:je F
 30+c:aC F
 T3f000,falloc F
 400:1Z 800:wS F
 200:V4 F
 600+8:gx F
 800:f6 F
 200:k5 3f000:V4 F
 608+8:VX F
 800:5_ F
 3f200:V4 3f000:P2 F
 610+8:fV F
 800:G_ F
 3f200:Zr 3f400:V4 F
 618+8:BT F
 800:X8 F
 3f600:V4 3f400:Q4 F
 620+8:LR F
 800:5I F
 3f600:ed 3f800:V4 F
 628+8:9f F
 800:f4 F
 3fa00:V4 3f800:1S F
 630+8:3d F
 800:3P F
 3fa00:jP 3fc00:V4 F
 638+8:pb F
 3fc00:8u 18+8:Be F
