blkdrill write log 1
- create
 @base.qcow2 0:VY 200+400:zl 0:VY 400:RE F
 600+300:QV F
 24+c:BN F
 18+8:r5 F
- create
 @mid.qcow2 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
 0:ru F
- create
 @other.qcow2 0:VY 200+400:zl 0:VY 400:GP F
 600:V4 F
 24+c:Lu F
 18+8:mJ F
- create
 0:VY 200+400:zl 0:VY 400:RE F
 600+300:QV F
 24+c:BN F
 18+8:r5 F
 0:AP F
- io: write -q -P 1 0 3M
 @base.qcow2 400:Mh F
 a00:V4 F
 600+8:I5 F
 400:ft F
 8c00:V4 F
 608+8:30 F
 c00+8000:rl 400:om F/1
 10e00:V4 F
 610+8:0K F
 8e00+8000:rl 400:Lr F/1
 F
 a00:lf 19000:V4 F
 618+8:qe F
 11000+8000:rl 400:1Z F/1
 8c00:P2 F
 21200:7x F
 208+8:vU F
 400:1Z 21200:ue F
 21400:V4 F
 620+8:mI F
 19200+8000:rl 21200:ho F/1
 F
 10e00:8x 29600:V4 F
 628+8:NB F
 21600+8000:rl 21200:vd F/1
 F
 19000:ig 31800:V4 F
 630+8:yz F
 29800+8000:rl 21200:xe F/1
 F
 21400:Dn 39a00:V4 F
 638+8:Z6 F
 31a00+8000:rl 21200:1Z F/1
 29600:Vh F
 41c00:Sq F
 210+8:ro F
 21200:1Z 41c00:DV F
 41e00:V4 F
 640+8:2w F
 39c00+8000:rl 41c00:-X F/1
 F
 31800:-v 4a000:V4 F
 648+8:6G F
 42000+8000:rl 41c00:Jw F/1
 F
 39a00:bo 52200:V4 F
 650+8:54 F
 4a200+8000:rl 41c00:ii F/1
 F
 5a400:V4 41e00:Kt F
 658+8:G1 F
 52400+8000:rl 41c00:1Z F/1
 4a000:0c F
 62600:pl F
 218+8:D_ F
 41c00:1Z 62600:oO F
 62800:V4 F
 660+8:ir F
 5a600+8000:rl 62600:p3 F/1
 F
 52200:Fq 6aa00:V4 F
 668+8:Ji F
 62a00+8000:rl 62600:b3 F/1
 F
 5a400:Ue 72c00:V4 F
 670+8:eY F
 6ac00+8000:rl 62600:JS F/1
 F
 62800:Xr 7ae00:V4 F
 678+8:1R F
 72e00+8000:rl 62600:1Z F/1
 6aa00:Eh F
 83000:M- F
 220+8:gi F
 83000:lx 62600:1Z F
 83200:V4 F
 680+8:96 F
 7b000+8000:rl 83000:0g F/1
 F
 72c00:Xs 8b400:V4 F
 688+8:C3 F
 83400+8000:rl 83000:QC F/1
 F
 93600:V4 7ae00:zQ F
 690+8:BJ F
 8b600+8000:rl 83000:9i F/1
 F
 83200:N3 9b800:V4 F
 698+8:WM F
 93800+8000:rl 83000:1Z F/1
 8b400:Pj F
 a3a00:fE F
 228+8:TG F
 83000:1Z a3a00:Fb F
 a3c00:V4 F
 6a0+8:aa F
 9ba00+8000:rl a3a00:j_ F/1
 F
 93600:Mh abe00:V4 F
 6a8+8:xT F
 a3e00+8000:rl a3a00:hn F/1
 F
 b4000:V4 9b800:Ei F
 6b0+8:pX F
 ac000+8000:rl a3a00:JD F/1
 F
 a3c00:MI bc200:V4 F
 6b8+8:Ce F
 b4200+8000:rl a3a00:1Z F/1
 abe00:M3 F
 c4400:6I F
 230+8:wM F
 a3a00:1Z c4400:FY F
 c4600:V4 F
 6c0+8:tU F
 bc400+8000:rl c4400:q4 F/1
 F
 b4000:F9 cc800:V4 F
 6c8+8:6R F
 c4800+8000:rl c4400:bh F/1
 F
 bc200:yH d4a00:V4 F
 6d0+8:5v F
 cca00+8000:rl c4400:UU F/1
 F
 c4600:Dc dcc00:V4 F
 6d8+8:Gi F
 d4c00+8000:rl c4400:1Z F/1
 cc800:4j F
 e4e00:9o F
 238+8:Do F
 c4400:1Z e4e00:mP F
 e5000:V4 F
 6e0+8:rt F
 dce00+8000:rl e4e00:k3 F/1
 F
 ed200:V4 d4a00:hN F
 6e8+8:Ak F
 e5200+8000:rl e4e00:EM F/1
 F
 dcc00:EA f5400:V4 F
 6f0+8:Xe F
 ed400+8000:rl e4e00:90 F/1
 F
 e5000:yz fd600:V4 F
 6f8+8:8X F
 f5600+8000:rl e4e00:1Z F/1
 ed200:_F F
 105800:Tk F
 240+8:tF F
 105800:nm e4e00:1Z F
 105a00:V4 F
 700+8:wd F
 fd800+8000:rl 105800:jP F/1
 F
 f5400:fu 10dc00:V4 F
 708+8:PQ F
 105c00+8000:rl 105800:8J F/1
 F
 fd600:iT 115e00:V4 F
 710+8:Mu F
 10de00+8000:rl 105800:wo F/1
 F
 105a00:Tc 11e000:V4 F
 718+8:AY F
 116000+8000:rl 105800:1Z F/1
 10dc00:vT F
 126200:eu F
 248+8:FS F
 105800:1Z 126200:if F
 126400:V4 F
 720+8:MO F
 11e200+8000:rl 126200:Pw F/1
 F
 115e00:EM 12e600:V4 F
 728+8:nH F
 126600+8000:rl 126200:AW F/1
 F
 11e000:x4 136800:V4 F
 730+8:Y1 F
 12e800+8000:rl 126200:cJ F/1
 F
 126400:PC 13ea00:V4 F
 738+8:z8 F
 136a00+8000:rl 126200:1Z F/1
 12e600:zm F
 146c00:qI F
 250+8:Bu F
 126200:1Z 146c00:VF F
 146e00:V4 F
 740+8:c2 F
 13ec00+8000:rl 146c00:zY F/1
 F
 136800:gq 14f000:V4 F
 748+8:Ci F
 147000+8000:rl 146c00:-3 F/1
 F
 13ea00:Fj 157200:V4 F
 750+8:Bc F
 14f200+8000:rl 146c00:G_ F/1
 F
 15f400:V4 146e00:ze F
 758+8:-R F
 157400+8000:rl 146c00:1Z F/1
 14f000:F9 F
 167600:Bd F
 258+8:7b F
 146c00:1Z 167600:Wy F
 167800:V4 F
 760+8:aP F
 15f600+8000:rl 167600:gP F/1
 F
 157200:3F 16fa00:V4 F
 768+8:xG F
 167a00+8000:rl 167600:ef F/1
 F
 15f400:FD 177c00:V4 F
 770+8:m8 F
 16fc00+8000:rl 167600:1Z F/1
 F
 167800:2e 17fe00:V4 F
 778+8:N1 F
 177e00+8000:rl 16fa00:Tz F/1
 188000:_G F
 260+8:Xq F
 188000:jZ F
 188200:V4 F
 780+8:Ky F
 180000+8000:rl 188000:Jn F/1
 F
 177c00:wV 190400:V4 F
 788+8:dI F
 188400+8000:rl 188000:1r F/1
 F
 198600:V4 17fe00:7v F
 790+8:2B F
 190600+8000:rl 188000:1Z F/1
 188200:QY F
 1a0800:Cz F
 268+8:PH F
 188000:1Z 1a0800:Mh F
 1a0a00:V4 F
 798+8:Sf F
 198800+8000:rl 1a0800:ft F/1
 F
 190400:HS 1a8c00:V4 F
 7a0+8:tS F
 1a0c00+8000:rl 1a0800:om F/1
 F
 198600:bc 1b0e00:V4 F
 7a8+8:us F
 1a8e00+8000:rl 1a0800:Lr F/1
 F
 1b9000:V4 1a0a00:3N F
 7b0+8:w4 F
 1b1000+8000:rl 1a0800:1Z F/1
 1a8c00:dk F
 1c1200:7x F
 270+8:Wu F
 1a0800:1Z 1c1200:ue F
 1c1400:V4 F
 7b8+8:fy F
 1b9200+8000:rl 1c1200:ho F/1
 F
 1b0e00:uj 1c9600:V4 F
 7c0+8:07 F
 1c1600+8000:rl 1c1200:vd F/1
 F
 1b9000:cs 1d1800:V4 F
 7c8+8:LJ F
 1c9800+8000:rl 1c1200:xe F/1
 F
 1c1400:98 1d9a00:V4 F
 7d0+8:gA F
 1d1a00+8000:rl 1c1200:1Z F/1
 1c9600:r6 F
 1e1c00:Sq F
 278+8:xO F
 1c1200:1Z 1e1c00:DV F
 1e1e00:V4 F
 7d8+8:sW F
 1d9c00+8000:rl 1e1c00:-X F/1
 F
 1d1800:A0 1ea000:V4 F
 7e0+8:gg F
 1e2000+8000:rl 1e1c00:Jw F/1
 F
 1f2200:V4 1d9a00:Sq F
 7e8+8:je F
 1ea200+8000:rl 1e1c00:ii F/1
 F
 1e1e00:Y_ 1fa400:V4 F
 7f0+8:cT F
 1f2400+8000:rl 1e1c00:1Z F/1
 1ea000:mO F
 202600:pl F
 280+8:qt F
 202600:oO 1e1c00:1Z F
 202800:V4 F
 7f8+8:L5 F
 1fa600+8000:rl 202600:p3 F/1
 F
 1f2200:X4 20aa00:V4 F
 800+8:gw F
 202a00+8000:rl 202600:b3 F/1
 F
 1fa400:Ou 212c00:V4 F
 808+8:3K F
 20ac00+8000:rl 202600:JS F/1
 F
 202800:gO 21ae00:V4 F
 810+8:cD F
 212e00+8000:rl 202600:1Z F/1
 20aa00:zE F
 223000:M- F
 288+8:sU F
 202600:1Z 223000:lx F
 223200:V4 F
 818+8:xM F
 21b000+8000:rl 223000:0g F/1
 F
 22b400:V4 212c00:gJ F
 820+8:OB F
 223400+8000:rl 223000:QC F/1
 F
 21ae00:iD 233600:V4 F
 828+8:N_ F
 22b600+8000:rl 223000:9i F/1
 F
 223200:OJ 23b800:V4 F
 830+8:a6 F
 233800+8000:rl 223000:1Z F/1
 22b400:Md F
 243a00:fE F
 290+8:8s F
 223000:1Z 243a00:Fb F
 243c00:V4 F
 838+8:1w F
 23ba00+8000:rl 243a00:j_ F/1
 F
 24be00:V4 233600:Pf F
 840+8:e5 F
 243e00+8000:rl 243a00:hn F/1
 F
 23b800:p8 254000:V4 F
 848+8:G9 F
 24c000+8000:rl 243a00:JD F/1
 F
 243c00:j_ 25c200:V4 F
 850+8:t0 F
 254200+8000:rl 243a00:1Z F/1
 24be00:jA F
 264400:6I F
 298+8:86 F
 243a00:1Z 264400:FY F
 264600:V4 F
 858+8:hi F
 25c400+8000:rl 264400:q4 F/1
 F
 254000:qK 26c800:V4 F
 860+8:2n F
 264800+8000:rl 264400:bh F/1
 F
 25c200:FC 274a00:V4 F
 868+8:1Z F
 26ca00+8000:rl 264400:UU F/1
 F
 264600:Ai 27cc00:V4 F
 870+8:KU F
 274c00+8000:rl 264400:1Z F/1
 26c800:7d F
 284e00:9o F
 2a0+8:q6 F
 284e00:mP 264400:1Z F
 285000:V4 F
 878+8:C_ F
 27ce00+8000:rl 284e00:k3 F/1
 F
 274a00:iz 28d200:V4 F
 880+8:p2 F
 285200+8000:rl 284e00:EM F/1
 F
 27cc00:Qa 295400:V4 F
 888+8:-M F
 28d400+8000:rl 284e00:90 F/1
 F
 285000:FW 29d600:V4 F
 890+8:VF F
 295600+8000:rl 284e00:1Z F/1
 28d200:Ig F
 2a5800:Tk F
 2a8+8:sD F
 284e00:1Z 2a5800:nm F
 2a5a00:V4 F
 898+8:xb F
 29d800+8000:rl 2a5800:jP F/1
 F
 295400:oL 2adc00:V4 F
 8a0+8:OW F
 2a5c00+8000:rl 2a5800:8J F/1
 F
 29d600:S- 2b5e00:V4 F
 8a8+8:No F
 2ade00+8000:rl 2a5800:wo F/1
 F
 2be000:V4 2a5a00:gG F
 8b0+8:Be F
 2b6000+8000:rl 2a5800:1Z F/1
 2adc00:cJ F
 2c6200:eu F
 2b0+8:nI F
 2a5800:1Z 2c6200:if F
 2c6400:V4 F
 8b8+8:uU F
 2be200+8000:rl 2c6200:Pw F/1
 F
 2b5e00:3W 2ce600:V4 F
 8c0+8:Fd F
 2c6600+8000:rl 2c6200:AW F/1
 F
 2be000:Q4 2d6800:V4 F
 8c8+8:6v F
 2ce800+8000:rl 2c6200:cJ F/1
 F
 2c6400:QR 2dea00:V4 F
 8d0+8:Rm F
 2d6a00+8000:rl 2c6200:1Z F/1
 2ce600:s1 F
 2e6c00:qI F
 2b8+8:Ao F
 2c6200:1Z 2e6c00:VF F
 2e6e00:V4 F
 8d8+8:dw F
 2dec00+8000:rl 2e6c00:zY F/1
 F
 2d6800:_5 2ef000:V4 F
 8e0+8:Dk F
 2e7000+8000:rl 2e6c00:-3 F/1
 F
 2f7200:V4 2dea00:is F
 8e8+8:Aa F
 2ef200+8000:rl 2e6c00:G_ F/1
 F
 2e6e00:AE 2ff400:V4 F
 8f0+8:_X F
 2f7400+8000:rl 2e6c00:1Z F/1
 2ef000:2n F
 307600:Bd F
 2c0+8:SJ F
 307600:Wy 2e6c00:1Z F
 307800:V4 F
 8f8+8:zd F
 2ff600+8000:rl 307a00+8000:rl 307600:c1 F
 2f7200:Ef 307800:B7 2ff400:GU F
