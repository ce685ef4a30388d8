blkdrill write log 1
- create: 256k
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:e1 F
- io: write -q -P 1 0 256k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+40000:_C 20000+10000:-l F
 40000+10000:Cz F
- img: resize --shrink -f qcow2 blkdebug:TEST_DIR/blkdebug....
 D70000+20000 F
= create: 256k
= io: write -q -P 1 0 256k
- img: resize --shrink -f qcow2 blkdebug:TEST_DIR/blkdebug....
 D70000+20000 10000+10000:6Q F
 T70000 18+8:sH F
