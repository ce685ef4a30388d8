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
 40000+10000:DX F
- create
 @target.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- img: convert -n -m 1 -t writeback -O qcow2 TEST_DIR/sourc...
 @target.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:cY 20000+10000:Et F
= create
- img: convert -n -m 1 -t writeback -O qcow2 TEST_DIR/sourc...
 @target.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:cY 20000+10000:Et F
 40000+10000:Mo F
= create
- img: convert -n -m 1 -t writeback -c -O qcow2 TEST_DIR/so...
 @target.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+4f:53 5004f+4f:53 T50200 20000+10000:1F F
= create
- img: convert -n -m 1 -t writeback -c -O qcow2 TEST_DIR/so...
 @target.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+4f:53 5004f+4f:53 T50200 20000+10000:1F F
 40000+10000:6y F
= create
- img: convert -n -m 1 -t writeback -W -O qcow2 TEST_DIR/so...
 @target.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:cY 20000+10000:Et F
= create
- img: convert -n -m 1 -t writeback -W -O qcow2 TEST_DIR/so...
 @target.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:cY 20000+10000:Et F
 40000+10000:Mo F
= create
- img: convert -n -m 1 -t writethrough -O qcow2 TEST_DIR/so...
 @target.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:cY 20000+10000:Et F
= create
- img: convert -n -m 1 -t writethrough -O qcow2 TEST_DIR/so...
 @target.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:cY 20000+10000:Et F
 40000+10000:Fw F
= create
- img: convert -n -m 1 -t unsafe -O qcow2 TEST_DIR/source.q...
 @target.qcow2 20000+10000:ud 40000+10000:7r 30000+8:Jv 50000+20000:cY 20000+10000:Et 40000+10000:Mo
= create
= img: convert -n -m 1 -t unsafe -O qcow2 TEST_DIR/source.q...
= create
=2 img: convert -n -m 1 -t writeback -O qcow2 TEST_DIR/sourc...
= create
=2 img: convert -n -m 1 -t writeback -O qcow2 TEST_DIR/sourc...
= create
=2 img: convert -n -m 1 -t writeback -c -O qcow2 TEST_DIR/so...
= create
=2 img: convert -n -m 1 -t writeback -c -O qcow2 TEST_DIR/so...
= create
=2 img: convert -n -m 1 -t writeback -W -O qcow2 TEST_DIR/so...
= create
=2 img: convert -n -m 1 -t writeback -W -O qcow2 TEST_DIR/so...
= create
=2 img: convert -n -m 1 -t writethrough -O qcow2 TEST_DIR/so...
= create
=2 img: convert -n -m 1 -t writethrough -O qcow2 TEST_DIR/so...
= create
= img: convert -n -m 1 -t unsafe -O qcow2 TEST_DIR/source.q...
= create
= img: convert -n -m 1 -t unsafe -O qcow2 TEST_DIR/source.q...
= create
= img: convert -n -m 1 -t writeback -O qcow2 TEST_DIR/sourc...
= create
= img: convert -n -m 1 -t writeback -O qcow2 TEST_DIR/sourc...
= create
= img: convert -n -m 1 -t writeback -c -O qcow2 TEST_DIR/so...
= create
= img: convert -n -m 1 -t writeback -c -O qcow2 TEST_DIR/so...
= create
= img: convert -n -m 1 -t writeback -W -O qcow2 TEST_DIR/so...
= create
= img: convert -n -m 1 -t writeback -W -O qcow2 TEST_DIR/so...
= create
- img: convert -n -m 1 -t writethrough -O qcow2 TEST_DIR/so...
 @target.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:cY 20000+10000:Et F
 40000+10000:Fw F
 40000+10000:hs F
= create
= img: convert -n -m 1 -t writethrough -O qcow2 TEST_DIR/so...
= create
= img: convert -n -m 1 -t unsafe -O qcow2 TEST_DIR/source.q...
= create
= img: convert -n -m 1 -t unsafe -O qcow2 TEST_DIR/source.q...
= create
= img: convert -n -m 1 -t writeback -O qcow2 TEST_DIR/sourc...
= create
= img: convert -n -m 1 -t writeback -O qcow2 TEST_DIR/sourc...
= create
= img: convert -n -m 1 -t writeback -c -O qcow2 TEST_DIR/so...
= create
= img: convert -n -m 1 -t writeback -c -O qcow2 TEST_DIR/so...
= create
= img: convert -n -m 1 -t writeback -W -O qcow2 TEST_DIR/so...
= create
= img: convert -n -m 1 -t writeback -W -O qcow2 TEST_DIR/so...
= create
= img: convert -n -m 1 -t writethrough -O qcow2 TEST_DIR/so...
= create
= img: convert -n -m 1 -t writethrough -O qcow2 TEST_DIR/so...
= create
= img: convert -n -m 1 -t unsafe -O qcow2 TEST_DIR/source.q...
= create
= img: convert -n -m 1 -t unsafe -O qcow2 TEST_DIR/source.q...
