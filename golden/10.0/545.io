blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- img: bitmap --add TEST_DIR/t.qcow2 one
 800+8:9p a00+20:S1 400:Mh F
 0:sR F
- io: write -q -P 1 0 200k
 0:DB F
 a00+20:_2 0:DB F
 0:sR F
 400:Ls F
 c00:V4 F
 600+8:W_ F
 400:jY F
 8e00:V4 F
 608+8:92 F
 e00+8000:rl 400:cm F/1
 11000:V4 F
 610+8:LV F
 9000+8000:rl 400:OV F/1
 F
 19200:V4 c00:k5 F
 618+8:gc F
 11200+8000:rl 400:1Z F/1
 8e00:9d F
 21400:p_ F
 208+8:xS F
 400:1Z 21400:iw F
 21600:V4 F
 620+8:sK F
 19400+8000:rl 21400:io F/1
 F
 11000:5J 29800:V4 F
 628+8:7P F
 21800+8000:rl 21400:_U F/1
 F
 19200:-i 31a00:V4 F
 630+8:4x F
 29a00+8000:rl 31c00+2000:H- 21400:u7 F
 21600:b- 29800:Kg 31a00:8C F
 33c00:gL 33e00+8:jP 34000+20:8O 21400:hn F
 0:b1 F
 400:_3 F
- img: bitmap --add -g 512 blkdebug:TEST_DIR/blkdebug.conf:...
 0:0l F
 34000+20:RN 0:0l F
 0:b1 F
 800:gL a00+8:Vh 34200+8:9p 34400+40:Wf 400:1Z 21400:s6 F
 0:6C F
 D33c00 F
 21400:jm F
- io: read -q -P 1 0 200k
 0:VS F
 34400+40:HP 0:VS F
 0:6C F
 33c00:gL 33e00+8:jP 34000+8:9p 34600+40:00 21400:gZ F
 0:sa F
 D800 F
 400:_3 21400:tE F
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 1 0 200k
- img: bitmap --add -g 512 blkdebug:TEST_DIR/blkdebug.conf:...
 0:0l F
 34000+20:RN 0:0l F
 0:b1 F
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 1 0 200k
- img: bitmap --add -g 512 blkdebug:TEST_DIR/blkdebug.conf:...
 0:0l F
 34000+20:RN 0:0l F
 0:b1 F
 D800 F
 400:_3 F
 800:gL a00+8:Vh 34200+8:9p 34400+40:Wf 400:1Z 21400:s6 F
 0:6C F
 D33c00 F
 21400:jm F
= io: read -q -P 1 0 200k
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 1 0 200k
=2 img: bitmap --add -g 512 blkdebug:TEST_DIR/blkdebug.conf:...
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 1 0 200k
=2 img: bitmap --add -g 512 blkdebug:TEST_DIR/blkdebug.conf:...
= io: read -q -P 1 0 200k
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 1 0 200k
=2 img: bitmap --add -g 512 blkdebug:TEST_DIR/blkdebug.conf:...
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 1 0 200k
- img: bitmap --add -g 512 blkdebug:TEST_DIR/blkdebug.conf:...
 0:0l F
 34000+20:RN 0:0l F
 0:b1 F
 800:gL a00+8:Vh 34200+8:9p 34400+40:Wf 21400:s6 D800 F
 400:_3 21400:hn F
 800:gL a00+8:Vh 34200+8:9p 34400+40:Wf 400:1Z 21400:s6 F
 0:6C F
 D33c00 F
 21400:jm F
= io: read -q -P 1 0 200k
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 1 0 200k
- img: bitmap --add -g 512 blkdebug:TEST_DIR/blkdebug.conf:...
 0:0l F
 34000+20:RN 0:0l F
 0:b1 F
 800:gL a00+8:Vh 34200+8:9p 34400+40:Wf F
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 1 0 200k
- img: bitmap --add -g 512 blkdebug:TEST_DIR/blkdebug.conf:...
 0:0l F
 34000+20:RN 0:0l F
 0:b1 F
 800:gL a00+8:Vh 34200+8:9p 34400+40:Wf 400:1Z 21400:s6 F
 0:6C F
 21400:1G F
- io: read -q -P 1 0 200k
 0:VS F
 34400+40:HP 0:VS F
 0:6C F
 34000:gL 34600+8:41 34800+8:9p 34a00+40:eQ 21400:bh F
 0:rI F
 D800 F
 400:_3 21400:W8 F
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 1 0 200k
- img: bitmap --add -g 512 blkdebug:TEST_DIR/blkdebug.conf:...
 0:0l F
 34000+20:RN 0:0l F
 0:b1 F
 800:gL a00+8:Vh 34200+8:9p 34400+40:Wf 400:1Z 21400:s6 F
 0:6C F