- io: write -q -P 2 128k 10k
 @mid.qcow2 400:RE F
 800:V4 F
 620+8:C7 F
 a00+2800:wf 400:eS F
 800:Bu F
 400:lx F
 3200:V4 F
 640+8:7C F
 400:Me F
 3200:47 3400:V4 F
 648+8:lE F
 400:b1 F
 3400:47 3600:V4 F
 650+8:vG F
 400:jg F
 3600:47 3800:V4 F
 658+8:ZI F
 3800:47 F
- io: write -q -P 1 0 1M
 @other.qcow2 400:RE F
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
 10c00:Zr 29400:V4 F
 628+8:HD F
 21400+8000:rl 21000:gO F/1
 F
 18e00:Nx 31600:V4 F
 630+8:E9 F
 29600+8000:rl 21000:xh F/1
 F
 21200:Zb 39800:V4 F
 638+8:T4 F
 31800+8000:rl 21000:1Z F/1
 29400:ji F
 41a00:7s F
 210+8:1u F
 21000:1Z 41a00:jq F
 41c00:V4 F
 640+8:8y F
 39a00+8000:rl 41a00:Iv F/1
 F
 31600:ms 49e00:V4 F
 648+8:X7 F
 41e00+8000:rl 41a00:77 F/1
 F
 52000:V4 39800:c6 F
 650+8:z6 F
 4a000+8000:rl 41a00:M4 F/1
 F
 5a200:V4 41c00:KH F
 658+8:Yz F
 52200+8000:rl 41a00:1Z F/1
 49e00:sI F
 62400:sP F
 218+8:J9 F
 41a00:1Z 62400:AJ F
 62600:V4 F
 660+8:Ul F
 5a400+8000:rl 62400:YX F/1
 F
 52000:pk 6a800:V4 F
 668+8:Dg F
 62800+8000:rl 62400:5w F/1
 F
 5a200:Ro 72a00:V4 F
 670+8:Ae F
 6aa00+8000:rl 62400:Eh F/1
 F
 62600:UV 7ac00:V4 F
 678+8:_T F
 72c00+8000:rl 62400:1Z F/1
 6a800:qU F
 82e00:B9 F
 220+8:f9 F
 82e00:eS 62400:1Z F
 83000:V4 F
 680+8:34 F
 7ae00+8000:rl 82e00:lL F/1
 F
 72a00:mc 8b200:V4 F
 688+8:cx F
 83200+8000:rl 82e00:-r F/1
 F
 7ac00:T4 93400:V4 F
 690+8:LL F
 8b400+8000:rl 82e00:GK F/1
 F
 83000:83 9b600:V4 F
 698+8:gC F
 93600+8000:rl 82e00:1Z F/1
 8b200:7l F
 a3800:tt F
 228+8:ZE F
 82e00:1Z a3800:pc F
 a3a00:V4 F
 6a0+8:Ec F
 9b800+8000:rl a3800:2x F/1
 F
 93400:mk abc00:V4 F
 6a8+8:7R F
 a3c00+8000:rl a3800:4b F/1
 F
 9b600:L8 b3e00:V4 F
 6b0+8:4v F
 abe00+8000:rl a3800:98 F/1
 F
 bc000:V4 a3a00:Lw F
 6b8+8:Ic F
 b4000+8000:rl a3800:1Z F/1
 abc00:Tp F
 c4200:Jg F
 230+8:uK F
 a3800:1Z c4200:ZS F
 c4400:V4 F
 6c0+8:nW F
 bc200+8000:rl c4200:LP F/1
 F
 cc600:V4 b3e00:QG F
 6c8+8:Mf F
 c4600+8000:rl c4200:pO F/1
 F
 bc000:04 d4800:V4 F
 6d0+8:zt F
 cc800+8000:rl c4200:aH F/1
 F
 c4400:Rr dca00:V4 F
 6d8+8:Yk F
 d4a00+8000:rl c4200:1Z F/1
 cc600:Aw F
 e4c00:AC F
 238+8:Jq F
 c4200:1Z e4c00:7M F
 e4e00:V4 F
 6e0+8:Uy F
 dcc00+8000:rl e4c00:yL F/1
 F
 d4800:At ed000:V4 F
 6e8+8:Km F
 e5000+8000:rl e4c00:mc F/1
 F
 dca00:p1 f5200:V4 F
 6f0+8:JY F
 ed200+8000:rl e4c00:_V F/1
 F
 e4e00:4f fd400:V4 F
 6f8+8:2V F
 f5400+8000:rl e4c00:1Z F/1
 ed000:mE F
 105600:PA F
 240+8:bL F
 fd600+8000:rl 105600:LX e4c00:1Z F
 f5200:HL fd400:9F F
 8c00:yG F
 105600:NL F
 105800:V4 F
 780+8:6f F
 105a00+1000:ya 105600:Wh F
 105800:1a F
