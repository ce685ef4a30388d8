blkdrill write log 1
- create
 0:a1 200+400:zl 0:a1 400:9a F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -q -c -P 0x55 512 512
 400:BH F
 800:V4 F
 600+8:C7 F
 a00+8:Tl 400:VC F
 800:3t F
- io: write -q -P 0x66 512 512
 c00:rE Da00 F
= create
= io: write -q -c -P 0x55 512 512
- io: write -q -P 0x66 768 512
 c00+400:6f Da00 F
