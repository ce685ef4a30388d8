blkdrill write log 1
- create
 @source.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 0x11 0 128k
 @source.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:cY 20000+10000:Et F
 40000+10000:Fw F
- create
 @target.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- img: convert -n -m 1 -O qcow2 TEST_DIR/source.qcow2 blkde...
 @target.qcow2 20000+10000:ud 40000+10000:7r 30000+8:Jv 50000+20000:cY 20000+10000:Et