- io: write -q -P 3 130k 1k
 400:Mh F
 a00:V4 F
 620+8:I5 F
 c00+400:J7 400:_z F
 a00:Zh F
 400:8Q F
 1000:V4 F
 680+8:ji F
 400:SZ F
 1000:47 1200:V4 F
 688+8:pg F
 1200:47 F
- rebase
 1400+800:5H 1c00+1c00:oB 400:jg F
 3800:V4 a00:qw F
 640+8:ZI F
 3a00+8000:ym 400:kN F
 3800:Xb ba00:V4 F
 648+8:yB F
 bc00+8000:ym 400:Eg F
 13c00:V4 ba00:vW F
 650+8:l7 F
 13e00+8000:ym 400:Wg F
 1be00:V4 13c00:Ts F
 658+8:Oy F
 400:1Z 24000:ES F
 208+8:QC F
 1c000+8000:ym F
 400:1Z 24000:2i F
 24200:V4 1be00:kX F
 700+8:Na F
 24000:ZS F
 24200:47 24400:V4 F
 708+8:Tc F
 24000:FY F
 24400:47 24600:V4 F
 710+8:Ze F
 24000:Kt F
 24600:47 24800:V4 F
 718+8:vQ F
 24000:Gm F
 24800:47 24a00:V4 F
 720+8:lS F
 24000:Tc F
 24a00:47 24c00:V4 F
 728+8:7U F
 24000:7M F
 24c00:47 24e00:V4 F
 730+8:xW F
 24000:mP F
 24e00:47 25000:V4 F
 738+8:OJ F
 24000:LF F
 25000:47 25200:V4 F
 740+8:EL F
 24000:Rv F
 25200:47 25400:V4 F
 748+8:aN F
 24000:LX F
 25400:47 25600:V4 F
 750+8:QP F
 24000:NL F
 25600:47 25800:V4 F
 758+8:mB F
 24000:nm F
 25800:47 25a00:V4 F
 760+8:sD F
 24000:zD F
 25a00:47 25c00:V4 F
 768+8:yF F
 24000:cT F
 25c00:47 25e00:V4 F
 770+8:4H F
 24000:g2 F
 25e00:47 26000:V4 F
 778+8:V6 F
 24000:rg F
 26000:47 26200:V4 F
 780+8:f4 F
 24000:if F
 26200:47 26400:V4 F
 788+8:B- F
 24000:2j F
 26400:47 26600:V4 F
 790+8:L8 F
 24000:Wh F
 26600:47 26800:V4 F
 798+8:9y F
 24000:Is F
 26800:47 26a00:V4 F
 7a0+8:3w F
 24000:3c F
 26a00:47 26c00:V4 F
 7a8+8:p2 F
 24000:VF F
 26c00:47 26e00:V4 F
 7b0+8:j0 F
 24000:of F
 27000:V4 26e00:47 F
 7b8+8:cr F
 24000:B6 F
 27000:47 27200:V4 F
 7c0+8:Wp F
 24000:f7 F
 27200:47 27400:V4 F
 7c8+8:Iv F
 24000:Le F
 27400:47 27600:V4 F
 7d0+8:Ct F
 24000:Wy F
 27600:47 27800:V4 F
 7d8+8:0j F
 24000:9d F
 27800:47 27a00:V4 F
 7e0+8:-h F
 24000:eW F
 27a00:47 27c00:V4 F
 7e8+8:gn F
 24000:E_ F
 27c00:47 27e00:V4 F
 7f0+8:ql F
 24000:uB F
 27e00:47 28000:V4 F
 7f8+8:aW F
 24000:jZ F
 28000:47 28200:V4 F
 800+8:QU F
 24000:Bk F
 28200:47 28400:V4 F
 808+8:OS F
 24000:hB F
 28400:47 28600:V4 F
 810+8:EQ F
 24000:km F
 28600:47 28800:V4 F
 818+8:ye F
 24000:-s F
 28800:47 28a00:V4 F
 820+8:4c F
 24000:ft F
 28a00:47 28c00:V4 F
 828+8:ma F
 24000:jY F
 28c00:47 28e00:V4 F
 830+8:sY F
 24000:fV F
 28e00:47 29000:V4 F
 838+8:TH F
 24000:LU F
 29000:47 29200:V4 F
 840+8:ZF F
 24000:Fn F
 29200:47 29400:V4 F
 848+8:HD F
 24000:ho F
 29400:47 29600:V4 F
 850+8:NB F
 24000:io F
 29600:47 29800:V4 F
 858+8:7P F
 24000:R3 F
 29800:47 29a00:V4 F
 860+8:xN F
 24000:p- F
 29a00:47 29c00:V4 F
 868+8:vL F
 24000:Iv F
 29c00:47 29e00:V4 F
 870+8:lJ F
 24000:-X F
 2a000:V4 29e00:47 F
 878+8:I0 F
 24000:qe F
 2a000:47 2a200:V4 F
 880+8:C2 F
 24000:Xt F
 2a200:47 2a400:V4 F
 888+8:cw F
 24000:_G F
 2a400:47 2a600:V4 F
 890+8:Wy F
 24000:YX F
 2a600:47 2a800:V4 F
 898+8:g8 F
 24000:p3 F
 2a800:47 2aa00:V4 F
 8a0+8:q- F
 24000:VS F
 2aa00:47 2ac00:V4 F
 8a8+8:04 F
 24000:cT F
 2ac00:47 2ae00:V4 F
 8b0+8:-6 F
 24000:BT F
 2ae00:47 2b000:V4 F
 8b8+8:Bl F
 24000:lL F
 2b000:47 2b200:V4 F
 8c0+8:Ln F
 24000:0g F
 2b200:47 2b400:V4 F
 8c8+8:Vh F
 24000:ay F
 2b400:47 2b600:V4 F
 8d0+8:fj F
 24000:_j F
 2b600:47 2b800:V4 F
 8d8+8:pt F
 24000:kN F
 2b800:47 2ba00:V4 F
 8e0+8:jv F
 24000:2x F
 2ba00:47 2bc00:V4 F
 8e8+8:9p F
 24000:j_ F
 2bc00:47 2be00:V4 F
 8f0+8:3r F
 24000:b3 F
 2be00:47 2c000:V4 F
 8f8+8:mT F
 0:Xm 2c000:47 F
