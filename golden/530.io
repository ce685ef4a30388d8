blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q -P 1 0 4k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+1000:Qm 400:Ks F
 800:nu F
 400:k4 F
 1a00:V4 F
 680+8:Bo F
 1c00+1000:4- 400:vy F
 1a00:Hi F
 400:TR F
 2c00:V4 F
 610+8:Ed F
 2c00:8i F
 400:HU F
 2e00+180:OD F
 24+c:-R F
 400:HU F
 600:V4 F
 2f00+8:01 F
 3000+400:2F 400:lx F
 600:mg F
- snapshot: create one
 3400+180:YT 400:cm F
 600:Eo 800:5N 1a00:ZB F
 2e00+180:bn F
 400:LN F
 3600+28:Lw 3628+18:7r 3640+1:-3 3641+3:bx F
 3c+c:NZ F
- io: write -q -P 3 1k 1k
 400:zY F
 3800:5N F
 2e00+8:ZI F
 3a00+400:J7 F
 400:1_ F
 3800:14 F
 400:06 F
 400:Kx F
 3e00:V4 F
 2e90+8:HO F
 4000:tk 400:bb F
 3e00:Jc F
 400:HD F
 4200:8i F
 2e10+8:c0 F
 4400:jj F
 400:tW F
 4200:e0 F
- snapshot: create two words
 4600+180:us 400:03 F
 4200:75 3800:sn 3e00:pK F
 2e00+180:zV F
 400:7C F
 4800+28:Lw 4828+18:7r 4840+1:-3 4841+3:bx 4848+28:kf 4870+18:7r 4888+1:4N 4889+9:5V F
 3c+c:vk F
 D3600 F
 400:sp F
- snapshot: apply one
 400:if F
 3400+180:bn F
 2e00+180:YT F
 4200:e0 3800:14 3e00:Jc F
 400:W9 F
 2e00+180:bn F
- snapshot: apply 2
 400:if F
 4200:75 3800:sn 3e00:pK F
 4600+180:zV F
 2e00+180:us F
 800:gS F
 400:sp F
 2e00+180:zV F
- snapshot: delete one
 400:7C F
 3600+28:kf 3628+18:7r 3640+1:4N 3641+9:5V F
 3c+c:NZ F
 D4800 F
 400:zg F
 De00+400 D800 D2c00 D3400 F
 400:aP F
- snapshot: create three
 800+180:zV 400:Ug F
 400:g_ F
 e00+28:kf e28+18:7r e40+1:4N e41+9:5V e50+28:-a e78+18:7r e90+1:6b e91+5:j1 F
 3c+c:Nn F
 D3600 F
 400:3U F
