blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: close
 400:RE F
 800:V4 F
 600+8:C7 F
 800:lU F
 400:Mh F
 a00:V4 F
 608+8:I5 F
 a00:lU F
 400:Ls F
 c00:V4 F
 610+8:W_ F
 c00:lU F
 400:_z F
 e00:V4 F
 618+8:c9 F
 e00:lU F
 400:8Q F
 1000:V4 F
 620+8:ji F
 1200+8:V4 400:ue F
 1000:Dy 1400:V4 F
 628+8:3m F
 1208+8:Nf 400:Qr F
 1600:V4 1400:0Q F
 630+8:9k F
 1210+8:Va 400:-i F
 1600:13 F
- create
 0+4000:FB 4000+8000:DQ 0+4000:xr 8000+4000:oy F
 c000+20:Wt F
 24+c:At F
 18+8:g- F
- io: close
 8000+4000:o4 F
 10000:V4 10200:V4 10400:V4 10600:V4 10800:V4 10a00:V4 10c00:V4 10e00:V4 11000:V4 11200:V4 11400:V4
 11600:V4 11800:V4 11a00:V4 11c00:V4 11e00:V4 12000:V4 12200:V4 12400:V4 12600:V4 12800:V4 12a00:V4
 12c00:V4 12e00:V4 13000:V4 13200:V4 13400:V4 13600:V4 13800:V4 13a00:V4 13c00:V4 13e00:V4 F
 c000+8:CE F
 10000:js F
 10200:js F
 10400:js F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- img: bitmap --add TEST_DIR/t.qcow2 b
 800+8:9p a00+20:1- 400:Mh F
 0:N9 F
=3 create
- io: write -q -z 0 512
 400:RE F
 800:V4 F
 600+8:C7 F
 800:lU F
- snapshot: create one
 a00+100:Ye 400:s9 F
 600+100:8F F
 400:rw F
 c00+28:xV c28+18:7r c40+1:-3 c41+3:bx F
 3c+c:0g F
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0:og F
 800:V4 F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:I9 F
- io: truncate -m falloc 32k
 400:RE F
 800:-E F
 30+c:SU F
 T3a00,falloc F
 400:jg F
 200:V4 F
 600+8:gx F
 200:Wx 18+8:ci F
=3 create
- io: write -q -P 1 32k 1k
 400:RE F
 800:V4 F
 608+8:C7 F
 a00+400:Qd 400:Ls F
 800:yS F
- io: truncate 8k
 400:_z F
 e00:V4 F
 600+8:c9 F
 Da00+400 800:V4 F
 400:4- F
 a00:V4 F
 608+8:I5 F
 c00:J2 400:_z F
 a00:LN F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
