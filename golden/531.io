blkdrill write log 1
- create
 0:Pg 200+400:zl 0:Pg 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q -z 0 4k
 400:RE F
 800:V4 F
 600+8:C7 F
 800:8i F
- io: write -q -P 1 0 64k
 400:-s F
 8a00:V4 F
 608+8:py F
 a00+8000:rl 8c00+8000:rl 48+8:__ F
 800:82 8a00:AD F
 400:Fr F
 10c00:V4 F
 680+8:-I F
 10e00+1000:4- 10c00:dt F
 400:QI F
 0:e5 F
- snapshot: create one
 11e00+100:E_ 400:RX F
 800:mB 8a00:a0 10c00:DO F
 600+100:Ix F
 400:Yz F
 12000+28:bm 12028+18:7r 12040+1:-3 12041+3:bx F
 3c+c:y5 F
- io: write -q -P 3 0 64k
 400:q4 F
 12200:mB F
 600+8:ak F
 400:h2 F
 1a400:a0 F
 608+8:lp F
 12400+8000:Ai 400:YT 22600:pl F
 208+8:gj F
 1a600+8000:Ai 48+8:__ F/1
 12200:pj 1a400:4X F
 400:4u 22600:AJ F
 0:az F
- snapshot: apply one
 400:aD F
 11e00+100:Ix F
 600+100:E_ F
 400:Yz 22600:pl F
 D12200+10400 F
 600+100:Ix F
= create
- io: write -q -P 1 0 16k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+4000:0C 48+8:__ F
 800:vY F
 400:Kt F
 0:e5 F
- io: write -P 2 16k 1k
 4a00+400:lI 48+8:__ F
 4e00:Hx 800:TL F
 400:7M F
 0:e5 F
= create
= io: write -q -P 1 0 16k
- io: write -P 2 16k 1k
 4a00+400:lI 48+8:__ F
= create
= io: write -q -P 1 0 16k
=2 io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
=2 io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
- io: write -P 2 16k 1k
 4a00+400:lI 48+8:__ F
 800:gf F
 4e00:Hx 800:TL F
= create
= io: write -q -P 1 0 16k
= io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
= io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
= io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
=3 io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
=3 io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
=2 io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
=2 io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
- io: write -P 2 16k 1k
 4a00+400:lI 48+8:__ F
 800:gf 4e00:Hx 800:TL F
 400:7M F
 0:e5 F
= create
= io: write -q -P 1 0 16k
- io: write -P 2 16k 1k
 4a00+400:lI 48+8:__ F
 800:gf F
= create
= io: write -q -P 1 0 16k
=2 io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
=2 io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
- io: write -P 2 16k 1k
 4a00+400:lI 400:Tc F
 800:gf F
 4e00:Hx 48+8:__ F
 800:TL F
 400:7M F
 0:e5 F
= create
= io: write -q -P 1 0 16k
- io: write -P 2 16k 1k
 4a00+400:lI F
= create
= io: write -q -P 1 0 16k
=2 io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
=2 io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
- io: write -P 2 16k 1k
 400:Kt F
 4a00:Hx 48+8:__ F
 800:w3 F
 400:Gm F
 0:e5 F
= create
= io: write -q -P 1 0 16k
= create
= io: write -q -P 1 0 16k
= io: write -P 2 16k 1k
= create
= io: write -q -P 1 0 16k