- io: read -q -P 1 0 200k
 0:VS F
 34400+40:HP 0:VS F
 0:6C F
 34600:gL 34800+8:mz 34a00+8:9p 34c00+40:2P 21400:wM F
 0:Ih F
 D800 F
 400:_3 21400:9R F
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 1 0 200k
- io: read -q -P 1 0 200k
 0:0l F
 34000+20:RN 0:0l F
 0:b1 F
 800:gL a00+8:Vh 34200+20:_a 400:1Z 21400:OC F
 0:Nt F
 D33c00 F
 21400:Be F
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 1 0 200k
= io: read -q -P 1 0 200k
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 1 0 200k
=7 img: bitmap --add -g 512 blkdebug:TEST_DIR/blkdebug.conf:...
=4 io: read -q -P 1 0 200k
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
= io: write -q -P 1 0 200k
= img: bitmap --add -g 512 blkdebug:TEST_DIR/blkdebug.conf:...
= io: read -q -P 1 0 200k
= create
- img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
 800+8:9p a00+20:o- 400:Mh F
 0:sR F
- img: bitmap --add TEST_DIR/t.qcow2 two
 0:DB F
 a00+20:F9 0:DB F
 0:sR F
 c00+8:9p e00+8:9p 1000+40:0N 400:8Q F
 0:gr F
 400:2- F
- io: write -P 1 0 100k
 0:P7 F
 1000+40:ld 0:P7 F
 0:gr F
 400:h1 F
 800:V4 F
 690+8:C7 F
 400:4U F
 3200:V4 F
 698+8:7C F
 1200+2000:8B 3400+800:5H 400:05 F
 3200:u- 800:3T F
 3c00:bn 3e00+8:aW 4000:RT 4200+8:Bs 4400+40:uw 400:E3 F
 0:AA F
 400:0G F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
- io: write -P 1 0 100k
 0:P7 F
 1000+40:ld 0:P7 F
 0:gr F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
- io: write -P 1 0 100k
 0:P7 F
 1000+40:ld 0:P7 F
 0:gr F
 D800 F
 400:h1 F
 800:V4 F
 690+8:C7 F
 400:4U F
 3200:V4 F
 698+8:7C F
 1200+2000:8B 3400+800:5H 400:05 F
 3200:u- 800:3T F
 3c00:bn 3e00+8:aW 4000:RT 4200+8:Bs 4400+40:uw 400:E3 F
 0:AA F
 400:0G F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
=2 io: write -P 1 0 100k
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
=2 io: write -P 1 0 100k
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
=2 io: write -P 1 0 100k
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
=2 io: write -P 1 0 100k
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
=2 io: write -P 1 0 100k
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
- io: write -P 1 0 100k
 0:P7 F
 1000+40:ld 0:P7 F
 0:gr F
 400:h1 F
 D800 F
 400:h1 F
 800:V4 F
 690+8:C7 F
 400:4U F
 3200:V4 F
 698+8:7C F
 1200+2000:8B 3400+800:5H 400:05 F
 3200:u- 800:3T F
 3c00:bn 3e00+8:aW 4000:RT 4200+8:Bs 4400+40:uw 400:E3 F
 0:AA F
 400:0G F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
- io: write -P 1 0 100k
 0:P7 F
 1000+40:ld 0:P7 F
 0:gr F
 400:h1 F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
- io: write -P 1 0 100k
 0:P7 F
 1000+40:ld 0:P7 F
 0:gr F
 400:h1 F
 800:V4 F
 600+8:C7 F
 400:Wx F
 9200:V4 F
 608+8:Ir F
 1200+8000:rl 400:0u F/1
 F
 11400:V4 F
 610+8:fR F
 9400+8000:rl 400:7P F/1
 F
 19600:V4 800:Eb F
 618+8:0Y F
 11600+8000:rl 19800+1000:Qm 400:JP F
 9200:QE 11400:ER 19600:V1 F
 400:47 F
 1a800:V4 F
 690+8:Zl F
 400:Hi F
 1ca00:V4 F
 698+8:9A F
 1aa00+2000:8B 1cc00+800:5H 400:5L F
 1a800:Sw 1ca00:e6 F
 1d400:bn 1d600+8:VF 1d800:RT 1da00+8:pJ 1dc00+40:lf 400:Nv F
 0:9f F
 400:JB F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
