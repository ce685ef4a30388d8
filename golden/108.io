blkdrill write log 1
- create [field=refcount_table[0] value=0]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount_table[0] value=0]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount_table[0] value=0]
 20000+10000:Et 20000+10000:MB 70000+10000:6Q 30+c:h3 F
 D10000+10000 F
 20000+10000:17 F
- io: read -q -P 7 0 128k [field=refcount_table[0] value=0]
 60000+10000:mE 10000+10000:mE 20000+10000:MB F
 40000+10000:lT F
- create [field=refcount_table[0] value=0x20001]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount_table[0] value=0x20001]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount_table[0] value=0x20001]
 0+10000:S0 F
- create [field=refcount_table[0] value=0x20200]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount_table[0] value=0x20200]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount_table[0] value=0x20200]
 0+10000:S0 F
= check [field=refcount_table[0] value=0x20200]
- create [field=refcount_table[0] value=0x50000]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount_table[0] value=0x50000]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount_table[0] value=0x50000]
 20000+10000:yZ 20000+10000:61 70000+10000:6Q 30+c:h3 F
 D10000+10000 F
 20000+10000:17 F
- io: read -q -P 7 0 128k [field=refcount_table[0] value=0x50000]
 60000+10000:mE 10000+10000:mE 20000+10000:MB F
 40000+10000:lT F
- create [field=refcount_table[0] value=0x10000]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount_table[0] value=0x10000]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount_table[0] value=0x10000]
 20000+10000:Oj 20000+10000:GP 70000+10000:6Q 30+c:h3 F
 D10000+10000 F
 20000+10000:17 F
- io: read -q -P 7 0 128k [field=refcount_table[0] value=0x10000]
 60000+10000:mE 10000+10000:mE 20000+10000:MB F
 40000+10000:lT F
- create [field=refcount_table[0] value=0x1000000]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount_table[0] value=0x1000000]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount_table[0] value=0x1000000]
 T1010000 F
 20000+10000:Yg 20000+10000:QM 70000+10000:6Q 30+c:h3 F
 D10000+10000 D1000000+10000 F
 20000+10000:17 F
- io: read -q -P 7 0 128k [field=refcount_table[0] value=0x1000000]
 60000+10000:mE 10000+10000:mE 20000+10000:MB F
 40000+10000:lT F
- create [field=refcount_table[0] value=0x7fffffffffff0000]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount_table[0] value=0x7fffffffffff0000]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount_table[0] value=0x7fffffffffff0000]
 20000+10000:Et 20000+10000:MB 70000+10000:6Q 30+c:h3 F
 D10000+10000 F
 20000+10000:17 F
- io: read -q -P 7 0 128k [field=refcount_table[0] value=0x7fffffffffff0000]
 60000+10000:mE 10000+10000:mE 20000+10000:MB F
 40000+10000:lT F
- create [field=refcount_table[0] value=0x7ffffffffffe0000]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount_table[0] value=0x7ffffffffffe0000]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount_table[0] value=0x7ffffffffffe0000]
 20000+10000:Et 20000+10000:MB 70000+10000:6Q 30+c:h3 F
 D10000+10000 F
 20000+10000:17 F
- io: read -q -P 7 0 128k [field=refcount_table[0] value=0x7ffffffffffe0000]
 60000+10000:mE 10000+10000:mE 20000+10000:MB F
 40000+10000:lT F
- create [field=refcount_table[0] value=0xffffffffffff0000]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount_table[0] value=0xffffffffffff0000]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount_table[0] value=0xffffffffffff0000]
 20000+10000:Et 20000+10000:MB 70000+10000:6Q 30+c:h3 F
 D10000+10000 F
 20000+10000:17 F
- io: read -q -P 7 0 128k [field=refcount_table[0] value=0xffffffffffff0000]
 60000+10000:mE 10000+10000:mE 20000+10000:MB F
 40000+10000:lT F
- create [field=refcount_table[1] value=0x20000]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount_table[1] value=0x20000]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount_table[1] value=0x20000]
 70000+10000:hn 70000+10000:TD 80000+10000:V7 30+c:ie F
 D10000+10000 D20000+10000 F
 70000+10000:rC F
