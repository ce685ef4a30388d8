blkdrill write log 1
- create
 @t.base 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -P 1 0 2k
 @t.base 400:RE F
 800:V4 F
 600+8:C7 F
 a00+800:PS 400:8Q F
 800:m8 F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
 0:3W F
- io: write -P 2 1k 2k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+800:5H 400:8Q F
 800:39 F
- commit: t.qcow2
 @t.base a00+1000:M2 400:Ks F
 800:nu F
 @t.qcow2 48+8:__ F
 Z600 Z200+600 28+14:Gm F
 200+8:pt F
 400:GP F
 0:3W T800 F
