blkdrill write log 1
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
- io: write -q -P 1 0 64k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
- create
 0+10000:rV 10000+20000:aU 0+10000:rV 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
 0+10000:ie F
- img: amend -o compat=1.1 TEST_DIR/t.qcow2
 0+10000:gC 0+10000:gC F
- io
 200:V4,fua F