- io: read -q -P 7 0 128k [field=refcount_table[1] value=0x20000]
 60000+10000:mE 10000+10000:mE 70000+10000:S4 F
 40000+10000:lT F
- create [field=refcount_table[1] value=0x60000]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount_table[1] value=0x60000]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount_table[1] value=0x60000]
 70000+10000:Fl 70000+10000:3B 80000+10000:V7 30+c:ie F
 D10000+10000 D20000+10000 F
 70000+10000:rC F
- io: read -q -P 7 0 128k [field=refcount_table[1] value=0x60000]
 60000+10000:mE 10000+10000:mE 70000+10000:S4 F
 40000+10000:lT F
- create [field=refcount_table[1] value=0x70000]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount_table[1] value=0x70000]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount_table[1] value=0x70000]
 T80000 F
 80000+10000:-l 80000+10000:X8 90000+10000:8H 30+c:Mq F
 D10000+10000 D20000+10000 D70000+10000 F
 80000+10000:K3 F
- io: read -q -P 7 0 128k [field=refcount_table[1] value=0x70000]
 60000+20000:A8 80000+10000:Cb F
 40000+10000:x1 F
- create [field=refcount_table[1] value=1]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount_table[1] value=1]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount_table[1] value=1]
 70000+10000:MB 70000+10000:-l 80000+10000:V7 30+c:ie F
 D10000+10000 D20000+10000 F
 70000+10000:rC F
- io: read -q -P 7 0 128k [field=refcount_table[1] value=1]
 60000+10000:mE 10000+10000:mE 70000+10000:S4 F
 40000+10000:lT F
- create [field=refcount[0] value=0]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount[0] value=0]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount[0] value=0]
 70000+10000:MB 70000+10000:-l 80000+10000:V7 30+c:ie F
 D10000+10000 D20000+10000 F
 70000+10000:rC F
- io: read -q -P 7 0 128k [field=refcount[0] value=0]
 60000+10000:mE 10000+10000:mE 70000+10000:S4 F
 40000+10000:lT F
- create [field=refcount[2] value=0]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount[2] value=0]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount[2] value=0]
 70000+10000:MB 70000+10000:-l 80000+10000:V7 30+c:ie F
 D10000+10000 D20000+10000 F
 70000+10000:rC F
- io: read -q -P 7 0 128k [field=refcount[2] value=0]
 60000+10000:mE 10000+10000:mE 70000+10000:S4 F
 40000+10000:lT F
- create [field=refcount[6] value=0]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=refcount[6] value=0]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=refcount[6] value=0]
 70000+10000:MB 70000+10000:-l 80000+10000:V7 30+c:ie F
 D10000+10000 D20000+10000 F
 70000+10000:rC F
- io: read -q -P 7 0 128k [field=refcount[6] value=0]
 60000+10000:mE 10000+10000:mE 70000+10000:S4 F
 40000+10000:lT F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check
 10000+10000:ow 10000+10000:Et 20000+10000:X2 30+c:fQ F
- io: read -q -P 7 0 128k
 60000+20000:A8 10000+10000:MB F
 40000+10000:x1 F
= create
= io: write -q -P 7 0 128k
- check
 10000+10000:_S 10000+10000:TP 20000+10000:X2 30+c:fQ F
 10000+10000:Et F
= io: read -q -P 7 0 128k
= create
= io: write -q -P 7 0 128k
=2 check
= io: read -q -P 7 0 128k
- create
 0:TD 200+400:zl 0:TD 400:kh F
 600+400:8u F
 24+c:Gm F
 18+8:Kp F