=4 create
=4 create
=4 create
=4 create
= io: write -q -P 1 0 3M
= io: write -q -P 2 128k 10k
= io: write -q -P 1 0 1M
= io: write -q -P 3 130k 1k
- rebase
 0:AP F
=4 create
=4 create
=4 create
=4 create
= io: write -q -P 1 0 3M
= io: write -q -P 2 128k 10k
= io: write -q -P 1 0 1M
= io: write -q -P 3 130k 1k
- rebase
 400:ue F
 1400:V4 F
 608+8:3m F
 1600:b_ 1800+800:5H 2000+1c00:oB 400:Fb F
 a00:5p 3c00:V4 1400:zF F
 640+8:NM F
 3e00+8000:ym 400:j_ F
 3c00:u- be00:V4 F
 648+8:mF F
 c000+8000:ym 400:hn F
 14000:V4 be00:uB F
 650+8:-B F
 14200+8000:ym 400:JD F
 1c200:V4 14000:nL F
 658+8:VI F
 400:1Z 24400:6I F
 208+8:EG F
 1c400+8000:ym F
 400:1Z 24400:FY F
 24600:V4 1c200:ID F
 780+8:Ze F
 0:Ip 24600:8i F
=4 create
=4 create
=4 create
=4 create
= io: write -q -P 1 0 3M
= io: write -q -P 2 128k 10k
= io: write -q -P 1 0 1M
= io: write -q -P 3 130k 1k
- rebase
 400:ue F
 1400:V4 F
 600+8:3m F
 1600+8000:rl 400:ho F
 9600:V4 1400:5D F
 608+8:cv F
 9800+8000:rl 400:vd F
 9600:vF 11800:V4 F
 610+8:jd F
 11a00+8000:rl 400:xe F
 19a00:V4 11800:EL F
 618+8:IU F
 400:1Z 21c00:Sq F
 208+8:Za F
 19c00+8000:rl F
 21e00+800:5H 22600+7400:TP 400:1Z 21c00:R3 F
 a00:PH 19a00:WV 29a00:V4 F
 628+8:xN F
 29c00+8000:rl 21c00:QI F
 31c00:V4 29a00:mv F
 630+8:m3 F
 31e00+8000:rl 21c00:iN F
 39e00:V4 31c00:h4 F
 638+8:N- F
 21c00:1Z 42000:XE F
 210+8:MX F
 3a000+8000:rl F
 21c00:1Z 42000:Fj F
 42200:V4 39e00:-t F
 660+8:RP F
 42400+8000:rl 42000:Xt F
 42200:44 4a400:V4 F
 668+8:uC F
 4a600+8000:rl 42000:Oa F
 52600:V4 4a400:y8 F
 670+8:t8 F
 52800+8000:rl 42000:le F
 5a800:V4 52600:Tj F
 678+8:65 F
 42000:1Z 62a00:SE F
 218+8:_z F
 5aa00+8000:rl F
 42000:1Z 62a00:TR F
 5a800:ie 62c00:V4 F
 690+8:2v F
 62e00+8000:rl 62a00:cT F
 6ae00:V4 62c00:q- F
 698+8:dm F
 6b000+8000:rl 62a00:b5 F
 73000:V4 6ae00:xC F
 6a0+8:rF F
 73200+8000:rl 62a00:oZ F
 7b200:V4 73000:Pa F
 6a8+8:AM F
 83400:8X 62a00:1Z F
 220+8:0m F
 7b400+8000:rl F
 83400:b1 62a00:1Z F
 7b200:a7 83600:V4 F
 6b0+8:p- F
 83800+8000:rl 83400:_j F
 8b800:V4 83600:xz F
 6b8+8:-7 F
 8ba00+8000:rl 83400:u7 F
 93a00:V4 8b800:Og F
 6c0+8:9F F
 93c00+8000:rl 83400:dG F
 93a00:MG 9bc00:V4 F
 6c8+8:CI F
 83400:1Z a3e00:rz F
 228+8:HC F
 9be00+8000:rl F
 83400:1Z a3e00:q6 F
 a4000:V4 9bc00:ff F
 6d0+8:Bg F
 a4200+8000:rl a3e00:2h F
 ac200:V4 a4000:4v F
 6d8+8:qp F
 ac400+8000:rl a3e00:s6 F
 b4400:V4 ac200:b- F
 6e0+8:9T F
 b4600+8000:rl a3e00:XW F
 b4400:6U bc600:V4 F
 6e8+8:Wa F
 a3e00:1Z c4800:aN F
 230+8:MA F
 bc800+8000:rl F
 a3e00:1Z c4800:Gm F
 c4a00:V4 bc600:-h F
 6f0+8:RY F
 c4c00+8000:rl c4800:9T F
 ccc00:V4 c4a00:cf F
 6f8+8:uV F
 cce00+8000:rl 0:4J c4800:wM F
 ccc00:f8 F
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:r5 F
- create
 @mid.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:m- F
