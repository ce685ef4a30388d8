blkdrill write log 1
- create
 @t.base 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -q -P 1 0 4k
 @t.base 400:RE F
 800:V4 F
 600+8:C7 F
 a00+1000:Qm 400:Ks F
 800:nu F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
 0:3W F
- io: write -q -P 2 600 100
 400:RE F
 800:V4 F
 600+8:C7 F
 a00:fD 400:Mh F
 800:fq F
 400:Ls F
 c00+18:FG F
 24+c:Wm F
 400:Ls F
 600:V4 F
 c10+8:01 F
 e00+400:J7 400:8Q F
 600:oG F
- img: dd
 @x T1000 F
 @t.qcow2 1200:b_ @x 0:b_ 200:fD @t.qcow2 1400:b_ @x 400:b_ @t.qcow2 1600:b_ @x 600:b_ @t.qcow2 1800:b_
 @x 800:b_ @t.qcow2 1a00:b_ @x a00:b_ @t.qcow2 1c00:b_ @x c00:b_ @t.qcow2 1e00:b_ @x e00:b_ @t.qcow2 400:DV
 F
 800:9c F
 @x F
- io: close
 a00:W7 F
- io: write -q -P 5 40k 1k
 400:Bp F
 2000:V4 F
 c08+8:4R F
 2200+400:jR 400:8U F
 2000:CZ F
- resize
 D2200+400 Zc08+10 F
 D600 D2000 200:-E F
 T2000 18+8:vL F
 400:z5 F