- io: write -q -P 1 0 100k
 400:bi F
 a00:V4 F
 600+8:I5 F
 400:Ec F
 8c00:V4 F
 608+8:30 F
 c00+8000:rl 400:PB F/1
 10e00:V4 F
 610+8:0K F
 8e00+8000:rl 400:-I F/1
 F
 a00:lf 19000:V4 F
 618+8:qe F
 11000+8000:rl 19200+1000:Qm 400:j7 F
 8c00:P2 10e00:8x 19000:Gy F
 400:VW F
 1a200:V4 F
 900+8:7v F
 400:yL F
 22400:V4 F
 908+8:97 F
 1a400+8000:Zh 400:I6 F/1
 2a600:V4 F
 910+8:Wy F
 22600+8000:Zh 400:Yj F/1
 F
 1a200:9h 32800:V4 F
 918+8:pA F
 2a800+8000:Zh 400:QF F/1
 F
 22400:zo 3aa00:V4 F
 920+8:CJ F
 32a00+8000:Zh 400:Db F/1
 F
 2a600:v1 42c00:V4 F
 928+8:nB F
 3ac00+8000:Zh 400:KZ F/1
 F
 32800:Gw 4ae00:V4 F
 930+8:MI F
 42e00+8000:Zh 400:PT F/1
 F
 3aa00:6c 53000:V4 F
 938+8:6r F
 4b000+8000:Zh 400:gz F/1
 F
 42c00:Qa 5b200:V4 F
 940+8:Ri F
 53200+8000:Zh 400:1y F/1
 F
 4ae00:Lm 63400:V4 F
 948+8:X2 F
 5b400+8000:Zh 63600+3000:fy 400:av F
 53000:1- 5b200:qK 63400:yC F
 D5c00+3000 D8e00+2000 a00:VJ 8c00:_Z F
 400:QW F
- check
 5c00:8J 5c00:92 5e00:xE 30+c:9- F
 D200 D400 F
 5c00:WG F
- create
 0:X4 200+400:zl 0:X4 400:j8 F
 600+400:8u F
 24+c:Gm F
 18+8:Kp F
- io: write -q -P 1 0 100k
 400:2H F
 a00:V4 F
 600+8:I5 F
 400:ou F
 8c00:V4 F
 608+8:30 F
 c00+8000:rl 400:Jk F/1
 10e00:V4 F
 610+8:0K F
 8e00+8000:rl 400:UA F/1
 F
 a00:lf 19000:V4 F
 618+8:qe F
 11000+8000:rl 19200+1000:Qm 400:AY F
 8c00:P2 10e00:8x 19000:Gy F
 400:80 F
 1a200:V4 F
 900+8:7v F
 400:y2 F
 22400:V4 F
 908+8:97 F
 1a400+8000:Zh 400:7x F/1
 2a600:V4 F
 910+8:Wy F
 22600+8000:Zh 400:uu F/1
 F
 1a200:9h 32800:V4 F
 918+8:pA F
 2a800+8000:Zh 400:la F/1
 F
 22400:zo 3aa00:V4 F
 920+8:CJ F
 32a00+8000:Zh 400:b_ F/1
 2a600:v1 F
 42c00:XE F
 208+8:wb F
 400:b_ 42c00:Yf F
 42e00:V4 F
 928+8:tD F
 3ac00+8000:Zh 42c00:Bn F/1
 F
 32800:Gw 4b000:V4 F
 930+8:zX F
 43000+8000:Zh 42c00:FR F/1
 F
 3aa00:6c 53200:V4 F
 938+8:wp F
 4b200+8000:Zh 42c00:1X F/1
 F
 42e00:dc 5b400:V4 F
 940+8:Pk F
 53400+8000:Zh 42c00:e9 F/1
 F
 4b000:0N 63600:V4 F
 948+8:d0 F
 5b600+8000:Zh 63800+3000:fy 42c00:X4 F
 53200:E- 5b400:DD 63600:9X F
 D5c00+3000 D8e00+2000 a00:VJ 8c00:_Z F
 400:XL F
- check
 5c00:Rx 66800:08 5c00:F0 5e00:qC 30+c:9- F
 D200 D400 D42c00 F
 5c00:xD 66800:2A F
- create
 0:a1 200+400:zl 0:a1 400:BH F
 600+400:8u F
 24+c:Gm F
 18+8:Kp F
