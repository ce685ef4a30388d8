blkdrill write log 1
- create: 1M
 0+10000:2O 10000+20000:aU 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 1 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
- img: resize
 0:el F
- create
 0+10000:2O 10000+20000:aU 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- img: bench -q -w -d 1 -c 3 -s 64k --pattern=7 blkdebug:TE...
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:OC 60000+10000:OC 20000+10000:MB F
 40000+10000:Fw F
 20000+10000:Et F
- create
 @source.qcow2 0+10000:2O 10000+20000:aU 0:u4 20000+10000:-4 F
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
 @target.qcow2 0+10000:2O 10000+20000:aU 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- img: convert -n -m 1 -O qcow2 TEST_DIR/source.qcow2 blkde...
 @target.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:cY 20000+10000:Et F
- img: convert -O qcow2 TEST_DIR/source.qcow2 TEST_DIR/copy...
 @copy.qcow2 0+10000:2O 10000+20000:aU 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:cY 20000+10000:Et F
 40000+10000:Fw F
- io: write -q -P 2 4k 4k
 @source.qcow2 51000+1000:4-
- io: read -P 2 4k 4k
 @source.qcow2 F
