blkdrill write log 1
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 T150000 20000+10000:4F F
 40000+10000:qM 18+8:wZ F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:m- F
- io: write -q -P 1 0 1M
 @base.qcow2 50000+100000:_D F
- io: write -q -P 2 100k 300k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+60000:Ps 20000+10000:ON F
 40000+10000:oq F
 40000+10000:uN F
- commit: t.qcow2
 @base.qcow2 Dd0000+20000 60000+60000:Ps 40000+10000:sI F
 20000+10000:iY F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:m- T40000 F
=2 create
=2 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 100k 300k
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 100k 300k
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 100k 300k
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 100k 300k
= commit: t.qcow2
- commit: t.qcow2
 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:m- T40000 F
=2 create
=2 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 100k 300k
=2 commit: t.qcow2
=2 commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 100k 300k
=2 commit: t.qcow2
=2 commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 100k 300k
=2 commit: t.qcow2
=2 commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 100k 300k
- commit: t.qcow2
 @base.qcow2 Dd0000+20000 60000+60000:Ps 40000+10000:sI F
 20000+10000:iY F
- commit: t.qcow2
 @base.qcow2 60000+60000:Ps F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:m- T40000 F
=2 create
=2 create
= io: write -q -P 1 0 1M
= io: write -q -P 2 100k 300k
=2 commit: t.qcow2
=2 commit: t.qcow2
=2 create
=2 create
- io: write -q -P 2 100k 300k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+60000:Hk 20000+10000:ON F
 40000+10000:oq F
 40000+10000:uN F
- commit: t.qcow2
 @base.qcow2 Dd0000+20000 60000+60000:Hk 40000+10000:sI F
 20000+10000:iY F
 @t.qcow2 48+8:__ F
=2 create
=2 create
= io: write -q -P 2 100k 300k
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 2 100k 300k
- commit: t.qcow2
 @base.qcow2 Dd0000+20000 60000+60000:Hk 40000+10000:sI F
 20000+10000:iY F
 @t.qcow2 48+8:__ F
 Z30000+10000 F
=2 create
=2 create
= io: write -q -P 2 100k 300k
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 2 100k 300k
- commit: t.qcow2
 @base.qcow2 Dd0000+20000 60000+60000:Hk 40000+10000:sI F
 20000+10000:iY F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 F
=2 create
=2 create
= io: write -q -P 2 100k 300k
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 2 100k 300k
- commit: t.qcow2
 @base.qcow2 Dd0000+20000 60000+60000:Hk 40000+10000:sI F
 20000+10000:iY F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
=2 create
=2 create
= io: write -q -P 2 100k 300k
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 2 100k 300k
- commit: t.qcow2
 @base.qcow2 Dd0000+20000 60000+60000:Hk 40000+10000:sI F
 20000+10000:iY F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
=2 create
=2 create
= io: write -q -P 2 100k 300k
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 2 100k 300k
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 2 100k 300k
- commit: t.qcow2
 @base.qcow2 Dd0000+20000 60000+60000:Hk 40000+10000:sI F
 20000+10000:iY F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
=2 create
=2 create
= io: write -q -P 2 100k 300k
=2 commit: t.qcow2
=2 create
=2 create
= io: write -q -P 2 100k 300k
=2 commit: t.qcow2
=2 create
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
 0:ru F
- io: write -q -P 2 100k 10k
 400:RE F
 800:V4 F
 618+8:C7 F
 a00+2800:wf 400:eS F
 800:45 F
- snapshot: create one
 3200+100:3r 400:UX F
 800:DC F
 600+100:ci F
 400:94 F
 3400+28:lB 3428+18:7r 3440+1:-3 3441+3:bx F
 3c+c:Hb F
- io: write -q -P 3 105k 20k
 400:qT F
 3600:DC F
 618+8:vG F
 3800+5000:DH F
 400:w7 F
 3600:_M F
 400:vy F
