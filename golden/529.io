blkdrill write log 1
- create
 0:cu 200+400:zl 0:cu 400:Yl F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -q -P 1 0 1k
 400:mI F
 800:V4 F
 600+8:C7 F
 a00+400:Qd 400:Sp F
 800:yS F
- io: write -z -u 0 512
 D8000000000000 800:c0 F
 400:-B F
 0:l6 F
- check
 a00:Sp a00:CH e00:u_ 30+c:eJ F
 D200 D400 F
 a00:bc F
 0:1m F
= create
= io: write -q -P 1 0 1k
= io: write -z -u 0 512
= check
= create
= io: write -q -P 1 0 1k
- io: write -z -u 0 512
 D8000000000a00 800:c0 F
 400:ay F
 a00:J2 400:Sp F
 800:yS F
- create
 0:a1 200+400:zl 0:a1 400:9a F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -q -P 1 0 1k
 400:BH F
 800:V4 F
 600+8:C7 F
 a00+400:Qd 400:Cp F
 800:yS F
- snapshot: create a
 e00+10:ZV 400:83 F
 800:Qa F
 600+10:uh F
 400:g9 F
 1000+28:DT 1028+18:Xg 1040+1:-3 1041+1:5D F
 3c+c:B9 F
- snapshot: apply a
 400:O6 F
 e00+10:uh F
 600+10:ZV F
 400:g9 F
 600+10:uh F
- snapshot: delete a
 3c+c:Zv F
 D1000 800:5N F
 400:MO F
 D4000000000000 De00 F
 400:yF F
 600+10:ZV F
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
 0+1000:Wu F
- io: write -q -P 1 0 4k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:pk F
- img: bitmap --add TEST_DIR/t.qcow2 one
 6000+8:9p 7000+20:6b 2000+1000:d9 F
 0+1000:Q7 F
- io: write -P 2 0 4k
 0+1000:iX F
 7000+20:XY 0+1000:iX F
 0+1000:2r F
 8000+8:9p 9000+20:EO 2000+1000:ft F
 0+1000:9P F
 2000+1000:JH F
=2 create
=2 create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -P 2 0 4k
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
= io: write -q -P 1 0 4k
- img: bitmap --add TEST_DIR/t.qcow2 one
 6000+8:9p 7000+20:6b 2000+1000:d9 F
 0+1000:2b F
- check
 0+1000:in F
 7000+20:XY 0+1000:in F
 0+1000:2b F
 0+1000:nB F
 2000+1000:d9 2000+1000:DS 8000+1000:0q 30+c:Ih F
- create
 0:TD 200+400:zl 0:TD 400:3g F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -q -P 1 0 1k
 400:kh F
 800:V4 F
 600+8:C7 F
 a00+400:Qd 400:lk F
 800:yS F
- io: read -P 1 0 512
 800:c0 F
 400:Ap F
 e00:V4 F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -q -P 1 0 1k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:Qd 400:Ls F
 800:yS F
- io: read -P 1 0 512
 800:c0 F
 400:_z F
 e00:V4 F
- create
 0+4000:Md 4000+8000:DQ 0+4000:43 8000+4000:oy F
 c000+8:9p F
 24+c:Vi F
 18+8:wZ F
- io: write -q -P 1 0 16k
 8000+4000:o4 F
 10000+4000:KG F
 c000+8:CE F
 14000+4000:0C 8000+4000:bR F
 10000+4000:W6 F
- resize
 4000+4000:KG F
 0+4000:a9 F
= create
= io: write -q -P 1 0 16k
= resize
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- img: bitmap --add TEST_DIR/t.qcow2 one
 4000+8:9p 5000+20:4q 2000+1000:LX F
 0+1000:XQ F
- io: write -q -P 1 0 4k
 0+1000:Ds F
 5000+20:Vp 0+1000:Ds F
 0+1000:XQ F
 2000+1000:SF F
 6000+1000:AR F
 3000+8:EU F
 7000+1000:Qm 2000+1000:d9 F
 6000+1000:df F
 8000+1000:k9 9000+8:ci a000+20:p2 2000+1000:RE F
 0+1000:01 F
 2000+1000:4z F
- check
 0+1000:Ik F
 a000+20:E1 0+1000:Ik F
 0+1000:cY F
 0+1000:NC D3000+1000 F
 2000+1000:iu F
- check
 4000+1000:ZL 4000+1000:Hu 5000+1000:wm 30+c:4O F
 D1000+1000 D2000+1000 F
 4000+1000:g8 F
 0+1000:ej F
 0+1000:P5 F
