blkdrill write log 1
- create: 128k
 0+10000:2O 10000+20000:aU 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
- img: bitmap --add -g 64k TEST_DIR/t.qcow2 on
 40000+8:9p 50000+20:OL 20000+10000:Dx F
 0:e_ F
- img: bitmap --add --disable -g 64k TEST_DIR/t.qcow2 off
 0:xv F
 50000+20:jI 0:xv F
 0:e_ F
 60000+8:9p 70000+8:9p 80000+40:jH 20000+10000:-l F
 0:ax F
 20000+10000:Ds F
- img: resize -q TEST_DIR/t.qcow2 256k
 0:1h F
 80000+40:yX 0:1h F
 0:ax F
 18+8:e1 F
 40000+10000:Yj 50000+8:e1 90000+8:9p a0000+40:2Z 20000+10000:ON F
 0:Lf F
 20000+10000:zZ F
- io: write -q -P 1 64k 64k
 0:kP F
 a0000+40:nJ 0:kP F
 0:Lf F
 20000+10000:0F F
 60000+10000:7r F
 30000+8:YB F
 70000+10000:h- 20000+10000:8p F
 60000+10000:LN F
 80000+10000:X_ b0000+8:7R c0000+8:9p d0000+40:Tw 20000+10000:hV F
 0:ea F
 D40000+10000 20000+10000:s0 F
