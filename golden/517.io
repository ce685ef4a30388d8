blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
- io: write -q -P 1 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
- io: write -P 2 0 4k
 2000+1000:d9 F
 7000+1000:gM F
 3000+8:NF F
 5000+1000:4- F
 2000+1000:qv F
 4000+1000:oJ 2000+1000:d9 F
 7000+1000:zp F
= create
= io: write -q -P 1 0 8k
- io: write -P 2 0 4k
 2000+1000:d9 F
 7000+1000:gM F
 3000+8:NF F
 5000+1000:4- F
 2000+1000:qv F
 0+1000:EW F
= create
= io: write -q -P 1 0 8k
- io: write -P 2 2M 4k
 2000+1000:d9 F
 7000+1000:AR F
 3008+8:NF F
 8000+1000:4- 2000+1000:DS F
 7000+1000:OA F
 0+1000:EW F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q -P 1 0 64k
 400:RE F
 800:V4 F
 600+8:C7 F
 400:-s F
 8a00:V4 F
 608+8:py F
 a00+8000:rl 8c00+8000:rl 400:ca F
 800:82 8a00:AD F
- io: write -P 2 64k 63k
 400:Fr F
 10c00:V4 F
 610+8:-I F
 400:JF F
 18e00:V4 F
 618+8:VB F
 10e00+8000:Zh 400:1Z 20c00:S1 F
 208+8:QL F
 19000+7c00:AH 400:1Z 20c00:Ls F
 10c00:Zr 18e00:vw F
 0:Ng F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
= io: write -q -P 1 0 8k
- io: truncate 2G
 2000+1000:DS F
 7000+2000:dg F
 24+c:_j F
 18+8:lS F
 2000+1000:ZP F
 0+1000:ty F
= create
= io: write -q -P 1 0 8k
- io: truncate 2G
 2000+1000:DS F
 7000+2000:dg F
 24+c:_j F
 18+8:lS F
 2000+1000:ZP F
 3000+1000:oJ 2000+1000:DS F
 4000+1000:Sw F
