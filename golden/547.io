blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q -P 1 0 300k
 400:RE F
 800:V4 F
 600+8:C7 F
 400:-s F
 8a00:V4 F
 608+8:py F
 a00+8000:rl 400:Fr F/1
 10c00:V4 F
 610+8:-I F
 8c00+8000:rl 400:JF F/1
 F
 800:82 18e00:V4 F
 618+8:VB F
 10e00+8000:rl 400:1Z F/1
 8a00:AD F
 21000:Wb F
 208+8:lW F
 400:1Z 21000:SZ F
 21200:V4 F
 620+8:4O F
 19000+8000:rl 21000:Fn F/1
 F
 29400:V4 10c00:Zr F
 628+8:HD F
 21400+8000:rl 21000:gO F/1
 F
 31600:V4 18e00:Nx F
 630+8:E9 F
 29600+8000:rl 21000:xh F/1
 F
 21200:Zb 39800:V4 F
 638+8:T4 F
 31800+8000:rl 21000:1Z F/1
 29400:ji F
 41a00:7s F
 210+8:1u F
 21000:1Z 41a00:jq F
 41c00:V4 F
 640+8:8y F
 39a00+8000:rl 41a00:Iv F/1
 F
 31600:ms 49e00:V4 F
 648+8:X7 F
 41e00+8000:rl 4a000+3000:xj 41a00:On F
 39800:c6 41c00:KH 49e00:Ak F
- io: read -q -P 1 0 300k
 41a00:yL F
 4d000:V4 F
 660+8:dw F
 41a00:uy F
 51200:V4 F
 668+8:iL F
 4d200+4000:vP 41a00:mv F/1
 59400:V4 F
 670+8:dG F
 51400+8000:Zh 41a00:1Z F/1
 4d000:TN F
 61600:ZW F
 218+8:YM F
 41a00:1Z 61600:Ks F
 61800:V4 F
 678+8:5Y F
 59600+8000:Zh 61a00+5000:xl 61600:Wh F
 51200:yk 59400:8V 61800:BJ F
= create
= io: write -q -P 1 0 300k
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
- img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
 41a00:On F
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
= img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
= img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
= img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
- img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
 4d000:47 4d200:47 4d400:47 4d600:47 4d800:47 4da00:47 4dc00:47 4de00:47 4e000:47 4e200:mE 4e400:cg
 F
 41a00:On F
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
- img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
 4d000:47 4d200:47 4d400:47 4d600:47 4d800:47 4da00:47 4dc00:47 4de00:47 4e000:47 4e200:mE 4e400:cg
 F
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
=2 img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
=2 img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
- img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
 4d000:47 4d200:47 4d400:47 4d600:47 4d800:47 4da00:47 4dc00:47 4de00:47 4e000:47 4e200:mE 4e400:cg
 41a00:_q F
 0:T1 0:T1 F
 4e000:ai 4d000:Mk 4d800:kx F
- io: read -q -P 1 0 300k
 4d000:47 F
 200:V4 F
 660+8:gx F
 4e200:47 52600:0p F
 4e450+8:6m F
 4e200:47 52600:0c F
 52800:V4 F
 668+8:by F
 4e600+4000:vP 52600:47 5aa00:c5 F
 4e458+8:nh F
 52600:47 5aa00:TP F
 5ac00:V4 F
 670+8:u9 F
 52a00+8000:Zh 5aa00:47 F/1
 200:zX F
 62e00:A2 F
 4e460+8:r3 F
 62e00:0y 5aa00:47 F
 63000:V4 F
 678+8:Dy F
 5ae00+8000:Zh 62e00:47 F/1
 52800:Qd F
 68200:hn F
 4e468+8:kS F
 63200+5000:xl 62e00:47 68200:RL F
 63000:LS 5ac00:cN F