- create
 @other.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:mJ F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:r5 F
 0+10000:ne F
- io: write -q -P 1 0 3M
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+300000:WR 20000+10000:Ff F
 40000+10000:OB F
- io: write -q -P 2 128k 10k
 @mid.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:Xb 20000+10000:Dx F
 40000+10000:8M F
 40000+10000:MD F
- io: write -q -P 1 0 1M
 @other.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+100000:_D 20000+10000:4F F
 40000+10000:qM F
 58000:yG F
 Z150000+10000 150000+1000:ya 20000+10000:k- F
 40000+10000:3C F
- io: write -q -P 3 130k 1k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:JP 20000+10000:Dx F
 40000+10000:8M F
 40000+10000:bV F
- rebase
 60000+20000:3N 0+10000:3Y 20000+10000:MB F
 40000+10000:uF F
=4 create
=4 create
=4 create
=4 create
= io: write -q -P 1 0 3M
= io: write -q -P 2 128k 10k
= io: write -q -P 1 0 1M
= io: write -q -P 3 130k 1k
- rebase
 0+10000:ne F
=4 create
=4 create
=4 create
=4 create
= io: write -q -P 1 0 3M
= io: write -q -P 2 128k 10k
= io: write -q -P 1 0 1M
= io: write -q -P 3 130k 1k
- rebase
 60000+10000:h- 70000+20000:3N 0+10000:w5 20000+10000:-l F
 40000+10000:If F