- create
 0+8000:7s 8000+10000:X2 0+8000:4n 10000+8000:fO F
 18000+8:9p F
 24+c:BQ F
 18+8:wZ F
- io: write -q -P 1 0 32k
 10000+8000:S3 F
 20000+8000:ym F
 18000+8:7d F
 28000+8000:rl 10000+8000:Lp F
 20000+8000:7k F
- resize
 0+8000:ph F
= create
= io: write -q -P 1 0 32k
= resize
= create
= io: write -q -P 1 0 32k
= resize
=4 create
- snapshot: create a
 800+10:tV 400:RE F
 400:Mh F
 a00+28:Zn a28+18:Xg a40+1:-3 a41+1:5D F
 3c+c:qm F
- snapshot: create b
 c00+10:tV 400:Ls F
 400:_z F
 e00+28:Zn e28+18:5t e40+1:-3 e41+1:5D e48+28:K_ e70+18:Xg e88+1:4N e89+1:_5 F
 3c+c:Nn F
 Da00 F
 400:iW F
= create
= snapshot: create a
- snapshot: create b
 c00+10:tV 400:Ls F
 400:_z F
 e00+28:Zn e28+18:ss e40+1:-3 e41+1:5D e48+28:K_ e70+18:Xg e88+1:4N e89+1:_5 F
 3c+c:Nn F
 Da00 F
 400:iW F
= create
= snapshot: create a
- snapshot: create b
 c00+10:tV 400:Ls F
 400:_z F
 e00+28:Zn e28+18:cm e40+1:-3 e41+1:5D e48+28:K_ e70+18:Xg e88+1:4N e89+1:_5 F
 3c+c:Nn F
 Da00 F
 400:iW F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
- snapshot: create abc
 40000+8:9p 20000+10000:ud F
 20000+10000:Dx F
 50000+28:cF 50028+18:Xg 50040+1:-3 50041+3:HC F
 3c+c:DH F
= create
= snapshot: create abc
= create
= snapshot: create abc
= create
= snapshot: create abc
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+40:M2 F
 24+c:Px F
 18+8:e1 F
= io: write -q -P 1 0 1k
- snapshot: create a
 e00+40:AD 400:pW F
 800:Qa F
 600+40:Vt F
 400:q1 F
 1000+28:c5 1028+18:mi 1040+1:-3 1041+1:5D F
 3c+c:B9 F
- snapshot: delete a
 3c+c:Zv F
 D1000 F
 400:pW F
 D4000000000000000+800 F
 400:6h F
- create
 0:a1 200+400:zl 0:a1 400:9a F
 600+40:M2 F
 24+c:Px F
 18+8:e1 F
=3 io: write -q -P 1 0 1k
- snapshot: create a
 e00+40:AD 400:83 F
 800:Qa F
 600+40:Vt F
 400:g9 F
 1000+28:c5 1028+18:mi 1040+1:-3 1041+1:5D F
 3c+c:B9 F
- snapshot: delete a
 3c+c:Zv F
 D1000 F
 400:83 F
 D4000000000000000+800 F
 400:UV F
=2 create
=2 io: write -q -P 1 0 1k
=2 snapshot: create a
- snapshot: delete a
 3c+c:Zv F
 D1000 F
 400:pW F
 400:q1 F
 1000:V4 F
=2 create
=2 io: write -q -P 1 0 1k
=2 snapshot: create a
- snapshot: delete a
 3c+c:Zv F
 D1000 F
 400:83 F
 400:g9 F
 1000:V4 F
=2 create
=2 io: write -q -P 1 0 1k
=2 snapshot: create a
- snapshot: delete a
 3c+c:Zv F
 D1000 F
 400:pW F
=2 create
=2 io: write -q -P 1 0 1k
=2 snapshot: create a
- snapshot: delete a
 3c+c:Zv F
 D1000 F
 400:83 F
=4 create
=2 io: write -q -P 1 0 1k
=4 create
- img: snapshot
 40000+8:9p 20000+10000:ud F
 20000+10000:Dx F
 50000+28:cL 50028+18:Xg 50040+1:-3 50041+2:0- F
 3c+c:DH F
- img: snapshot
 60000+8:9p 20000+10000:Et F
 20000+10000:MB F
 70000+28:cL 70028+18:Xg 70040+1:-3 70041+2:0- 70048+28:Rg 70070+18:Xg 70088+1:4N 70089+ff:1_ F
 3c+c:hs F
 D50000+10000 F
 20000+10000:ht F
