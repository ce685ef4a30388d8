blkdrill write log 1
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:7R F
- io
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+80000:kj 20000+10000:1H F
 40000+10000:zx F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
 0+1000:Wu F
- io: write -q -P 2 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:8B 2000+1000:SF F
 4000+1000:gM F
 2000+1000:d9 F
 7000+10:EB F
 24+c:cf F
 2000+1000:d9 F
 3000+1000:AR F
 7008+8:xA F
 8000+1000:xP 2000+1000:DS F
 3000+1000:OA F
= create
= io: write -q -P 2 0 8k
= create
= io: write -q -P 2 0 8k
= create
= io: write -q -P 2 0 8k
= create
= io: write -q -P 2 0 8k
= create
= io: write -q -P 2 0 8k
= create
= io: write -q -P 2 0 8k
- io: write -P 3 65k 1k
 9000+1000:Fb F
 2000+1000:ft F
 4000+1000:WU F
= create
= io: write -q -P 2 0 8k
= create
= io: write -q -P 2 0 8k
= io: write -P 3 65k 1k
= create
= io: write -q -P 2 0 8k
= create
= io: write -q -P 2 0 8k
- io: write -P 3 769k 1k
 Z9000+1000 9400+400:J7 F
 2000+1000:ft F
 4000+1000:30 F
= create
= io: write -q -P 2 0 8k
= create
= io: write -q -P 2 0 8k
= io: write -P 3 769k 1k
= create
= io: write -q -P 2 0 8k
= create
= io: write -q -P 2 0 8k
- io: write -P 3 0 4k
 5000+1000:oJ F
= create
= io: write -q -P 2 0 8k
= create
= io: write -q -P 2 0 8k
- io: write -P 3 64k 4k
 9000+1000:oJ 9000+1000:oJ 2000+1000:ft F
 4000+1000:WU F
= create
= io: write -q -P 2 0 8k
- io: write -P 3 64k 4k
 9000+1000:oJ F
= create
= io: write -q -P 2 0 8k
- io: write -z -u 0 4k
 4000+1000:Tk F
= create
= io: write -q -P 2 0 8k
= create
= io: write -q -P 2 0 8k
- io: write -b -P 3 0 4k
 8000+1000:oJ F
= create
= io: write -q -P 2 0 8k
= create
= io: write -q -P 2 0 8k
= create
= io: write -q -P 2 0 8k
= create
- io: write -q -P 2 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:8B 2000+1000:SF F
 4000+1000:gM F
= create
= io: write -q -P 2 0 8k
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 2 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:8B 5000+1000:oJ 2000+1000:SF F
 4000+1000:gM F
= create
= io: write -q -P 2 0 8k
= create
- io: write -q -P 2 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:8B 5000+1000:oJ F
= create
- io: write -q -P 2 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:8B F
= create
=3 io: write -q -P 2 0 8k
= create
- io: write -q -P 2 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:8B 2000+1000:SF F
 4000+1000:gM F
 5000+1000:oJ F
= create
=2 io: write -q -P 2 0 8k
= create
=2 io: write -q -P 2 0 8k
- create
 0:a1 200+400:zl 0:a1 400:BH F
 600+400:8u F
 24+c:Gm F
 18+8:Kp F