- io: write -q -P 6 0 1M
 400:03 F
 1000:sn F
 2e00+8:ji F
 400:jC F
 c800:V4 F
 2e08+8:f1 F
 4800+8000:Wu 400:Sb F/1
 14a00:75 F
 2e10+8:cL F
 ca00+8000:Wu 400:OD F/1
 1000:3H F
 400:LZ F
 1cc00:V4 F
 2e18+8:jG F
 14c00+8000:Wu 400:qU F/1
 c800:M4 F
 24e00:9o F
 208+8:mM F
 400:qU 24e00:mP F
 25000:V4 F
 2e20+8:OJ F
 1ce00+8000:Wu 14a00:VW F/1
 400:Fk 24e00:k3 F
 2d200:V4 F
 2e28+8:lA F
 25200+8000:Wu 24e00:EM F/1
 F
 35400:V4 1cc00:wb F
 2e30+8:y6 F
 2d400+8000:Wu 24e00:90 F/1
 F
 25000:Go 3d600:V4 F
 2e38+8:Zz F
 35600+8000:Wu 24e00:1Z F/1
 2d200:Le F
 45800:Tk F
 210+8:Dp F
 24e00:1Z 45800:nm F
 45a00:V4 F
 2e40+8:ex F
 3d800+8000:Wu 45800:jP F/1
 F
 35400:r1 4dc00:V4 F
 2e48+8:h8 F
 45c00+8000:Wu 45800:8J F/1
 F
 3d600:bu 55e00:V4 F
 2e50+8:iC F
 4de00+8000:Wu 45800:wo F/1
 F
 5e000:V4 45a00:Px F
 2e58+8:u0 F
 56000+8000:Wu 45800:1Z F/1
 4dc00:z- F
 66200:eu F
 218+8:r- F
 45800:1Z 66200:if F
 66400:V4 F
 2e60+8:ii F
 5e200+8000:Wu 66200:Pw F/1
 F
 6e600:V4 55e00:Yh F
 2e68+8:Jr F
 66600+8000:Wu 66200:AW F/1
 F
 5e000:tV 76800:V4 F
 2e70+8:2Z F
 6e800+8000:Wu 66200:cJ F/1
 F
 66400:Tv 7ea00:V4 F
 2e78+8:dQ F
 76a00+8000:Wu 66200:1Z F/1
 6e600:vL F
 86c00:qI F
 220+8:p6 F
 86c00:VF 66200:1Z F
 86e00:ZB F
 2e80+8:0i F
 7ec00+8000:Wu 86c00:zY 400:rw F
 8f000:V4 76800:8H F
 2e88+8:q2 F
 87000+8000:Wu 86c00:-3 F/1
 F
 97200:pK 7ea00:w3 F
 2e90+8:pI F
 8f200+8000:Wu 400:V7 F/1
 86e00:3h F
 86c00:G_ 400:ex F
 9f400:V4 F
 2e98+8:WF F
 97400+8000:Wu 86c00:1Z F/1
 8f000:BC F
 a7600:Bd F
 228+8:TP F
 86c00:1Z a7600:Wy F
 a7800:V4 F
 2ea0+8:yb F
 9f600+8000:Wu 97200:z6 F/1
 400:Pb a7600:gP F
 afa00:V4 F
 2ea8+8:ZS F
 a7a00+8000:Wu a7600:ef F/1
 F
 9f400:B8 b7c00:V4 F
 2eb0+8:Oo F
 afc00+8000:Wu a7600:1Z F/1
 F
 a7800:yh bfe00:V4 F
 2eb8+8:lh F
 b7e00+8000:Wu afa00:XM F/1
 c8000:_G F
 230+8:5G F
 c8000:jZ F
 c8200:V4 F
 2ec0+8:ke F
 c0000+8000:Wu c8000:Jn F/1
 F
 d0400:V4 b7c00:0q F
 2ec8+8:zk F
 c8400+8000:Wu c8000:1r F/1
 F
 d8600:V4 bfe00:nC F
 2ed0+8:Yt F
 d0600+8000:Wu c8000:1Z F/1
 c8200:M1 F
 e0800:Cz F
 238+8:hr F
 e0800:Mh c8000:1Z F
 e0a00:V4 F
 2ed8+8:8z F
 d8800+8000:Wu e0800:ft F/1
 F
 d0400:b_ e8c00:V4 F
 2ee0+8:D- F
 e0c00+8000:Wu e0800:om F/1
 F
 f0e00:V4 d8600:Hx F
 2ee8+8:AA F
 e8e00+8000:Wu e0800:Lr F/1
 F
 f9000:V4 e0a00:rg F
 2ef0+8:eU F
 f1000+8000:Wu e0800:1Z F/1
 e8c00:BJ F
 101200:7x F
 240+8:zK F
 e0800:1Z 101200:ue F
 101400:V4 F
 2ef8+8:6W F
 f9200+8000:Wu 101600+8000:Wu 101200:Fn F
 f9000:CG f0e00:yO 101400:Jn F
- snapshot: delete two words
 400:z4 F
 2c00+28:-a 2c28+18:7r 2c40+1:6b 2c41+5:j1 F
 3c+c:mC F
 De00 4200:e0 3800:yE 1a00:Hi 3e00:Jc F
 400:JZ F
 D4600 F
 400:VT F
- snapshot: delete three
 3c+c:Zv F
 D2c00 600:mg F
 400:UG F
 Da00+400 D1200+1a00 D3800+e00 D800 F
 400:DN F
 2e00+180:O_ F
- create
 0:TD 200+400:zl 0:TD 400:3g F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- snapshot: create of nothing
 800+100:VY 400:kh F
 400:bi F
 a00+28:2A a28+18:7r a40+1:-3 a41+a:xa F
 3c+c:qm F
- io: write -q 0 512
 400:lk F
 c00:V4 F
 600+8:W_ F
 e00:_G 400:Ap F
 c00:gO F
- snapshot: create one
 1000+100:gQ 400:Kz F
=2 create
- io: write -q -P 1 0 2k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+800:PS 400:8Q F
 800:m8 F
 400:SZ F
 1200:V4 F
 680+8:pg F
 1400+400:lI 400:iw F
 1200:9B F
