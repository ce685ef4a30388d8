blkdrill write log 1
- create
 @t.base 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -q -P 1 0 64k
 @t.base 400:RE F
 800:V4 F
 600+8:C7 F
 400:-s F
 8a00:V4 F
 608+8:py F
 a00+8000:rl 8c00+8000:rl 400:ca F
 800:82 8a00:AD F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
 0:3W F
- io: write -q -z -u 0 1k
 400:RE F
 800:V4 F
 600+8:C7 F
 800:RL F
- snapshot: create one
 a00+10:ZV 400:s9 F
 600+10:uh F
 400:rw F
 c00+28:JW c28+18:Xg c40+1:-3 c41+3:bx F
 3c+c:0g F
- snapshot: create two
 e00+10:uh 400:Ik F
 400:LH F
 1000+28:JW 1028+18:Xg 1040+1:-3 1041+3:bx 1048+28:aO 1070+18:Xg 1088+1:4N 1089+3:pm F
 3c+c:y4 F
 Dc00 F
 400:MK F
- snapshot: create three
 c00+10:uh 400:c0 F
 400:y9 F
 1200+28:JW 1228+18:Xg 1240+1:-3 1241+3:bx 1248+28:aO 1270+18:Xg 1288+1:4N 1289+3:pm 1290+28:hE 12b8+18:Xg
 12d0+1:6b 12d1+5:j1 F
 3c+c:p5 F
 D1000 F
 400:xe F
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0:rg Z1000 Z1400 F
 800:Sk F
 0:f4 400:WP F
