blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -P 1 0 4k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+1000:Qm 400:Ks F
 800:nu F
- io: write -P 2 32k 1k
 400:k4 F
 1a00:V4 F
 608+8:Bo F
 1c00+400:lI 400:Bp F
 2000:V4 1a00:Y- F
 610+8:4R F
 2000:RL F
- snapshot: create one
 2200+100:4h 400:UI F
 800:5N 1a00:62 F
 600+100:O5 F
 400:t_ F
 2400+28:Di 2428+18:7r 2440+1:-3 2441+3:bx F
 3c+c:OK F
- io: write -P 3 2k 512
 400:Ri F
 2600:5N F
 600+8:mX F
 2800:Hx F
 400:Z5 F
 2600:ID F
 400:ri F