- commit: t.qcow2
 @base.qcow2 60000+10000:O7 F
 @t.qcow2 400:qV F
 8800:V4 F
 600+8:jw F
 400:wf F
 8a00:V4 F
 608+8:py F
 400:Re F
 8c00:V4 F
 610+8:30 F
 D3800+5000 3600:V4 F
 400:dM F
 3800:V4 F
 620+8:ZI F
 400:Xw F
 3a00:V4 F
 628+8:TK F
 400:73 F
 3c00:V4 F
 630+8:NM F
 400:F8 F
 3e00:V4 F
 638+8:HO F
 400:UW F
 4000:V4 F
 640+8:W2 F
 400:IO F
 4200:V4 F
 648+8:c0 F
 400:n- F
 4400:V4 F
 650+8:Cy F
 400:70 F
 4600:V4 F
 658+8:Iw F
 400:0B F
 4800:V4 F
 660+8:-- F
 400:4K F
 4a00:V4 F
 668+8:08 F
 400:tw F
 4c00:V4 F
 670+8:q6 F
 400:Fg F
 4e00:V4 F
 678+8:g4 F
 400:Yj F
 5000:V4 F
 680+8:fn F
 400:1p F
 5200:V4 F
 688+8:Vl F
 400:vD F
 5400:V4 F
 690+8:Lj F
 400:17 F
 5600:V4 F
 698+8:Bh F
 400:zn F
 5800:V4 F
 6a0+8:3v F
 400:ZK F
 5a00:V4 F
 6a8+8:9t F
 400:Nv F
 5c00:V4 F
 6b0+8:jr F
 400:i_ F
 5e00:V4 F
 6b8+8:pp F
 400:ea F
 6000:V4 F
 6c0+8:EU F
 400:VM F
 6200:V4 F
 6c8+8:OW F
 400:cz F
 6400:V4 F
 6d0+8:QQ F
 400:IP F
 6600:V4 F
 6d8+8:aS F
 400:oN F
 6800:V4 F
 6e0+8:sc F
 400:2A F
 6a00:V4 F
 6e8+8:me F
 400:Jw F
 6c00:V4 F
 6f0+8:4Y F
 400:rp F
 6e00:V4 F
 6f8+8:ya F
- snapshot: apply one
 400:aP F
 3200+100:ci F
 600+100:3r F
 400:94 F
 D8800+600 D3600+3a00 F
 600+100:ci F
=2 create
=2 create
= io: write -q -P 2 100k 10k
= snapshot: create one
= io: write -q -P 3 105k 20k
= commit: t.qcow2
= snapshot: apply one
=2 create
=2 create
= io: write -q -P 2 100k 10k
= snapshot: create one
= io: write -q -P 3 105k 20k
- commit: t.qcow2
 @base.qcow2 60000+10000:O7 F
 @t.qcow2 400:qV F
- commit: t.qcow2
 @base.qcow2 60000+10000:O7 F
 @t.qcow2 400:wf F
 8a00:V4 F
 600+8:py F
 400:Re F
 8c00:V4 F
 608+8:30 F
 400:tr F
 8e00:V4 F
 610+8:92 F
 D3800+5000 3600:V4 F
 400:h5 F
 3800:V4 F
 620+8:ZI F
 400:rF F
 3a00:V4 F
 628+8:TK F
 400:HC F
 3c00:V4 F
 630+8:NM F
 400:5J F
 3e00:V4 F
 638+8:HO F
 400:oj F
 4000:V4 F
 640+8:W2 F
 400:07 F
 4200:V4 F
 648+8:c0 F
 400:bL F
 4400:V4 F
 650+8:Cy F
 400:HB F
 4600:V4 F
 658+8:Iw F
 400:I0 F
 4800:V4 F
 660+8:-- F
 400:E_ F
 4a00:V4 F
 668+8:08 F
 400:RF F
 4c00:V4 F
 670+8:q6 F
 400:5V F
 4e00:V4 F
 678+8:g4 F
 400:kW F
 5000:V4 F
 680+8:fn F
 400:Jc F
 5200:V4 F
 688+8:Vl F
 400:T2 F
 5400:V4 F
 690+8:Lj F
 400:JO F
 5600:V4 F
 698+8:Bh F
 400:PS F
 5800:V4 F
 6a0+8:3v F
 400:l_ F
 5a00:V4 F
 6a8+8:9t F
 400:xa F
 5c00:V4 F
 6b0+8:jr F
 400:eK F
 5e00:V4 F
 6b8+8:pp F
 400:iv F
 6000:V4 F
 6c0+8:EU F
 400:p5 F
 6200:V4 F
 6c8+8:OW F
 400:gG F
 6400:V4 F
 6d0+8:QQ F
 400:06 F
 6600:V4 F
 6d8+8:aS F
 400:U4 F
 6800:V4 F
 6e0+8:sc F
 400:K1 F
 6a00:V4 F
 6e8+8:me F
 400:1F F
 6c00:V4 F
 6f0+8:4Y F
 400:Xc F
 6e00:V4 F
 6f8+8:ya F
