blkdrill write log 1
- create
 0:a1 200+400:zl 0:a1 400:9a F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -P 1 0 28k
 400:BH F
 800:V4 F
 600+8:C7 F
 a00+7000:BL 400:Gt F
 800:f2 F
- io: write -P 2 28k 2k
 400:47 8200:hn F
 208+8:Wg F
 7a00+800:5H F
 400:47 8200:RL F
 800:zQ F
 8400+400:J7 8200:9a F
 800:ov F
