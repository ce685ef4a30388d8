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
- create
 0+4000:Md 4000+8000:DQ 0+4000:43 8000+4000:oy F
 c000+8:9p F
 24+c:Vi F
 18+8:Bs F
- io: write -q -c -P 0x55 0 16k
 8000+4000:o4 F
 10000+4000:KG F
 c000+8:CE F
 14000+22:0h 8000+4000:bR F
 10000+4000:tp F
- img: bitmap --add TEST_DIR/t.qcow2 b
 18000+8:9p 1c000+20:IV 8000+4000:hm F
 0+4000:_L F
- io: write -q -P 0x22 0 256
 0+4000:dK F
 1c000+20:lW 0+4000:dK F
 0+4000:_L F
 20000+4000:hw D14000+4000 F
= create
= io: write -q -c -P 0x55 0 16k
= img: bitmap --add TEST_DIR/t.qcow2 b
- io: write -q -z 0 256
 0+4000:dK F
 1c000+20:lW 0+4000:dK F
 0+4000:_L F
 20000+4000:2z D14000+4000 F