- snapshot: apply one
 400:m6 F
 3200+100:ci F
 600+100:3r F
 400:4f F
 D8a00+600 D3600+3a00 F
 600+100:ci F
=2 create
=2 create
= io: write -q -P 2 100k 10k
= snapshot: create one
= io: write -q -P 3 105k 20k
- commit: t.qcow2
 @base.qcow2 60000+10000:O7 F
 @t.qcow2 400:qV F
 400:vy F
=4 commit: t.qcow2
=2 snapshot: apply one
=2 create
=2 create
= io: write -q -P 2 100k 10k
= snapshot: create one
= io: write -q -P 3 105k 20k
- commit: t.qcow2
 @base.qcow2 60000+10000:O7 F
 @t.qcow2 400:qV F
 8800:V4 F
 600+8:jw F
 400:wf F
 8a00:V4 F
 608+8:py F
 400:Re F
 8c00:V4 F
 610+8:30 F
- commit: t.qcow2
 @base.qcow2 60000+10000:O7 F
 @t.qcow2 D3800+5000 3600:V4 F
 400:dM F
 3800:V4 F
 620+8:ZI F
 400:Xw F
 3a00:V4 F
 628+8:TK F
 400:73 F
 3c00:V4 F
 630+8:NM F
 400:F8 F
 3e00:V4 F
 638+8:HO F
 400:UW F
 4000:V4 F
 640+8:W2 F
 400:IO F
 4200:V4 F
 648+8:c0 F
 400:n- F
 4400:V4 F
 650+8:Cy F
 400:70 F
 4600:V4 F
 658+8:Iw F
 400:0B F
 4800:V4 F
 660+8:-- F
 400:4K F
 4a00:V4 F
 668+8:08 F
 400:tw F
 4c00:V4 F
 670+8:q6 F
 400:Fg F
 4e00:V4 F
 678+8:g4 F
 400:Yj F
 5000:V4 F
 680+8:fn F
 400:1p F
 5200:V4 F
 688+8:Vl F
 400:vD F
 5400:V4 F
 690+8:Lj F
 400:17 F
 5600:V4 F
 698+8:Bh F
 400:zn F
 5800:V4 F
 6a0+8:3v F
 400:ZK F
 5a00:V4 F
 6a8+8:9t F
 400:Nv F
 5c00:V4 F
 6b0+8:jr F
 400:i_ F
 5e00:V4 F
 6b8+8:pp F
 400:ea F
 6000:V4 F
 6c0+8:EU F
 400:VM F
 6200:V4 F
 6c8+8:OW F
 400:cz F
 6400:V4 F
 6d0+8:QQ F
 400:IP F
 6600:V4 F
 6d8+8:aS F
 400:oN F
 6800:V4 F
 6e0+8:sc F
 400:2A F
 6a00:V4 F
 6e8+8:me F
 400:Jw F
 6c00:V4 F
 6f0+8:4Y F
 400:rp F
 6e00:V4 F
 6f8+8:ya F
