blkdrill write log 1
- create: 1M
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- img: bitmap --add blkdebug:TEST_DIR/blkdebug.conf:TEST_DI...
 40000+8:9p 50000+20:Tn 20000+10000:Dx F
 0+10000:CQ F
 20000+10000:-4 F
 40000+8:9p 50000+20:Tn 20000+10000:Dx F
 0+10000:CQ F