- snapshot: create before
 1800+100:RZ 400:-s F
 1200:fJ 800:dr F
 600+100:VU F
 400:Q4 F
 1a00+28:1v 1a28+18:7r 1a40+1:-3 1a41+6:2u F
 3c+c:j3 F
- io: write -q -P 3 1k 1k
 400:Xq F
 1c00:dr F
 600+8:fu F
 1e00+400:J7 F
 400:V1 F
 1c00:Oe F
 400:Uw F
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
- snapshot: create one
 400:Q6 F
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
= snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
= snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
= snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
- snapshot: create one
 2200+100:C6 400:Q6 F
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
- snapshot: create one
 2200+100:C6 F
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=2 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=2 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
- snapshot: create one
 2200+100:C6 400:iA F
 1c00:XB F
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=2 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=2 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=2 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=2 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
- snapshot: create one
 2200+100:C6 400:iA F
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=2 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=2 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=2 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=3 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=2 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=2 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
- snapshot: create one
 2200+100:C6 400:iA F
 1c00:XB F
 600+100:mh F
 400:b3 F
 2400+28:1v 2428+18:7r 2440+1:-3 2441+6:2u 2448+28:Di 2470+18:7r 2488+1:4N 2489+3:bx F
 3c+c:9P F
 400:1j F
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
- snapshot: create one
 2200+100:C6 400:iA F
 1c00:XB F
 600+100:mh F
 400:b3 F
 2400+28:1v 2428+18:7r 2440+1:-3 2441+6:2u 2448+28:Di 2470+18:7r 2488+1:4N 2489+3:bx F
 3c+c:9P F
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=2 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=2 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
=7 snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
= snapshot: create one
= create
= io: write -q -P 1 0 2k
= snapshot: create before
= io: write -q -P 3 1k 1k
= create
= io: write -q -P 1 0 2k
- snapshot: create one
 1800+100:RZ 400:-s F
 1200:fJ 800:dr F
 600+100:VU F
 400:Q4 F
 1a00+28:ea 1a28+18:7r 1a40+1:-3 1a41+3:bx F
 3c+c:j3 F
- io: write -q -P 3 1k 1k
 400:Xq F
 1c00:dr F
 600+8:fu F
 1e00+400:J7 F
 400:V1 F
 1c00:Oe F
 400:Uw F
 400:Q6 F
 2200:V4 F
 6a8+8:yT F
 2400+400:Pi 400:VQ F
 2200:Th F
- snapshot: create two
 2800+100:N9 400:UM F
 2200:gH 1c00:XB F
 600+100:Rc F
 400:Tw F
 2a00+28:ea 2a28+18:7r 2a40+1:-3 2a41+3:bx 2a48+28:1_ 2a70+18:7r 2a88+1:4N 2a89+3:pm F
 3c+c:LB F
 D1a00 F
 400:9k F
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
- snapshot: apply one
 400:rG F
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= snapshot: apply one
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
- snapshot: apply one
 400:rG F
 1800+100:VU F
 600+100:RZ F
 1c00:Oe 2200:Th F
 400:xu F
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
- snapshot: apply one
 400:rG F
 1800+100:VU F
 600+100:RZ F
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
=2 snapshot: apply one
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
=2 snapshot: apply one
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
=3 snapshot: apply one
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= snapshot: apply one
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= snapshot: apply one
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= snapshot: apply one
= create
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: create two
= create
- snapshot: create empty
 800+100:VY 400:RE F
 400:Mh F
 a00+28:Kf a28+18:7r a40+1:-3 a41+5:3E F
 3c+c:qm F
- io: write -q -P 1 0 2k
 400:Ls F
 c00:V4 F
 600+8:W_ F
 e00+800:PS 400:ue F
 c00:Ai F
 400:iw F
 1600:V4 F
 680+8:9k F
 1800+400:lI 400:k4 F
 1600:mh F
- snapshot: create one
 1c00+100:Fs 400:CA F
 1600:Ep c00:71 F
 600+100:Bh F
 400:i_ F
 1e00+28:Kf 1e28+18:7r 1e40+1:-3 1e41+5:3E 1e48+28:NC 1e70+18:7r 1e88+1:4N 1e89+3:bx F
 3c+c:E2 F
 Da00 F
 400:_a F