= snapshot: apply one
=2 create
=2 create
= io: write -q -P 2 100k 10k
= snapshot: create one
= io: write -q -P 3 105k 20k
- commit: t.qcow2
 @base.qcow2 60000+10000:O7 F
 @t.qcow2 400:qV F
 8800:V4 F
 600+8:jw F
 400:wf F
 8a00:V4 F
 608+8:py F
 400:Re F
 8c00:V4 F
 610+8:30 F
 3600:V4 F
 400:dM F
 3800:V4 F
 620+8:ZI F
 400:Xw F
 3a00:V4 F
 628+8:TK F
 400:73 F
 3c00:V4 F
 630+8:NM F
 400:F8 F
 3e00:V4 F
 638+8:HO F
 400:UW F
 4000:V4 F
 640+8:W2 F
 400:IO F
 4200:V4 F
 648+8:c0 F
 400:n- F
 4400:V4 F
 650+8:Cy F
 400:70 F
 4600:V4 F
 658+8:Iw F
 400:0B F
 4800:V4 F
 660+8:-- F
 400:4K F
 4a00:V4 F
 668+8:08 F
 400:tw F
 4c00:V4 F
 670+8:q6 F
 400:Fg F
 4e00:V4 F
 678+8:g4 F
 400:Yj F
 5000:V4 F
 680+8:fn F
 400:1p F
 5200:V4 F
 688+8:Vl F
 400:vD F
 5400:V4 F
 690+8:Lj F
 400:17 F
 5600:V4 F
 698+8:Bh F
 400:zn F
 5800:V4 F
 6a0+8:3v F
 400:ZK F
 5a00:V4 F
 6a8+8:9t F
 400:Nv F
 5c00:V4 F
 6b0+8:jr F
 400:i_ F
 5e00:V4 F
 6b8+8:pp F
 400:ea F
 6000:V4 F
 6c0+8:EU F
 400:VM F
 6200:V4 F
 6c8+8:OW F
 400:cz F
 6400:V4 F
 6d0+8:QQ F
 400:IP F
 6600:V4 F
 6d8+8:aS F
 400:oN F
 6800:V4 F
 6e0+8:sc F
 400:2A F
 6a00:V4 F
 6e8+8:me F
 400:Jw F
 6c00:V4 F
 6f0+8:4Y F
 400:rp F
 6e00:V4 F
 6f8+8:ya F
= snapshot: apply one
=2 create
=2 create
= io: write -q -P 2 100k 10k
= snapshot: create one
= io: write -q -P 3 105k 20k
- commit: t.qcow2
 @base.qcow2 60000+10000:O7 F
=5 commit: t.qcow2
= snapshot: apply one
=2 create
=2 create
= io: write -q -P 2 100k 10k
= snapshot: create one
= io: write -q -P 3 105k 20k
- commit: t.qcow2
 @base.qcow2 60000+10000:O7 F
 @t.qcow2 400:vy F
=2 commit: t.qcow2
= snapshot: apply one
=2 create
=2 create
= io: write -q -P 2 100k 10k
= snapshot: create one
= io: write -q -P 3 105k 20k
=3 commit: t.qcow2
=2 commit: t.qcow2
= snapshot: apply one
=2 create
=2 create
= io: write -q -P 2 100k 10k
= snapshot: create one
= io: write -q -P 3 105k 20k
=3 commit: t.qcow2
=2 commit: t.qcow2
= snapshot: apply one
=2 create
=2 create
= io: write -q -P 2 100k 10k
= snapshot: create one
= io: write -q -P 3 105k 20k
= commit: t.qcow2
= snapshot: apply one
=2 create
=2 create
= io: write -q -P 2 100k 10k
= snapshot: create one
= io: write -q -P 3 105k 20k
= commit: t.qcow2
= snapshot: apply one
- create
 @base.qcow2 0+8000:7s 8000+10000:X2 0+8000:4n 10000+8000:fO F
 18000+8:9p F
 24+c:BQ F
 18+8:7R F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
 0+1000:Wu F
- io: write -q -P 1 0 64k
 @base.qcow2 10000+8000:S3 F
 20000+8000:ym F
 18000+8:7d F
 28000+10000:h- 10000+8000:We F
 20000+8000:3h F
- snapshot: create one
 @base.qcow2 38000+8:7d 10000+8000:Dh F
 20000+8000:Lj F
 18000+8:sH F
 10000+8000:ud F
 40000+28:Hn 40028+18:tl 40040+1:-3 40041+3:bx F
 3c+c:rw F
- io: write -q -P 2 36k 4k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:4- 2000+1000:LX F
 4000+1000:2m F
- rebase
 0+1000:MP F