= create
= io: write -q -P 1 0 300k
- img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
 4d000:47 4d200:47 4d400:47 4d600:47 4d800:47 4da00:47 4dc00:47 4de00:47 4e000:47 4e200:mE 4e400:cg
 41a00:_q F
 0:T1 F
- io: read -q -P 1 0 300k
 4e200:yV F
 4e600:V4 F
 660+8:YF F
 4e200:47 52800:9T F
 4e450+8:Mo F
 4e200:47 52800:9d F
 52a00:V4 F
 668+8:Rw F
 4e800+4000:vP 52800:47 5ac00:7q F
 4e458+8:5n F
 52800:47 5ac00:GB F
 5ae00:V4 F
 670+8:k_ F
 52c00+8000:Zh 5ac00:47 F/1
 4e600:i- F
 63000:nL F
 4e460+8:Uo F
 63000:HG 5ac00:47 F
 63200:V4 F
 678+8:Jw F
 5b000+8000:Zh 63000:47 F/1
 52a00:c4 F
 68400:ZW F
 4e468+8:6U F
 63400+5000:xl 63000:47 68400:dl F
 63200:M3 5ae00:vC F
= create
= io: write -q -P 1 0 300k
=2 img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
=2 io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
=2 img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
=2 io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
=5 img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
=3 io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
= img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
= io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
- img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
 4d000:47 4d200:47 4d400:47 4d600:47 4d800:47 4da00:47 4dc00:47 4de00:47 4e000:47 4e200:mE 4e400:cg
 41a00:_q F
 0:T1 0:T1 F
 4e000:ai 4d000:AK F
 4d800:kx F
- io: read -q -P 1 0 300k
 4d000:0V F
 200:V4 F
 660+8:gx F
 4e200:47 52600:0p F
 4e450+8:6m F
 4e200:47 52600:0c F
 52800:V4 F
 668+8:by F
 4e600+4000:vP 52600:47 5aa00:c5 F
 4e458+8:nh F
 52600:47 5aa00:TP F
 5ac00:V4 F
 670+8:u9 F
 52a00+8000:Zh 5aa00:47 F/1
 200:zX F
 62e00:A2 F
 4e460+8:r3 F
 62e00:0y 5aa00:47 F
 63000:V4 F
 678+8:Dy F
 5ae00+8000:Zh 62e00:47 F/1
 52800:Qd F
 68200:hn F
 4e468+8:kS F
 63200+5000:xl 62e00:47 68200:RL F
 63000:LS 5ac00:cN F
= create
= io: write -q -P 1 0 300k
- img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
 4d000:47 4d200:47 4d400:47 4d600:47 4d800:47 4da00:47 4dc00:47 4de00:47 4e000:47 4e200:mE 4e400:cg
 41a00:_q F
 0:T1 0:T1 F
=3 io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
=2 img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
=2 io: read -q -P 1 0 300k
= create
= io: write -q -P 1 0 300k
=2 img: amend -o refcount_bits=64 blkdebug:TEST_DIR/blkdebug...
=2 io: read -q -P 1 0 300k
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
 0:ru F
- io: write -q -P 1 0 20k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+5000:_C 400:NL F
 800:9K F
 800:6- F
 400:nm F
 5a00:V4 F
 610+8:9t F
 5a00:c3 F
- snapshot: create one
 5c00+100:bd 400:I5 F
 800:0G F
 600+100:lG F
 400:np F
 5e00+28:XO 5e28+18:7r 5e40+1:-3 5e41+3:bx F
 3c+c:L2 F
- io: write -q -z 30k 20k
 400:bM F
 6000:0G F
 600+8:EU F
 6000:Ke F
 400:wG F
 6200:V4 F
 608+8:OW F
 6200:yq F