- io: write -P 1 0 100k
 0:P7 F
 1000+40:ld 0:P7 F
 0:gr F
 400:h1 F
 800:V4 F
 600+8:C7 F
 400:Wx F
 9200:V4 F
 608+8:Ir F
 1200+8000:rl 400:0u F/1
 F
 11400:V4 F
 610+8:fR F
 9400+8000:rl 400:7P F/1
 F
 19600:V4 800:Eb F
 618+8:0Y F
 11600+8000:rl 19800+1000:Qm 400:JP F
 9200:QE 11400:ER 19600:V1 F
 400:47 F
 1a800:V4 F
 690+8:Zl F
 400:Hi F
 1ca00:V4 F
 698+8:9A F
 1aa00+2000:8B 1cc00+800:5H 400:5L F
 1a800:Sw 1ca00:e6 F
 1d400:bn 1d600+8:VF 1d800:RT 1da00+8:pJ 1dc00+40:lf 400:Nv F
 0:9f F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
- io: write -P 1 0 100k
 0:P7 F
 1000+40:ld 0:P7 F
 0:gr F
 400:h1 F
 800:V4 F
 600+8:C7 F
 400:Wx F
 9200:V4 F
 608+8:Ir F
 400:0u F
 11400:V4 F
 610+8:fR F
 9400+8000:rl 400:9r F/1
 F
 11600:V4 F
 618+8:VT F
 1200+8000:rl 400:y4 F
 9200:QE 11400:Eb 11800:V4 F
 690+8:jd F
 400:ze F
 13a00:V4 F
 698+8:79 F
 11a00+2000:8B 13c00+800:5H 400:Tn F
 11800:6z 13a00:BD F
 14400:bn 14600+8:9f 14800:RT 14a00+8:BT 14c00+40:-k 400:tp F
 0:Ti F
 400:dY F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
- io: write -P 1 0 100k
 0:P7 F
 1000+40:ld 0:P7 F
 0:gr F
 400:h1 F
 800:V4 F
 600+8:C7 F
 400:Wx F
 9200:V4 F
 608+8:Ir F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
- io: write -q -P 1 0 300k
 0:P7 F
 1000+40:ld 0:P7 F
 0:gr F
 400:h1 F
 800:V4 F
 600+8:C7 F
 400:Wx F
 9200:V4 F
 608+8:Ir F
 1200+8000:rl 400:0u F/1
 11400:V4 F
 610+8:fR F
 9400+8000:rl 400:7P F/1
 F
 19600:V4 800:Eb F
 618+8:0Y F
 11600+8000:rl 400:o8 F/1
 9200:QE F
 21800:9k F
 208+8:Ne F
 400:o8 21800:k4 F
 21a00:V4 F
 620+8:QG F
 19800+8000:rl 21800:p- F/1
 F
 11400:ER 29c00:V4 F
 628+8:vL F
 21c00+8000:rl 21800:yf F/1
 F
 19600:jq 31e00:V4 F
 630+8:s1 F
 29e00+8000:rl 21800:kh F/1
 F
 3a000:V4 21a00:HI F
 638+8:gD F
 32000+8000:rl 21800:1Z F/1
 29c00:EM F
 42200:Ry F
 210+8:GV F
 21800:1Z 42200:8U F
 42400:V4 F
 640+8:PJ F
 3a200+8000:rl 42200:_G F/1
 F
 4a600:V4 31e00:hS F
 648+8:kA F
 42600+8000:rl 4a800+3000:xj 42200:Px F
 3a000:ra 42400:lF 4a600:8k F
 4d800:KZ 4da00+8:ii 4dc00:Uq 4de00+8:2m 4e000+40:Wn 42200:H_ F
 0:wC F
 400:YN F
- img: bitmap --remove blkdebug:TEST_DIR/blkdebug.conf:TEST...
 0:fS F
 4e000+40:H3 0:fS F
 0:wC F
 a00:KZ c00+8:fj e00:Uq 1000+8:Ln 4e200+40:Z4 400:1Z 42200:tw F
 0:ma F
 D4dc00 D4d800 F
 42200:l- F
- img: bitmap --remove TEST_DIR/t.qcow2 two
 0:JK F
 4e200+40:Io 0:JK F
 0:ma F
 4d800+20:ej 42200:un F
 0:Su F
 De00 e00:KZ 1000+8:Ln 4da00+20:z6 F
 400:1Z 42200:l_ F
 0:E2 F
 Da00 F
 400:vx 42200:um F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
= io: write -q -P 1 0 300k
- img: bitmap --remove blkdebug:TEST_DIR/blkdebug.conf:TEST...
 0:fS F
 4e000+40:H3 0:fS F
 0:wC F
