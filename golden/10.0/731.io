blkdrill write log 1
- create
 @t.base 0:VY 200+400:zl 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:3r F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:3r F
 0:lI F
- io: write -q -P 0xaa 0 16
 400:RE F
 800:V4 F
 600+8:C7 F
 Za00 a00+10:Dg 400:Mh F
 800:Ly F
- resize: 3M
 400:_z F
 c00+300:C8 F
 24+c:jH F
 18+8:r5 F
 400:Pf F
- commit: t.qcow2
 @t.base 400:Mh F
 800+300:QV F
 24+c:3D F
 18+8:r5 F
 400:8N F
 400:Mh F
 600:V4 F
 800+8:01 F
 c00+1000:Ql 400:k4 F
 600:gK F
 @t.qcow2 48+8:__ F
 Zc00+400 Z200+800 28+14:Gm F
 200+8:pt F
 400:RE F
 0:qy Ta00 F
- io
 Tc00 a00+10:Dg F
 F
- check
 c00:Nf c00:5A e00:w9 30+c:eJ F
 D200 D400 600+8:Vh F
 0:S- F