- img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
 0:yG Z2a00 Z2c00 Z2e00 Z3000 Z3200 Z3400 Z3600 Z3800 Z3a00 Z3c00 Z3e00 Z4000 Z4200 Z4400 Z4600 Z4800
 D6400 F
 400:wG F
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
- img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
 0:yG Z2a00 Z2c00 Z2e00 Z3000 Z3200 Z3400 Z3600 Z3800 Z3a00 Z3c00 Z3e00 Z4000 Z4200 Z4400 Z4600 Z4800
 F
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
=2 img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
=2 img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
- img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
 0:yG Z2a00 Z2c00 Z2e00 Z3000 Z3200 Z3400 Z3600 Z3800 Z3a00 Z3c00 Z3e00 Z4000 Z4200 Z4400 Z4600 Z4800
 Z6400 Z6600 Z6800 Z6a00 Z6c00 Z6e00 Z7000 Z7200 Z7400 Z7600 Z7800 Z7a00 Z7c00 Z7e00 Z8000 Z8200
 Z8400 Z8600 Z8800 Z8a00 Z8c00 Z8e00 Z9000 Z9200 Z9400 Z9600 Z9800 Z9a00 Z9c00 Z9e00 Za000 Za200
 Za400 Za600 Za800 Zaa00 Zac00 Zae00 Zb000 Zb200 Zb400 Zb600 Zb800 Zba00 Zbc00 Zbe00 Zc000 Zc200
 Zc400 Zc600 Zc800 Zca00 Zcc00 Zce00 Zd000 Zd200 Zd400 Zd600 Zd800 Zda00 F
 6000:KJ 6200:VC 5a00:93 F
 Z2a00 Z2c00 Z2e00 Z3000 Z3200 Z3400 Z3600 Z3800 Z3a00 Z3c00 Z3e00 Z4000 Z4200 Z4400 Z4600 Z4800
 800:q1 0:90 F
 400:_F F
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
- img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
 0:yG Z2a00 Z2c00 Z2e00 Z3000 Z3200 Z3400 Z3600 Z3800 Z3a00 Z3c00 Z3e00 Z4000 Z4200 Z4400 Z4600 Z4800
 Z6400 Z6600 Z6800 Z6a00 Z6c00 Z6e00 Z7000 Z7200 Z7400 Z7600 Z7800 Z7a00 Z7c00 Z7e00 Z8000 Z8200
 Z8400 Z8600 Z8800 Z8a00 Z8c00 Z8e00 Z9000 Z9200 Z9400 Z9600 Z9800 Z9a00 Z9c00 Z9e00 Za000 Za200
 Za400 Za600 Za800 Zaa00 Zac00 Zae00 Zb000 Zb200 Zb400 Zb600 Zb800 Zba00 Zbc00 Zbe00 Zc000 Zc200
 Zc400 Zc600 Zc800 Zca00 Zcc00 Zce00 Zd000 Zd200 Zd400 Zd600 Zd800 Zda00 F
 6000:KJ 6200:VC 5a00:93 F
 Z2a00 Z2c00 Z2e00 Z3000 Z3200 Z3400 Z3600 Z3800 Z3a00 Z3c00 Z3e00 Z4000 Z4200 Z4400 Z4600 Z4800
 800:q1 0:90 F
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
- img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
 0:yG F
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
= img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
- img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
 0:yG Z2a00 Z2c00 Z2e00 Z3000 Z3200 Z3400 Z3600 Z3800 Z3a00 Z3c00 Z3e00 Z4000 Z4200 Z4400 Z4600 Z4800
 Z6400 Z6600 Z6800 Z6a00 Z6c00 Z6e00 Z7000 Z7200 Z7400 Z7600 Z7800 Z7a00 Z7c00 Z7e00 Z8000 Z8200
 Z8400 Z8600 Z8800 Z8a00 Z8c00 Z8e00 Z9000 Z9200 Z9400 Z9600 Z9800 Z9a00 Z9c00 Z9e00 Za000 Za200
 Za400 Za600 Za800 Zaa00 Zac00 Zae00 Zb000 Zb200 Zb400 Zb600 Zb800 Zba00 Zbc00 Zbe00 Zc000 Zc200
 Zc400 Zc600 Zc800 Zca00 Zcc00 Zce00 Zd000 Zd200 Zd400 Zd600 Zd800 Zda00 F
 6200:VC 5a00:93 6000:KJ 400:_F F
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
- img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
 0:yG Z2a00 Z2c00 Z2e00 Z3000 Z3200 Z3400 Z3600 Z3800 Z3a00 Z3c00 Z3e00 Z4000 Z4200 Z4400 Z4600 Z4800
 Z6400 Z6600 Z6800 Z6a00 Z6c00 Z6e00 Z7000 Z7200 Z7400 Z7600 Z7800 Z7a00 Z7c00 Z7e00 Z8000 Z8200
 Z8400 Z8600 Z8800 Z8a00 Z8c00 Z8e00 Z9000 Z9200 Z9400 Z9600 Z9800 Z9a00 Z9c00 Z9e00 Za000 Za200
 Za400 Za600 Za800 Zaa00 Zac00 Zae00 Zb000 Zb200 Zb400 Zb600 Zb800 Zba00 Zbc00 Zbe00 Zc000 Zc200
 Zc400 Zc600 Zc800 Zca00 Zcc00 Zce00 Zd000 Zd200 Zd400 Zd600 Zd800 Zda00 F
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
=3 img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
= img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
=5 img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
=2 create
=2 create
= io: write -q -P 1 0 20k
= snapshot: create one
= io: write -q -z 30k 20k
=5 img: amend -o compat=0.10 blkdebug:TEST_DIR/blkdebug.conf...
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 20k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+5000:_C 2000+1000:ft F
 4000+1000:la F
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0+1000:4P F
 0+1000:-r F