=2 create
- io: write -q -P 1 0 2k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+800:PS 400:8Q F
 800:m8 F
- io: write -z 0 1k
 800:hq F
= create
= io: write -q -P 1 0 2k
- io: write -z 0 1k
 800:uO F
= create
= io: write -q -P 1 0 2k
- io: write -z 0 1k
 800:iw F
- create
 @base.raw T10000 F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
 0+10000:Qh F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q -P 1 0 512
 400:RE F
 800:V4 F
 600+8:C7 F
 a00:b_ 400:Mh F
 800:Ly F
- resize
 400:Ls F
 c00:V4 F
 610+8:W_ F
 400:_z F
 e00:V4 F
 618+8:c9 F
 400:8Q F
 1000:V4 F
 620+8:ji F
 400:SZ F
 1200:V4 F
 628+8:pg F
 400:ue F
 1400:V4 F
 630+8:3m F
 400:iw F
 1600:V4 F
 638+8:9k F
 400:Ks F
 1800:V4 F
 640+8:Lq F
 400:k4 F
 1a00:V4 F
 648+8:Bo F
 400:jq F
 1c00:V4 F
 650+8:fu F
 400:DV F
 1e00:V4 F
 658+8:Vs F
 400:Bp F
 2000:V4 F
 660+8:4R F
 400:Fj F
 2200:V4 F
 668+8:yT F
 400:8U F
 2400:V4 F
 670+8:sV F
 400:AJ F
 2600:V4 F
 678+8:mX F
 400:oO F
 2800:V4 F
 680+8:QZ F
 400:vy F
 2a00:V4 F
 688+8:ab F
 400:TR F
 2c00:V4 F
 690+8:Ed F
 400:HU F
 2e00:V4 F
 698+8:Of F
 400:eS F
 3000:V4 F
 6a0+8:xA F
 400:lx F
 3200:V4 F
 6a8+8:7C F
 400:Me F
 3400:V4 F
 6b0+8:lE F
 400:b1 F
 3600:V4 F
 6b8+8:vG F
 400:jg F
 3800:V4 F
 6c0+8:ZI F
 400:pc F
 3a00:V4 F
 6c8+8:TK F
 400:Fb F
 3c00:V4 F
 6d0+8:NM F
 400:7Q F
 3e00:V4 F
 6d8+8:HO F
 400:q6 F
 4000:V4 F
 6e0+8:W2 F
 400:2i F
 4200:V4 F
 6e8+8:c0 F
 400:ZS F
 4400:V4 F
 6f0+8:Cy F
 400:FY F
 4600:V4 F
 6f8+8:Iw F
 Z618+e8 F
 D4600 D4400 D4200 D4000 D3e00 D3c00 D3a00 D3800 D3600 D3400 D3200 D3000 D2e00 D2c00 D2a00 D2800
 D2600 D2400 D2200 D2000 D1e00 D1c00 D1a00 D1800 D1600 D1400 D1200 D1000 De00 200:-E F
 0:Ng F
= create
= io: write -q -P 1 0 512
- resize
 400:Ls F
 c00:V4 F
 610+8:W_ F
 400:_z F
 e00:V4 F
 618+8:c9 F
 400:8Q F
 1000:V4 F
 620+8:ji F
 400:SZ F
 1200:V4 F
 628+8:pg F
 400:ue F
 1400:V4 F
 630+8:3m F
 400:iw F
 1600:V4 F
 638+8:9k F
 400:Ks F
 1800:V4 F
 640+8:Lq F
 400:k4 F
 1a00:V4 F
 648+8:Bo F
 400:jq F
 1c00:V4 F
 650+8:fu F
 400:DV F
 1e00:V4 F
 658+8:Vs F
 400:Bp F
 2000:V4 F
 660+8:4R F
 400:Fj F
 2200:V4 F
 668+8:yT F
 400:8U F
 2400:V4 F
 670+8:sV F
 400:AJ F
 2600:V4 F
 678+8:mX F
 400:oO F
 2800:V4 F
 680+8:QZ F
 400:vy F
 2a00:V4 F
 688+8:ab F
 400:TR F
 2c00:V4 F
 690+8:Ed F
 400:HU F
 2e00:V4 F
 698+8:Of F
 400:eS F
 3000:V4 F
 6a0+8:xA F
 400:lx F
 3200:V4 F
 6a8+8:7C F
 400:Me F
 3400:V4 F
 6b0+8:lE F
 400:b1 F
 3600:V4 F
 6b8+8:vG F
 400:jg F
 3800:V4 F
 6c0+8:ZI F
 400:pc F
 3a00:V4 F
 6c8+8:TK F
 400:Fb F
 3c00:V4 F
 6d0+8:NM F
 400:7Q F
 3e00:V4 F
 6d8+8:HO F
 400:q6 F
 4000:V4 F
 6e0+8:W2 F
 400:2i F
 4200:V4 F
 6e8+8:c0 F
 400:ZS F
 4400:V4 F
 6f0+8:Cy F
 400:FY F
 4600:V4 F
 6f8+8:Iw F
 Z618+e8 F
 D4600 D4400 D4200 D4000 D3e00 D3c00 D3a00 D3800 D3600 D3400 D3200 D3000 D2e00 D2c00 D2a00 D2800
 D2600 D2400 D2200 D2000 D1e00 D1c00 D1a00 D1800 D1600 D1400 D1200 D1000 De00 200:-E F
 Te00 18+8:pb F
 400:B2 F
