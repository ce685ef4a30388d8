blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+40:M2 F
 24+c:Px F
 18+8:e1 F
- io: write -P 1 0 2k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+800:PS 400:8Q F
 800:m8 F
- snapshot: create one
 1200+40:AD 400:F5 F
 800:dr F
 600+40:Vt F
 400:5- F
 1400+28:Pu 1428+18:mi 1440+1:-3 1441+3:bx F
 3c+c:V5 F
- io: write -P 2 1k 2k
 400:1Q F
 1600:dr F
 600+8:9k F
 1800+800:5H F
 400:0p F
 1600:Cp F
 400:1s F
- snapshot: apply one
 400:Od F
 1200+40:Vt F
 600+40:AD F
 400:5- F
 D1600+a00 F
 600+40:Vt F
- snapshot: delete one
 3c+c:Zv F
 D1400 800:m8 F
 400:SZ F
 D1200 F
 400:8Q F
 600+40:AD F