- img: amend -o compat=1.1 blkdebug:TEST_DIR/blkdebug.conf:...
 0+1000:4P F
= create
= io: write -q -P 1 0 20k
= img: amend -o compat=0.10 TEST_DIR/t.qcow2
- img: amend -o compat=1.1 blkdebug:TEST_DIR/blkdebug.conf:...
 0+1000:4P 0+1000:4P F
= create
= io: write -q -P 1 0 20k
= img: amend -o compat=0.10 TEST_DIR/t.qcow2
= img: amend -o compat=1.1 blkdebug:TEST_DIR/blkdebug.conf:...
= create
= io: write -q -P 1 0 20k
- img: amend -o lazy_refcounts=on blkdebug:TEST_DIR/blkdebu...
 0+1000:4P F
= create
= io: write -q -P 1 0 20k
- img: amend -o lazy_refcounts=on blkdebug:TEST_DIR/blkdebu...
 0+1000:4P 0+1000:is F
= create
= io: write -q -P 1 0 20k
= img: amend -o lazy_refcounts=on blkdebug:TEST_DIR/blkdebu...
= create
= io: write -q -P 1 0 20k
- img: amend -o size=2M blkdebug:TEST_DIR/blkdebug.conf:TES...
 0+1000:4P F
= create
= io: write -q -P 1 0 20k
- img: amend -o size=2M blkdebug:TEST_DIR/blkdebug.conf:TES...
 0+1000:4P 18+8:mJ F
= create
= io: write -q -P 1 0 20k
= img: amend -o size=2M blkdebug:TEST_DIR/blkdebug.conf:TES...
= create
= io: write -q -P 1 0 20k
- img: amend -o size=512k blkdebug:TEST_DIR/blkdebug.conf:T...
 0+1000:4P F
= create
= io: write -q -P 1 0 20k
- img: amend -o size=512k blkdebug:TEST_DIR/blkdebug.conf:T...
 0+1000:4P 1000+1000:0q F
= create
= io: write -q -P 1 0 20k
- img: amend -o size=512k blkdebug:TEST_DIR/blkdebug.conf:T...
 0+1000:4P 1000+1000:0q F
 18+8:7R F