=4 create
=4 create
=4 create
=4 create
= io: write -q -P 1 0 3M
= io: write -q -P 2 128k 10k
= io: write -q -P 1 0 1M
= io: write -q -P 3 130k 1k
- rebase
 60000+20000:q7 80000+10000:h- 90000+20000:q7 b0000+70000:rl 0+10000:xU 20000+10000:pQ F
 40000+10000:iZ F
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- create
 @other.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:m- F
- io: write -q -P 1 0 1M
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+100000:_D 20000+10000:4F F
 40000+10000:qM F
- io: write -q -P 2 0 1M
 @other.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+100000:wo 20000+10000:4F F
 40000+10000:qM F
- rebase
 0+10000:hf F
- rebase
 0+10000:7M F
- rebase
 0+10000:gy F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- rebase
 400:RE F
 800:V4 F
 600+8:C7 F
 400:Mh F
 800:47 a00:V4 F
 608+8:I5 F
 400:Ls F
 a00:47 c00:V4 F
 610+8:W_ F
 400:_z F
 c00:47 e00:V4 F
 618+8:c9 F
 400:8Q F
 1000:V4 e00:47 F
 620+8:ji F
 400:SZ F
 1000:47 1200:V4 F
 628+8:pg F
 400:ue F
 1200:47 1400:V4 F
 630+8:3m F
 400:iw F
 1400:47 1600:V4 F
 638+8:9k F
 400:Ks F
 1600:47 1800:V4 F
 640+8:Lq F
 400:k4 F
 1800:47 1a00:V4 F
 648+8:Bo F
 400:jq F
 1a00:47 1c00:V4 F
 650+8:fu F
 400:DV F
 1c00:47 1e00:V4 F
 658+8:Vs F
 400:Bp F
 2000:V4 1e00:47 F
 660+8:4R F
 400:Fj F
 2000:47 2200:V4 F
 668+8:yT F
 400:8U F
 2200:47 2400:V4 F
 670+8:sV F
 400:AJ F
 2400:47 2600:V4 F
 678+8:mX F
 400:oO F
 2600:47 2800:V4 F
 680+8:QZ F
 400:vy F
 2800:47 2a00:V4 F
 688+8:ab F
 400:TR F
 2a00:47 2c00:V4 F
 690+8:Ed F
 400:HU F
 2c00:47 2e00:V4 F
 698+8:Of F
 400:eS F
 3000:V4 2e00:47 F
 6a0+8:xA F
 400:lx F
 3000:47 3200:V4 F
 6a8+8:7C F
 400:Me F
 3200:47 3400:V4 F
 6b0+8:lE F
 400:b1 F
 3400:47 3600:V4 F
 6b8+8:vG F
 400:jg F
 3600:47 3800:V4 F
 6c0+8:ZI F
 400:pc F
 3800:47 3a00:V4 F
 6c8+8:TK F
 400:Fb F
 3a00:47 3c00:V4 F
 6d0+8:NM F
 400:7Q F
 3c00:47 3e00:V4 F
 6d8+8:HO F
 400:q6 F
 4000:V4 3e00:47 F
 6e0+8:W2 F
 400:2i F
 4000:47 4200:V4 F
 6e8+8:c0 F
 400:ZS F
 4200:47 4400:V4 F
 6f0+8:Cy F
 400:FY F
 4400:47 4600:V4 F
 6f8+8:Iw F
 0:0h 4600:47 F