= create
= io: write -q -P 1 0 512
- resize
 400:Ls F
 c00:V4 F
 610+8:W_ F
 400:_z F
 e00:V4 F
 618+8:c9 F
 400:8Q F
 1000:V4 F
 620+8:ji F
 400:SZ F
 1200:V4 F
 628+8:pg F
 400:ue F
 1400:V4 F
 630+8:3m F
 400:iw F
 1600:V4 F
 638+8:9k F
 400:Ks F
 1800:V4 F
 640+8:Lq F
 400:k4 F
 1a00:V4 F
 648+8:Bo F
 400:jq F
 1c00:V4 F
 650+8:fu F
 400:DV F
 1e00:V4 F
 658+8:Vs F
 400:Bp F
 2000:V4 F
 660+8:4R F
 400:Fj F
 2200:V4 F
 668+8:yT F
 400:8U F
 2400:V4 F
 670+8:sV F
 400:AJ F
 2600:V4 F
 678+8:mX F
 400:oO F
 2800:V4 F
 680+8:QZ F
 400:vy F
 2a00:V4 F
 688+8:ab F
 400:TR F
 2c00:V4 F
 690+8:Ed F
 400:HU F
 2e00:V4 F
 698+8:Of F
 400:eS F
 3000:V4 F
 6a0+8:xA F
 400:lx F
 3200:V4 F
 6a8+8:7C F
 400:Me F
 3400:V4 F
 6b0+8:lE F
 400:b1 F
 3600:V4 F
 6b8+8:vG F
 400:jg F
 3800:V4 F
 6c0+8:ZI F
 400:pc F
 3a00:V4 F
 6c8+8:TK F
 400:Fb F
 3c00:V4 F
 6d0+8:NM F
 400:7Q F
 3e00:V4 F
 6d8+8:HO F
 400:q6 F
 4000:V4 F
 6e0+8:W2 F
 400:2i F
 4200:V4 F
 6e8+8:c0 F
 400:ZS F
 4400:V4 F
 6f0+8:Cy F
 400:FY F
 4600:V4 F
 6f8+8:Iw F
 Z618+e8 F
 D4600 D4400 D4200 D4000 D3e00 D3c00 D3a00 D3800 D3600 D3400 D3200 D3000 D2e00 D2c00 D2a00 D2800
 D2600 D2400 D2200 D2000 D1e00 D1c00 D1a00 D1800 D1600 D1400 D1200 D1000 De00 200:-E F
 D20000000000200 Te00 18+8:pb F
 400:3W F
- create
 0+8000:8e 8000+10000:X2 0+8000:_V 10000+8000:fO F
 18000+8:9p F
 24+c:BQ F
 18+8:wZ F
- io: write -q -P 1 0 512k
 10000+8000:S3 F
 20000+8000:ym F
 18000+8:7d F
 28000+80000:kj 10000+8000:gf F
 20000+8000:I- F
- io: read 16k 64k
 0+8000:uT F
- create
 0+4000:FB 4000+8000:DQ 0+4000:xr 8000+4000:oy F
 c000+8:9p F
 24+c:Vi F
 18+8:wZ F
- io: write -q 0 64k
 8000+4000:o4 F
 10000+4000:KG F
 c000+8:CE F
 14000+10000:rF 8000+4000:Y0 F
 10000+4000:b7 F
- io: write 16k 512
 0+4000:Th F
= create
= io: write -q 0 64k
= io: write 16k 512
=6 create
=3 snapshot: create a
= create
= snapshot: create a
= create
= snapshot: create a
