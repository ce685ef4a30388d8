blkdrill write log 1
- create
 @t.base 0:VY 200+400:zl 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:Bs F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:Bs F
 0:Wc F
- io: write -q -P 1 0 512
 400:RE F
 800:V4 F
 600+8:C7 F
 a00:b_ 400:Mh F
 800:Ly F
- commit: t.qcow2
 @t.base 400:RE F
 800:V4 F
 600+8:C7 F
 a00+1000:RU 400:Ks F
 800:nu F
 @t.qcow2 48+8:__ F
 Z600 Z200+600 28+14:Gm F
 200+8:pt F
 400:GP F
 0:Wc T800!5 F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:04 F
- io: write -q -P 1 0 1k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:Qd 400:Ls F
 800:yS F
- snapshot: create one
 e00+8:C7 400:pW F
 800:Qa F
 600+8:Vh F
 400:q1 F
 1000+28:3i 1028+18:vI 1040+1:-3 1041+3:bx F
 3c+c:B9 F
- img: convert -l one -O raw TEST_DIR/t.qcow2 TEST_DIR/x
 @x T1000 F
 0+400:Qd
- io: write -q -z 100 600
 400:E8 F
 1200:Qa F
 600+8:pg F
 1400:W5 F
 400:Yn F
 1600:kl F
 1200:4e F
 400:ym F
 1200:9B F
 400:iw F
- io: discard -q 512 512
 D1600 1200:yk F
 1600+8:Nf 400:iw F
 1200:d7 F
- create
 0:fb 200+400:zl 0:tC 400:GP F
 600+8:9p F
 24+c:Wq F
 @t.data T1000 @t.qcow2 18+8:04 F
 @t.data F
- io: write -q -P 1 0 1k
 400:RE F
 800:V4 F
 600+8:C7 F
 @t.data 0+400:Qd @t.qcow2 800:Rh @t.data F
 @t.qcow2 F
- io: discard -q 0 512
 @t.data D0 @t.qcow2 800:EA @t.data F
 @t.qcow2 F
- create
 0:Wa 200+400:zl 0:Wa 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:04 F
= io: write -q -P 1 0 512
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0:nF F
 0:iV F
