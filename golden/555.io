blkdrill write log 1
- create: 1M
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: reopen -r -w
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
- io: write -P 2 64k 64k
 60000+10000:WA 20000+10000:Et F
 40000+10000:Fw F
 50000+10000:MV F
- io: reopen -o read-only=on
 70000+10000:58 20000+10000:MB F
 40000+10000:x1 F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: reopen -o lazy-refcounts=on
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+10000:jp 48+8:__ F
 4000+1000:Vy F
 2000+1000:HI F
 0+1000:4P F
= create
- io: reopen -o lazy-refcounts=on
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+10000:jp 48+8:__ F
 4000+1000:Vy F
 2000+1000:HI F
 0+1000:4P
= create
- io: reopen -o lazy-refcounts=on
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+10000:jp 48+8:__ F
 4000+1000:Vy F
 2000+1000:HI F
= create
= io: reopen -o lazy-refcounts=on
= create
- io: write -q -P 7 0 64k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+10000:OC 2000+1000:HI F
 4000+1000:Vy F
 D5000+8000 4000+1000:ak F
 2000+1000:cy F
- io: reopen -o pass-discard-request=off
 4000+1000:0M F
 2000+1000:s5 F
 4000+1000:tO F
 2000+1000:Vy F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q -P 1 0 128k
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
 19000+8000:rl 400:1Z 21000:8Q F
 10c00:Zr 18e00:Nx F
 10e00+8000:Zh 21000:SZ F
 21200:V4 F
 620+8:4O F
 19000+8000:Zh 21000:Fn F/1
 29400:V4 F
 628+8:HD F
 21400+8000:Zh 21000:gO F/1
 31600:V4 F
 630+8:E9 F
 29600+8000:Zh 21000:xh F
 21200:Zb 39800:V4 F
 638+8:T4 F
 31800+8000:Zh 21000:1Z F
 29400:ji F
 41a00:7s F
 210+8:1u F
 21000:1Z 41a00:jq F
 41c00:V4 F
 640+8:8y F
 39a00+8000:Zh 41a00:Iv F
 31600:ms 49e00:V4 F
 648+8:X7 F
 41e00+8000:Zh 41a00:77 F
 39800:c6 52000:V4 F
 650+8:z6 F
 4a000+8000:Zh 41a00:M4 F
 41c00:KH 5a200:V4 F
 658+8:Yz F
 52200+8000:Zh 41a00:1Z F
 49e00:sI F
 62400:sP F
 218+8:J9 F
 41a00:1Z 62400:AJ F
 62600:V4 F
 660+8:Ul F
 5a400+8000:Zh 62400:YX F
 52000:pk 6a800:V4 F
 668+8:Dg F
 62800+8000:Zh 62400:5w F
 5a200:Ro 72a00:V4 F
 670+8:Ae F
 6aa00+8000:Zh 62400:Eh F
 62600:UV 7ac00:V4 F
 678+8:_T F
 72c00+8000:Zh 62400:1Z F
 6a800:qU F
 82e00:B9 F
 220+8:f9 F
 62400:1Z 82e00:eS F
 83000:V4 F
 680+8:34 F
 7ae00+8000:Zh 82e00:lL F
 72a00:mc 8b200:V4 F
 688+8:cx F
 83200+8000:Zh 8b400+8000:Zh 82e00:0Y F/1
 7ac00:T4 F
 83000:83 8b200:7l F
= create
- io: write -q -P 1 0 32k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+8000:rl 400:km F
 800:82 F
- io: write -q -P 2 32k 32k
 400:-s F
 8a00:V4 F
 608+8:py F
 8c00+8000:Zh 400:Fr F
 8a00:AD 10c00:V4 F
 610+8:-I F
 10e00:Hx 400:om F
 10c00:11 F
= create
= io: write -q -P 1 0 32k
= io: write -q -P 2 32k 32k
= create
= io: write -q -P 1 0 32k
- io: write -q -P 2 32k 32k
 400:-s F
 8a00:V4 F
 608+8:py F
 8c00+8000:Zh D10c00 F
= create
= io: write -q -P 1 0 32k
= io: write -q -P 2 32k 32k
= create
= io: write -q -P 1 0 32k
- io: write -q -P 2 32k 32k
 400:-s F
 8a00:V4 F
 608+8:py F
 8c00+8000:Zh 400:ca F
 8a00:AD F
= create
= io: write -q -P 1 0 32k
- io: write -q -P 2 32k 32k
 400:-s F
 8a00:V4 F
 608+8:py F
 8c00+8000:Zh 400:ca F
 8a00:AD F
 D10c00 F
 400:ca F
= create
= io: write -q -P 1 0 32k
=2 io: write -q -P 2 32k 32k
= create
= io: write -q -P 1 0 32k
- io: write -q -P 2 32k 32k
 400:-s F
 8a00:V4 F
 608+8:py F
 8c00+8000:Zh 400:ca F
 8a00:AD F
 D10c00 F
= create
= io: write -q -P 1 0 32k
- io: write -q -P 2 32k 32k
 400:-s F
 D8a00 F
 400:km F
= create
= io: write -q -P 1 0 32k
- io: write -q -P 2 32k 32k
 400:-s F
 D8a00 F
 400:km F
 400:-s F
 8a00:V4 F
 610+8:py F
 8c00:Hx 400:ft F
 8a00:tm F
= create
= io: write -q -P 1 0 32k
- io: write -q -P 2 32k 32k
 400:-s F
 D8a00 F
 D8a00 F
= create
= io: write -q -P 1 0 32k
= io: write -q -P 2 32k 32k
= create
= io: write -q -P 1 0 32k
- io: write -q -P 2 32k 32k
 D8a00 F
 400:km F
= create
= io: write -q -P 1 0 32k
- io: write -q -P 2 32k 32k
 D8a00 F
 400:km F
 400:-s F
 8a00:V4 F
 610+8:py F
 8c00:Hx 400:ft F
 8a00:tm F
= create
= io: write -q -P 1 0 32k
- io: write -q -P 2 32k 32k
 D8a00 F
 D8a00 F
= create
= io: write -q -P 1 0 32k
= io: write -q -P 2 32k 32k