=4 create
=4 create
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
 0+1000:Wu F
= io: write -q -P 1 0 1M
- io: write -q -P 1 0 1M
 @other.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+100000:_D 20000+10000:4F F
 40000+10000:qM F
 60000:J2 F
 b4000+5000:xl F
- io: write -q -P 3 32k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:ys 2000+1000:LX F
 4000+1000:ZL F
- rebase: other.qcow2
 6000+1000:Qm 7000+5000:_C 0+1000:27 2000+1000:Y6 F
 4000+1000:MZ F
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
= rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
= rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
= rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
= rebase: other.qcow2
- rebase: other.qcow2
 0+1000:27 F
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
=2 rebase: other.qcow2
=2 rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
- rebase: other.qcow2
 6000+1000:Qm 7000+5000:_C 0+1000:27 2000+1000:Y6 F
=2 rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
=3 rebase: other.qcow2
=2 rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
=2 rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
= rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
= rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
- rebase: other.qcow2
 2000+1000:LX F
=2 rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
= rebase: other.qcow2
=3 rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
=2 rebase: other.qcow2
=2 rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
=2 rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
=3 rebase: other.qcow2
=2 rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
= rebase: other.qcow2
=3 create
=3 create
=3 create
=2 io: write -q -P 1 0 1M
=2 io: write -q -P 1 0 1M
= io: write -q -P 3 32k 512
=2 rebase: other.qcow2
=2 rebase: other.qcow2