- commit
 @base.qcow2 18+8:wZ F
- rebase
 0+1000:Wu F
- commit: t.qcow2
 @base.qcow2 10000+8000:Pa F
 48000+8000:Lj F
 18000+8:ok F
 50000+8000:RB F
 10000+8000:0Y F
 48000+8000:tN F
 10000+8000:SB F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
= commit
=2 rebase
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
= commit
=2 rebase
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
= commit
=2 rebase
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
- commit
 @base.qcow2 18+8:wZ F
 10000+8000:Pa F
 48000+8000:Lj F
 18000+8:ok F
=2 rebase
- commit: t.qcow2
 @base.qcow2 50000+8000:RB 10000+8000:iT F
 48000+8000:tN F
 10000+8000:EK F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
- commit
 @base.qcow2 18+8:wZ F
 10000+8000:Pa F
 48000+8000:Lj F
 18000+8:ok F
 10000+8000:ZR F
=2 rebase
- commit: t.qcow2
 @base.qcow2 50000+8000:RB 10000+8000:0Y F
 48000+8000:tN F
 10000+8000:SB F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
- commit
 @base.qcow2 18+8:wZ F
 10000+8000:Pa F
=2 rebase
- commit: t.qcow2
 @base.qcow2 10000+8000:iT F
 50000+8000:Lj F
 18000+8:hY F
 58000+8000:RB F
 10000+8000:qu F
 50000+8000:mq F
 10000+8000:M3 F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
- commit
 @base.qcow2 18+8:wZ F
 10000+8000:Pa F
 D48000+8000 F
 10000+8000:ud F
=2 rebase
=4 commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
- commit
 @base.qcow2 18+8:wZ F
 10000+8000:Pa F
 48000+8000:Lj F
=2 rebase
=2 commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
- commit
 @base.qcow2 18+8:wZ F
 10000+8000:Pa F
 48000+8000:Lj F
 D48000+8000 F
 10000+8000:ud F
=2 rebase
=2 commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
=4 commit
=2 rebase
=2 commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
=4 commit
=2 rebase
=2 commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
=7 commit
=2 rebase
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
= commit
=2 rebase
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
- commit
 @base.qcow2 18+8:wZ F
 10000+8000:Pa F
 48000+8000:Lj F
 18000+8:ok F
 50000+8000:RB F
 10000+8000:0Y F
 48000+8000:tN F
 10000+8000:SB F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:MP T4000 F
=2 rebase
- commit: t.qcow2
 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
= commit
=2 rebase
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
=2 commit
=2 rebase
=2 commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
- commit
 @base.qcow2 18+8:wZ F
 D48000+8000 F
 10000+8000:ud F
=2 rebase
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
=2 commit
=2 rebase
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
=2 commit
=2 rebase
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
- commit
 @base.qcow2 18+8:wZ F
 10000+8000:Pa F
 48000+8000:Lj F
 18000+8:ok F
 50000+8000:RB F
 10000+8000:0Y F
=2 rebase
- commit: t.qcow2
 @base.qcow2 58000+8000:RB 10000+8000:qu F
 48000+8000:mq F
 10000+8000:M3 F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
- commit
 @base.qcow2 18+8:wZ F
 10000+8000:Pa F
 48000+8000:Lj F
 18000+8:ok F
 50000+8000:RB F
 10000+8000:0Y F
 48000+8000:tN F
 10000+8000:SB F
=2 rebase
- commit: t.qcow2
 @base.qcow2 50000+8000:RB F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
= commit
=2 rebase
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
= commit
=2 rebase
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
=2 rebase
- commit: t.qcow2
 @base.qcow2 18+8:wZ F
 10000+8000:Pa F
 48000+8000:Lj F
 18000+8:ok F
 50000+8000:RB F
 10000+8000:0Y F
 48000+8000:tN F
 10000+8000:SB F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
=2 rebase
= commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
=5 commit
=2 rebase
=5 commit: t.qcow2
=2 create
=2 create
= io: write -q -P 1 0 64k
= snapshot: create one
= io: write -q -P 2 36k 4k
=2 rebase
= commit
=2 rebase
= commit: t.qcow2