- img: bitmap --remove TEST_DIR/t.qcow2 two
 a00+20:UL 400:Fo F
 0:sR F
 D4dc00 F
 42200:l_ F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
= io: write -q -P 1 0 300k
- img: bitmap --remove blkdebug:TEST_DIR/blkdebug.conf:TEST...
 0:fS F
 4e000+40:H3 0:fS F
 0:wC F
 a00:KZ c00+8:fj e00:Uq 1000+8:Ln 4e200+40:Z4 F
 400:1Z 42200:tw F
 0:ma F
 D4dc00 D4d800 F
 42200:l- F
=2 img: bitmap --remove TEST_DIR/t.qcow2 two
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
= io: write -q -P 1 0 300k
=2 img: bitmap --remove blkdebug:TEST_DIR/blkdebug.conf:TEST...
=2 img: bitmap --remove TEST_DIR/t.qcow2 two
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
= io: write -q -P 1 0 300k
- img: bitmap --remove blkdebug:TEST_DIR/blkdebug.conf:TEST...
 0:fS F
 4e000+40:H3 0:fS F
 0:wC F
 a00+20:pY 400:Fo F
 0:sR F
 D4d800 c00:Uq e00+8:Bl 1000+20:4C F
 400:1Z 42200:tx F
 0:0t F
 D4dc00 F
 400:o8 42200:FP F
- img: bitmap --remove TEST_DIR/t.qcow2 two
 0:b9 F
 1000+20:VB 0:b9 F
 0:0t F
 0:EB F
 Dc00 F
 400:YN F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
= io: write -q -P 1 0 300k
- img: bitmap --remove blkdebug:TEST_DIR/blkdebug.conf:TEST...
 0:fS F
 4e000+40:H3 0:fS F
 0:wC F
 a00+20:pY 400:Fo F
 0:sR F
- img: bitmap --remove TEST_DIR/t.qcow2 two
 0:EB F
 D4dc00 F
 400:YN 42200:vB F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
= io: write -q -P 1 0 300k
- img: bitmap --remove blkdebug:TEST_DIR/blkdebug.conf:TEST...
 0:fS F
 4e000+40:H3 0:fS F
 0:wC F
 a00+20:pY a00:KZ c00+8:fj e00:Uq 1000+8:Ln 4e200+40:Z4 F
 400:1Z 42200:tw F
 0:ma F
 D4dc00 D4d800 F
 42200:l- F
=4 img: bitmap --remove TEST_DIR/t.qcow2 two
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
= io: write -q -P 1 0 300k
- img: bitmap --remove blkdebug:TEST_DIR/blkdebug.conf:TEST...
 0:fS F
 4e000+40:H3 0:fS F
 0:wC F
 a00+20:pY F
=4 img: bitmap --remove TEST_DIR/t.qcow2 two
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
= io: write -q -P 1 0 300k
- img: bitmap --remove TEST_DIR/t.qcow2 two
 0:fS F
 4e000+40:H3 0:fS F
 0:wC F
 a00+20:UL 400:Fo F
 0:sR F
 D4dc00 c00:KZ e00+8:Bl 1000+20:eP F
 400:1Z 42200:l_ F
 0:0t F
 D4d800 F
 400:o8 42200:Px F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= img: bitmap --add TEST_DIR/t.qcow2 two
= io: write -q -P 1 0 300k
= img: bitmap --remove TEST_DIR/t.qcow2 two
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- img: bitmap --add TEST_DIR/t.qcow2 one
 4000+8:9p 5000+20:4q 2000+1000:LX F
 0+1000:XQ F
- io: write -q 0 4k
 0+1000:Ds F
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
- io: write -q 0 4k
 0+1000:Ds F
 5000+20:Vp F
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
- io: write -q 0 4k
 0+1000:Ds F
 5000+20:Vp 0+1000:Ds F
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
- io: write -q 0 4k
 0+1000:Ds F
 5000+20:Vp 0+1000:Ds F
 0+1000:XQ F
 D6000+1000 F
 2000+1000:LX F
 6000+1000:k9 7000+8:TO 8000+20:Xj 2000+1000:DS F
 0+1000:F4 F
 2000+1000:ql F
= create
= img: bitmap --add TEST_DIR/t.qcow2 one
- io: write -q 0 4k
 0+1000:Ds F
 5000+20:Vp 0+1000:Ds F
 0+1000:XQ F
 2000+1000:SF F
 D6000+1000 F
 2000+1000:LX F
 6000+1000:k9 7000+8:TO 8000+20:Xj 2000+1000:DS F
 0+1000:F4 F
 2000+1000:ql F
