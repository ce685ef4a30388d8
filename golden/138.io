blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:3r F
- check
 800:RE 800:Mh a00:bB 30+c:Wf F
 D200 D400 F
 800:lg F
= create
= check
= create
= check
= create
= check
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q -P 1 0 200k
 400:RE F
 800:V4 F
 600+8:C7 F
 400:-s F
 8a00:V4 F
 608+8:py F
 a00+8000:rl 400:Fr F/1
 10c00:V4 F
 610+8:-I F
 8c00+8000:rl 400:JF F/1
 F
 800:82 18e00:V4 F
 618+8:VB F
 10e00+8000:rl 400:1Z F/1
 8a00:AD F
 21000:Wb F
 208+8:lW F
 400:1Z 21000:SZ F
 21200:V4 F
 620+8:4O F
 19000+8000:rl 21000:Fn F/1
 F
 29400:V4 10c00:Zr F
 628+8:HD F
 21400+8000:rl 21000:gO F/1
 F
 31600:V4 18e00:Nx F
 630+8:E9 F
 29600+8000:rl 31800+2000:H- 21000:QC F
 21200:Zb 29400:ji 31600:Kk F
- check
 21000:LU 33800:gm 33800:u7 33a00:Q6 30+c:iv F
 D200 D400 F
 21000:cY F
= create
- io: write -q -P 1 0 64k
 400:RE F
 800:V4 F
 600+8:C7 F
 400:-s F
 8a00:V4 F
 608+8:py F
 a00+8000:rl 8c00+8000:rl 400:ca F
 800:82 8a00:AD F
- check
 T100200 F
 10c00:Fr 100200:jY 10c00:om 10e00:Oy 30+c:w9 F
 D200 D400 D100000 F
 10c00:Bn 100200:pC F