- io: write -q -P 1 0 2030592
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
 11400+8000:rl 19400:47 F/1
 8e00:9d F
 21800:BE F
 220+8:Ne F
 21800:L1 19400:47 F
 21a00:V4 F
 620+8:QG F
 19800+8000:rl 21800:47 F/1
 11200:et F
 29c00:Bd F
 228+8:4R F
 21800:47 29c00:F5 F
 29e00:V4 F
 628+8:lJ F
 21c00+8000:rl 29c00:47 F/1
 19600:jq F
 32000:1d F
 230+8:WS F
 29c00:47 32000:Zp F
 32200:V4 F
 630+8:LK F
 2a000+8000:rl 32000:47 F/1
 21a00:HI F
 3a400:x3 F
 238+8:jd F
 32000:47 3a400:c3 F
 3a600:V4 F
 638+8:-F F
 32400+8000:rl 3a400:47 F/1
 29e00:6l F
 42800:9T F
 240+8:kf F
 42800:9d 3a400:47 F
 42a00:V4 F
 640+8:5H F
 3a800+8000:rl 42800:47 F/1
 32200:TH F
 4ac00:7q F
 248+8:RQ F
 42800:47 4ac00:GB F
 4ae00:V4 F
 648+8:MI F
 42c00+8000:rl 4ac00:47 F/1
 3a600:UU F
 53000:nL F
 250+8:tx F
 4ac00:47 53000:HG F
 53200:V4 F
 650+8:wp F
 4b000+8000:rl 53000:47 F/1
 42a00:hq F
 5b400:nL F
 258+8:Y- F
 53000:47 5b400:b7 F
 5b600:V4 F
 658+8:Fm F
 53400+8000:rl 5b400:47 F/1
 4ae00:Lm F
 63800:li F
 260+8:8g F
 63800:RU 5b400:47 F
 63a00:V4 F
 660+8:h4 F
 5b800+8000:rl 63800:47 F/1
 53200:E- F
 6bc00:no F
 268+8:Jv F
 63800:47 6bc00:CN F
 6be00:V4 F
 668+8:U3 F
 63c00+8000:rl 6bc00:47 F/1
 5b600:_n F
 74000:jA F
 270+8:bp F
 6bc00:47 74000:Z4 F
 74200:V4 F
 670+8:Gx F
 6c000+8000:rl 74000:47 F/1
 63a00:_r F
 7c400:c9 F
 278+8:um F
 74000:47 7c400:yq F
 7c600:V4 F
 678+8:z- F
 74400+8000:rl 7c400:47 F/1
 6be00:4s F
 84800:oy F
 280+8:vc F
 84800:Q8 7c400:47 F
 84a00:V4 F
 680+8:yE F
 7c800+8000:rl 84800:47 F/1
 74200:Ca F
 8cc00:7R F
 288+8:aT F
 84800:47 8cc00:Cu F
 8ce00:V4 F
 688+8:HL F
 84c00+8000:rl 8cc00:47 F/1
 7c600:HS F
 95000:Zb F
 290+8:my F
 8cc00:47 95000:V0 F
 95200:V4 F
 690+8:7q F
 8d000+8000:rl 95000:47 F/1
 84a00:wW F
 9d400:8w F
 298+8:T9 F
 95000:47 9d400:l_ F
 9d600:V4 F
 698+8:Ol F
 95400+8000:rl 9d400:47 F/1
 8ce00:o5 F
 a5800:C3 F
 2a0+8:3j F
 a5800:et 9d400:47 F
 a5a00:V4 F
 6a0+8:q7 F
 9d800+8000:rl a5800:47 F/1
 95200:Rm F
 adc00:xy F
 2a8+8:Cs F
 a5800:47 adc00:BE F
 ade00:V4 F
 6a8+8:f0 F
 a5c00+8000:rl adc00:47 F/1
 9d600:z2 F
 b6000:mw F
 2b0+8:sv F
 adc00:47 b6000:mB F
 b6200:V4 F
 6b0+8:x3 F
 ae000+8000:rl b6000:47 F/1
 a5a00:BO F
 be400:V9 F
 2b8+8:Zg F
 b6000:47 be400:yV F
 be600:V4 F
 6b8+8:E4 F
 b6400+8000:rl be400:47 F/1
 ade00:aA F
 c6800:jw F
 2c0+8:ei F
 c6800:Ju be400:47 F
 c6a00:V4 F
 6c0+8:D6 F
 be800+8000:rl c6800:47 F/1
 b6200:AZ F
 cec00:l2 F
 2c8+8:rt F
 c6800:47 cec00:yG F
 cee00:V4 F
 6c8+8:21 F
 c6c00+8000:rl cec00:47 F/1
 be600:Uw F
 d7000:cc F
 2d0+8:XM F
 cec00:47 d7000:Hx F
 d7200:V4 F
 6d0+8:KU F
 cf000+8000:rl d7000:47 F/1
 c6a00:W- F
 df400:XZ F
 2d8+8:iD F
 d7000:47 df400:Gj F
 df600:V4 F
 6d8+8:_b F
 d7400+8000:rl df400:47 F/1
 cee00:Vk F
 e7800:V2 F
 2e0+8:Gd F
 e7800:ru df400:47 F
 e7a00:V4 F
 6e0+8:bF F
 df800+8000:rl e7800:47 F/1
 d7200:fz F
 efc00:E7 F
 2e8+8:zS F
 e7800:47 efc00:47 F
 efe00:V4 F
 6e8+8:uK F
 e7c00+8000:rl df600:hi F/1
 F
 f8200:hn F
 2f8+8:Kd F
 f8200:RL F
 f8000:V4 F
 2f0+8:Af F
 f8200:dl f8000:47 F
 f8400:V4 F
 6f0+8:DB F
 f0000+8000:rl f8200:47 F/1
 e7a00:Og F
 100600:1H F
 300+8:uf F
 100600:BH f8200:47 F
 100800:V4 F
 6f8+8:PL F
 f8600+8000:rl 100600:47 F/1
 efe00:g0 F
 108a00:B9 F
 308+8:zY F
 100600:47 108a00:Cp F
 108c00:V4 F
 700+8:6E F
 100a00+8000:rl 108a00:47 F/1
 f8400:de F
 110e00:rz F
 310+8:ug F
 108a00:47 110e00:go F
 111000:V4 F
 708+8:Gl F
 108e00+8000:rl 110e00:47 F/1
 100800:MS F
 119200:9o F
 318+8:62 F
 119200:SA 110e00:47 F
 119400:V4 F
 710+8:zq F
 111200+8000:rl 119200:47 F/1
 108c00:_S F
 121600:6o F
 320+8:2g F
 121600:ps 119200:47 F
 121800:V4 F
 718+8:X0 F
 119600+8000:rl 121600:47 F/1
 111000:Jt F
 129a00:3h F
 328+8:rn F
 121600:47 129a00:fQ F
 129c00:V4 F
 720+8:i7 F
 121a00+8000:rl 129a00:47 F/1
 119400:g4 F
 131e00:PR F
 330+8:2f F
 129a00:47 131e00:lc F
 132000:V4 F
 728+8:M4 F
 129e00+8000:rl 131e00:47 F/1
 121800:zZ F
 13a200:pN F
 338+8:wr F
 13a200:9m 131e00:47 F
 13a400:V4 F
 730+8:53 F
 132200+8000:rl 13a200:47 F/1
 129c00:0o F
 142600:0p F
 340+8:fh F
 142600:0c 13a200:47 F
 142800:V4 F
 738+8:-1 F
 13a600+8000:rl 142600:47 F/1
 132000:Pt F
 14aa00:c5 F
 348+8:Cm F
 142600:47 14aa00:TP F
 14ac00:V4 F
 740+8:L6 F
 142a00+8000:rl 14aa00:47 F/1
 13a400:F3 F
 152e00:A2 F
 350+8:fe F
 14aa00:47 152e00:0y F
 153000:V4 F
 748+8:3b F
 14ae00+8000:rl 152e00:47 F/1
 142800:dr F
 15b200:mM F
 358+8:LI F
 15b200:11 152e00:47 F
 15b400:V4 F
 750+8:CU F
 153200+8000:rl 15b200:47 F/1
 14ac00:U8 F
 163600:72 F
 360+8:He F
 163600:rh 15b200:47 F
 163800:V4 F
 758+8:mK F
 15b600+8000:rl 163600:47 F/1
 153000:Fa F
 16ba00:vN F
 368+8:aZ F
 163600:47 16ba00:jE F
 16bc00:V4 F
 760+8:TF F
 163a00+8000:rl 16ba00:47 F/1
 15b400:zn F
 173e00:0x F
 370+8:Hh F
 16ba00:47 173e00:01 F
 174000:V4 F
 768+8:BD F
 16be00+8000:rl 173e00:47 F/1
 163800:xS F
 17c200:41 F
 378+8:9Q F
 17c200:Q9 173e00:47 F
 17c400:V4 F
 770+8:0M F
 174200+8000:rl 17c200:47 F/1
 16bc00:XW F
 184600:3v F
 380+8:Ui F
 184600:Pg 17c200:47 F
 184800:V4 F
 778+8:12 F
 17c600+8000:rl 184600:47 F/1
 174000:BC F
 18ca00:Kk F
 388+8:Jl F
 184600:47 18ca00:-V F
 18cc00:V4 F
 780+8:A5 F
 184a00+8000:rl 18ca00:47 F/1
 17c400:tT F
 194e00:pD F
 390+8:Ud F
 18ca00:47 194e00:ON F
 195000:V4 F
 788+8:8Y F
 18ce00+8000:rl 194e00:47 F/1
 184800:hS F
 19d200:OB F
 398+8:AL F
 19d200:88 194e00:47 F
 19d400:V4 F
 790+8:JX F
 195200+8000:rl 19d200:47 F/1
 18cc00:DR F
 1a5600:M7 F
 3a0+8:Md F
 1a5600:yw 19d200:47 F
 1a5800:V4 F
 798+8:tJ F
 19d600+8000:rl 1a5600:47 F/1
 195000:po F
 1ada00:5l F
 3a8+8:Ra F
 1a5600:47 1ada00:6n F
 1adc00:V4 F
 7a0+8:YG F
 1a5a00+8000:rl 1ada00:47 F/1
 19d400:Hu F
 1b5e00:ub F
 3b0+8:Mi F
 1ada00:47 1b5e00:yM F
 1b6000:V4 F
 7a8+8:2F F
 1ade00+8000:rl 1b5e00:47 F/1
 1a5800:na F
 1be200:B1 F
 3b8+8:KW F
 1be200:mE 1b5e00:47 F
 1be400:V4 F
 7b0+8:DK F
 1b6200+8000:rl 1be200:47 F/1
 1adc00:Nl F
 1c6600:Bp F
 3c0+8:lc F
 1c6600:Ed 1be200:47 F
 1c6800:V4 F
 7b8+8:EI F
 1be600+8000:rl 1c6600:47 F/1
 1b6000:IE F
 1cea00:YL F
 3c8+8:4b F
 1c6600:47 1cea00:5g F
 1cec00:V4 F
 7c0+8:xH F
 1c6a00+8000:rl 1cea00:47 F/1
 1be400:0H F
 1d6e00:ee F
 3d0+8:lj F
 1cea00:47 1d6e00:7i F
 1d7000:V4 F
 7c8+8:Nm F
 1cee00+8000:rl 1d6e00:47 F/1
 1c6800:TH F
 1df200:pr F
 3d8+8:x1 F
 1df200:FQ 1d6e00:47 F
 1df400:V4 F
 7d0+8:4p F
 1d7200+8000:rl 1df200:47 F/1
 1cec00:jC F
 1e7600:WL F
 3e0+8:9j F
 1e7600:Gt 1df200:47 F
 1e7800:V4 F
 7d8+8:c3 F
 1df600+8000:rl 1e7600:47 F/1
 1d7000:C2 F
 1efa00:47 F
 3e8+8:gk F
 1e7600:47 1efa00:6t F
 1efc00:V4 F
 7e0+8:p4 F
 1e7a00+8000:rl 1efa00:47 F/1
 1df400:dR F
 1f7e00:Xu F
 3f0+8:9c F
 1efa00:47 1f8200:hn 1f7e00:47 F
 3f8+8:Ht F
 1f8200:RL F
 1f8000:V4 F
 7e8+8:a1 F
 1efe00+8000:rl 1f8400+7c00:53 1f8200:47 F
 1f8000:X8 1e7800:uM 1efc00:n9 F
- io: write -P 2 2030592 512
 200200:hn F
 208200:V4 F
 208000:9a 200600:1H F
 208000:9a 208200:V4 F
 208400+400:LG F
 30+c:gR F
 200:Hx F
 400:47 F
 1f8000:g1 F
= create
= io: write -q -P 1 0 2030592
- io: write -P 2 2030592 512
 200200:hn F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
= create
= create
= create
=3 create
=5 io: write -q -P 2 0 8k
- io: write -P 3 0 4k
 2000+1000:d9 F
 D7000+1000 F
 2000+1000:d9 F
 7000+1000:gM F
 3000+8:NF F
 5000+1000:oJ F
 2000+1000:qv F
= create
= io: write -q -P 2 0 8k
- io: write -P 3 0 4k
 2000+1000:d9 F
