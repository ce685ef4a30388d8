blkdrill write log 1
- create
 @base.raw T100000 F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
 0:BN F
- io: write -q -P 1 0 512
 400:RE F
 800:V4 F
 600+8:C7 F
 a00:b_ 400:Mh F
 800:Ly F
- io: read -P 0 0 512
 400:Ls F
 c00:V4 F
 600+8:W_ F
 400:_z F
 e00:V4 F
 240+8:Ln F
 c00:go F
 1000:Hx 400:8Q F
 c00:o7 F
- create
 0+4000:FB 4000+8000:DQ 0+4000:xr 8000+4000:oy F
 c000+8:9p F
 24+c:Vi F
 18+8:Ve F
- io: write -q -P 1 0 40k
 8000+4000:o4 F
 10000+4000:KG F
 c000+8:CE F
 14000+a000:dM 8000+4000:hm F
 10000+4000:yY F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
- io: write -q -P 1 0 4k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:pk F
- io: read -P 1 0 4k
 5000+1000:4- F
 0+1000:5T F
= create
- io: write -P 1 0 4k
 0+1000:tv D4000+1000 F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
 0+1000:HM F
- io: read -P 0 0 4k
 0+1000:Fi 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:pk F
=2 create
- snapshot: create one
 4000+8:9p 2000+1000:Vy F
 2000+1000:LX F
 5000+28:Ir 5028+18:Xg 5040+1:-3 5041+3:bx F
 3c+c:94 F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q 0 4k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Yv 2000+1000:LX F
 4000+1000:pk F
