blkdrill write log 1
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
 0+10000:gC F
- io: write -q -z 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 40000+10000:-K F
- img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
 0+10000:gC Z50000+10000 F
 40000+10000:yK F
 0+10000:ie F