- io: write -q -P 1 0 100k
 400:VC F
 a00:V4 F
 600+8:I5 F
 400:47 8c00:CT F
 208+8:gu F
 400:47 8c00:8i F
 8e00:V4 F
 608+8:92 F
 c00+8000:rl 8c00:47 11000:Jy F
 210+8:cP F
 8c00:47 11000:I4 F
 11200:V4 F
 610+8:BX F
 9000+8000:rl 11000:47 F/1
 a00:lf F
 19400:PA F
 218+8:pA F
 11000:47 19400:9Q F
 19600:V4 F
 618+8:0Y F
 11400+8000:rl 19800+1000:Qm 19400:c3 F
 8e00:9d 11200:et 19600:V1 F
 19400:0c F
 1a800:V4 F
 900+8:Zl F
 22a00:c5 19400:47 F
 220+8:cv F
 22a00:TP 19400:47 F
 22c00:V4 F
 908+8:Vz F
 1aa00+8000:Zh 22a00:47 2ae00:A2 F
 228+8:pg F
 22a00:47 2ae00:0y F
 2b000:V4 F
 910+8:Bl F
 22e00+8000:Zh 2ae00:47 F/1
 1a800:OX F
 33200:mM F
 230+8:VB F
 2ae00:47 33200:11 F
 33400:V4 F
 918+8:cd F
 2b200+8000:Zh 33200:47 F/1
 22c00:G3 F
 3b600:72 F
 238+8:gO F
 33200:47 3b600:rh F
 3b800:V4 F
 920+8:Ba F
 33600+8000:Zh 3b600:47 F/1
 2b000:ig F
 43a00:vN F
 240+8:nM F
 43a00:jE 3b600:47 F
 43c00:V4 F
 928+8:uQ F
 3ba00+8000:Zh 43a00:47 F/1
 33400:ES F
 4be00:0x F
 248+8:SD F
 43a00:47 4be00:01 F
 4c000:V4 F
 930+8:Uh F
 43e00+8000:Zh 4be00:47 F/1
 3b800:I0 F
 54200:41 F
 250+8:AF F
 4be00:47 54200:Q9 F
 54400:V4 F
 938+8:JZ F
 4c200+8000:Zh 54200:47 F/1
 43c00:C3 F
 5c600:3v F
 258+8:1K F
 54200:47 5c600:Pg F
 5c800:V4 F
 940+8:Ue F
 54600+8000:Zh 5c600:47 F/1
 4c000:U9 F
 64a00:Kk F
 260+8:RU F
 64a00:-V 5c600:47 F
 64c00:V4 F
 948+8:YI F
 5ca00+8000:Zh 64e00+3000:fy 64a00:6t F
 54400:0r 5c800:6Y 64c00:hH F
 D5c00+3000 D9000+2000 a00:VJ 8e00:ad F
 400:et 8c00:Ci F
- check
 5c00:6n 8000:yO 67e00:47 68000:47 68200:47 68400:47 68600:47 68800:47 68a00:47 68c00:47 68e00:47
 69000:47 69200:47 69400:SA 5c00:BE 5e00:YG 30+c:9- F
 D200 D400 D8c00 D11000 D19400 F
 5c00:51 D22a00 F
 8000:ll D2ae00 F
 67e00:kx D33200 F
 68000:iD D3b600 F
 68200:x6 D43a00 F
 68400:t1 D4be00 F
 68600:LP D54200 F
 68800:W1 D5c600 F
 68a00:CO D64a00 F
 68c00:Zy 68e00:V2 69000:as 69200:nn F
=4 create
= io: write -q -P 7 0 128k
- check
 T110000 F
 60000+10000:Hg 60000+10000:PM 70000+10000:5m 30+c:h3 F
 D10000+10000 D20000+10000 D100000+10000 40000+10000:O2 F
 60000+10000:Zm F
- check
 10000+10000:JF 10000+10000:lY 20000+10000:X2 30+c:fQ F
 D60000+10000 D70000+10000 40000+10000:qE F
 10000+10000:qo F
= create
= io: write -q -P 7 0 128k
- check
 70000+10000:MB 70000+10000:-l 80000+10000:V7 30+c:ie F
 D10000+10000 D20000+10000 F
 70000+10000:rC F
= create
= io: write -q -P 7 0 128k
- check
 70000+10000:MB 70000+10000:-l F
=2 check
= create
= io: write -q -P 7 0 128k
- check
 70000+10000:MB 70000+10000:-l 80000+10000:V7 30+c:ie F
- check
 D10000+10000 D20000+10000 F
 70000+10000:rC F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+10:tV F
 24+c:Cw F
 18+8:dU F
= io: write -q -P 7 0 128k
- check
 0+10000:Os F