- io: write -q -P 3 1k 1k
 400:i_ F
 a00:71 F
 600+8:I5 F
 2000+400:J7 F
 400:0f F
 a00:sQ F
 400:bM F
 400:i7 F
 2400:V4 F
 6a8+8:sV F
 2600+400:Pi 400:2h F
 2400:lt F
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
- snapshot: delete one
 D2a00 F
 400:2h F
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
- snapshot: delete one
 400:xd F
 2a00+28:Kf 2a28+18:7r 2a40+1:-3 2a41+5:3E F
 3c+c:4E F
 D1e00 F
 400:Ri F
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
- snapshot: delete one
 400:xd F
 2a00+28:Kf 2a28+18:7r 2a40+1:-3 2a41+5:3E F
 3c+c:4E F
 D1e00 F
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
=2 snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
=2 snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
=3 snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
- snapshot: delete one
 400:xd F
 2a00+28:Kf 2a28+18:7r 2a40+1:-3 2a41+5:3E F
 3c+c:4E F
 D1e00 1600:mh F
 400:aO F
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
=3 snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
=2 snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
=2 snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
=3 snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
- snapshot: delete one
 400:xd F
 2a00+28:Kf 2a28+18:7r 2a40+1:-3 2a41+5:3E F
 3c+c:4E F
 1600:mh F
 400:aO F
 D1200+400 Dc00 D1c00 a00:OY F
 400:dc F
 600+100:b_ F
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
- snapshot: delete one
 400:xd F
 2a00+28:Kf 2a28+18:7r 2a40+1:-3 2a41+5:3E F
 3c+c:4E F
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
=2 snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
=2 snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
=3 snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
= snapshot: delete one
= create
= snapshot: create empty
= io: write -q -P 1 0 2k
= snapshot: create one
= io: write -q -P 3 1k 1k
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 16k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+4000:0C 2000+1000:DS F
 4000+1000:Oa F
- snapshot: create one
 9000+8:W2 2000+1000:97 F
 4000+1000:Si F
 3000+8:Bs F
 2000+1000:zS F
 a000+28:Zd a028+18:7r a040+1:-3 a041+3:bx F
 3c+c:7F F
- io: write -P 2 1k 1k
 2000+1000:6s F
 b000+1000:Si F
 3000+8:QL F
 c000+1000:Fb F
 2000+1000:1o F
 b000+1000:7K F
 2000+1000:8h F
- snapshot: apply one
 2000+1000:1G F
 9000+8:Bs F
 3000+8:W2 F
 2000+1000:zS F
 Db000+2000 F
 3000+8:Bs F
= create
= io: write -q -P 1 0 16k
= snapshot: create one
- io: write -P 2 1k 1k
 2000+1000:6s F
 b000+1000:Si F
 3000+8:QL F
- snapshot: apply one
 2000+1000:be F
 9000+8:Bs F
 3000+8:W2 F
 2000+1000:EA F
 Db000+1000 F
 3000+8:Bs F
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
- io: write -P 2 1k 1k
 2000+1000:6s F
 Db000+1000 F
 2000+1000:6s F
 b000+1000:Si F
 3000+8:QL F
 c000+1000:Fb F
 2000+1000:1o F
 b000+1000:7K F
 2000+1000:8h F
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
- io: write -P 2 1k 1k
 2000+1000:6s F
- snapshot: apply one
 2000+1000:be F
 9000+8:Bs F
 3000+8:W2 F
 2000+1000:6s F
 3000+8:Bs F
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
- io: write -P 2 1k 1k
 2000+1000:6s F
 b000+1000:Si F
 Db000+1000 F
 2000+1000:6s F
 b000+1000:Si F
 3000+8:QL F
 c000+1000:Fb F
 2000+1000:1o F
 b000+1000:7K F
 2000+1000:8h F
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
- io: write -P 2 1k 1k
 2000+1000:6s F
 b000+1000:Si F
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=4 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=4 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=6 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
- snapshot: apply one
 2000+1000:Sg F
 9000+8:Bs F
 3000+8:W2 F
 2000+1000:zS F
 3000+8:Bs F
= create
= io: write -q -P 1 0 16k
= snapshot: create one
= io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
= io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=6 io: write -P 2 1k 1k
=4 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
= create
= io: write -q -P 1 0 16k
= snapshot: create one
=2 io: write -P 2 1k 1k
=2 snapshot: apply one
