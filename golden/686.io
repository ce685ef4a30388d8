blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:vL F
- io: write -q -P 3 1k 1k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:J7 400:Ls F
 800:tD F
 e00+400:Pi 400:8Q F
 800:iU F
- img: convert -m 1 -O raw blkdebug:TEST_DIR/status:TEST_DI...
 @x T2000 F
- img: convert --salvage -m 1 -S 0 -O raw blkdebug:TEST_DIR...
 @x T2000 F
 0+400:8u 400+400:J7 800+800:qe 1000+400:Pi 1400+c00:mE
- img: convert -m 1 -O raw blkdebug:TEST_DIR/data:TEST_DIR/...
 @x T2000 F
- img: convert --salvage -m 1 -O raw blkdebug:TEST_DIR/data...
 @x T2000 F
 400+400:J7 1000+400:Ey
- img: bench -w -q -d 2 -c 6 -s 512 --flush-interval=2 TEST...
 1200:V4 1400:V4 400:ue F
 800:y- F
 a00:V4 c00:V4 F
 1600:V4 1800:V4 400:Ks F
 800:LF F
- img: bench -w -q -d 2 -c 6 -s 512 --flush-interval=2 --no...
 1200:V4 1400:V4 F/1
 a00:V4 c00:V4 1600:V4 1800:V4 F/2
 F/1
 F
