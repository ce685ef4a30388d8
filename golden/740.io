blkdrill write log 1
- create
 0:Pg 200+400:zl 0:Pg 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
 800+8:9p a00+20:o- 400:Mh F
 0:2p F
- io: write -P 1 0 4k
 0:Z5 F
 a00+20:F9 0:Z5 F
 0:2p F
 400:Ls F
 c00:V4 F
 600+8:W_ F
 e00:J2 48+8:__ F
 c00:3U F
 1000:Kz 1200+8:04 1400+20:eV F
 0:z0 F
 400:kw F
 0:bk F
- check
 0:00 F
 1400+20:zW 0:00 F
 0:bk F
 800:Kz a00+8:Vh 1600+20:FR 400:iw F
 0:N8 F
 D1000 F
 400:zd F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
= io: write -P 1 0 4k
= check
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
- io: write -P 1 0 4k
 0:Z5 F
 a00+20:F9 0:Z5 F
 0:2p F
 400:Ls F
 c00:V4 F
 600+8:W_ F
 e00+1000:Qm 48+8:__ F
 c00:0y F
 1e00:Kz 2000+8:C2 2200+20:cz F
 0:UU F
 400:PN F
 0:8E F
- check
 0:TU F
 2200+20:xw 0:TU F
 0:8E F
 800:Kz a00+8:Vh 2400+20:FR 400:8U F
 0:ft F
 D1e00 F
 400:ad F
= create
= img: bitmap --add -g 512 TEST_DIR/t.qcow2 one
- io: write -P 1 0 4k
 0:Z5 F
 a00+20:F9 0:Z5 F
 0:2p F
 400:Ls F
 c00:V4 F
 600+8:W_ F
 e00+1000:Qm 48+8:__ F
 1e00:J2 c00:QG F
 D2000 F
 400:DV F
- check
 0:2p F
= create
- io: write -P 1 0 1k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:Qd 48+8:__ F
 e00:J2 400:_z F
- check
 Da00 Dc00 De00 F
 400:RE F
 0:e5 F
= create
- io: write -P 1 0 1k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:Qd 48+8:__ F
 e00:J2 800:Qt F
- check
 1000:8Q 1000:SZ 1200:IK 30+c:Vp F
 D200 D400 F
 1000:7Y F
 0:tr F
