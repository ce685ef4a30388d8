blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -P 1 0 4k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+1000:Qm 400:Ks F
 800:nu F
 400:k4 F
 1a00+18:FG F
 24+c:Bx F
 400:k4 F
 600:V4 F
 1a10+8:01 F
 1c00+400:jR 400:DV F
 600:Y- F
- resize
 400:Bp F
 2000:V4 F
 1a08+8:4R F
 Z1a08+10 F
 D600 D2000 200:-E F
 T2000 18+8:ci F
 400:z5 F
- check
 D1c00 D1e00 F
 400:UU F
= create
- io: write -b -P 5 0 1k
 400:RE F
 800+18:og F
 24+c:Ci F
 400:RE F
 600:V4 F
 810+8:01 F
 a00+400:jR 400:Ls F
 600:yS F
 400:_z F
 e00:V4 F
 808+8:c9 F
 Z808+10 F
 D600 De00 200:-E F
 Te00 18+8:ci F
 400:7A F
 18+8:0V F
