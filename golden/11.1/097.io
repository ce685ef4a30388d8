blkdrill write log 1
- img: create -q -f qcow2 -o cluster_size=4k TEST_DIR/low.q...
 @low.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:e1 F
- img: create -q -f qcow2 -o cluster_size=4k -b low.qcow2 -...
 @mid.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:e1 F
 0+1000:Jy F
- img: create -q -f qcow2 -o cluster_size=4k -b mid.qcow2 -...
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:e1 F
 0+1000:7K F
- io: write -q -P 1 16k 16k
 @low.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+4000:0C 2000+1000:DS F
 4000+1000:wh F
 9000+4000:0C 2000+1000:OI F
 4000+1000:BM F
 d000+4000:0C 2000+1000:-D F
 4000+1000:IG F
 11000+4000:0C 2000+1000:HI F
 4000+1000:Oa F
 15000+20000:q7 2000+1000:mv F
 4000+1000:m8 F
- io: write -q -P 2 32k 32k
 @mid.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+8000:Zh 2000+1000:OI F
 4000+1000:0y F
 d000+8000:Zh 2000+1000:HI F
 4000+1000:A0 F
 4000+1000:t7 F
 15000+2000:-e 2000+1000:0o F
 4000+1000:yn F
- io: write -q -P 4 64k 64k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+10000:58 2000+1000:HI F
 4000+1000:Kf F
 4000+1000:nW F
 15000+1000:0e 2000+1000:Jp F
 4000+1000:Tn F
- img: commit TEST_DIR/t.qcow2
 @mid.qcow2 16000+1000:0e 17000+8000:9p d000+8000:9p 2000+1000:JC F
 4000+1000:EN F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:7K T4000 F
= img: create -q -f qcow2 -o cluster_size=4k TEST_DIR/low.q...
= img: create -q -f qcow2 -o cluster_size=4k -b low.qcow2 -...
= img: create -q -f qcow2 -o cluster_size=4k -b mid.qcow2 -...
= io: write -q -P 1 16k 16k
= io: write -q -P 2 32k 32k
= io: write -q -P 4 64k 64k
- img: commit -d TEST_DIR/t.qcow2
 @mid.qcow2 16000+1000:0e 17000+8000:9p d000+8000:9p 2000+1000:JC F
 4000+1000:EN F
= img: create -q -f qcow2 -o cluster_size=4k TEST_DIR/low.q...
= img: create -q -f qcow2 -o cluster_size=4k -b low.qcow2 -...
= img: create -q -f qcow2 -o cluster_size=4k -b mid.qcow2 -...
= io: write -q -P 1 16k 16k
= io: write -q -P 2 32k 32k
= io: write -q -P 4 64k 64k
- img: commit -b mid.qcow2 TEST_DIR/t.qcow2
 @mid.qcow2 16000+1000:0e 17000+8000:9p d000+8000:9p 2000+1000:JC F
 4000+1000:EN F
= img: create -q -f qcow2 -o cluster_size=4k TEST_DIR/low.q...
= img: create -q -f qcow2 -o cluster_size=4k -b low.qcow2 -...
= img: create -q -f qcow2 -o cluster_size=4k -b mid.qcow2 -...
= io: write -q -P 1 16k 16k
= io: write -q -P 2 32k 32k
= io: write -q -P 4 64k 64k
- img: commit -b low.qcow2 TEST_DIR/t.qcow2
 @low.qcow2 D1d000+8000 D25000+8000 2e000+1000:0e 2d000+1000:lz 1d000+4000:AU 21000+4000:vP d000+4000:AU
 9000+4000:vP 25000+4000:AU 11000+4000:AU 4000+1000:i9 F
 2000+1000:NW F
 4000+1000:-S F
= img: create -q -f qcow2 -o cluster_size=4k TEST_DIR/low.q...
= img: create -q -f qcow2 -o cluster_size=4k -b low.qcow2 -...
= img: create -q -f qcow2 -o cluster_size=4k -b mid.qcow2 -...
= io: write -q -P 1 16k 16k
= io: write -q -P 2 32k 32k
= io: write -q -P 4 64k 64k
- img: commit -d -b low.qcow2 TEST_DIR/t.qcow2
 @low.qcow2 D1d000+8000 D25000+8000 2e000+1000:0e 2d000+1000:lz 1d000+4000:AU 21000+4000:vP d000+4000:AU
 9000+4000:vP 25000+4000:AU 11000+4000:AU 4000+1000:i9 F
 2000+1000:NW F
 4000+1000:-S F
- img: create -q -f qcow2 -o cluster_size=16k,extended_l2=o...
 @low.qcow2 0+4000:FB 4000+8000:DQ 0+4000:xr 8000+4000:oy F
 c000+8:9p F
 24+c:Vi F
 18+8:e1 F
- img: create -q -f qcow2 -o cluster_size=16k,extended_l2=o...
 @mid.qcow2 0+4000:FB 4000+8000:DQ 0+4000:xr 8000+4000:oy F
 c000+8:9p F
 24+c:Vi F
 18+8:e1 F
 0+4000:R_ F
- img: create -q -f qcow2 -o cluster_size=16k,extended_l2=o...
 0+4000:FB 4000+8000:DQ 0+4000:xr 8000+4000:oy F
 c000+8:9p F
 24+c:Vi F
 18+8:e1 F
 0+4000:_Q F
- io: write -q -P 1 16k 16k
 @low.qcow2 8000+4000:o4 F
 10000+4000:KG F
 c000+8:CE F
 14000+4000:0C 8000+4000:bR F
 10000+4000:-I F
 18000+4000:0C 8000+4000:jH F
 10000+4000:rO F
 1c000+4000:0C 8000+4000:hm F
 10000+4000:dE F
 20000+4000:0C 8000+4000:Y0 F
 10000+4000:Pj F
 24000+20000:q7 8000+4000:ZF F
 10000+4000:5F F
- io: write -q -P 2 32k 32k
 @mid.qcow2 8000+4000:o4 F
 10000+4000:KG F
 c000+8:CE F
 14000+8000:Zh 8000+4000:jH F
 10000+4000:PM F
 1c000+8000:Zh 8000+4000:Y0 F
 10000+4000:WC F
 10000+4000:_Q F
 24c00+800:5H 8000+4000:Ys F
 10000+4000:sR F
- io: write -q -P 4 64k 64k
 8000+4000:o4 F
 10000+4000:KG F
 c000+8:CE F
 14000+10000:58 8000+4000:Y0 F
 10000+4000:KD F
 10000+4000:AE F
 25400:tk 8000+4000:Ys F
 10000+4000:VO F
- img: commit TEST_DIR/t.qcow2
 @mid.qcow2 24000+4000:aQ 28000+8000:9p 1c000+8000:9p 8000+4000:qk F
 10000+4000:PY F
 @t.qcow2 48+8:-b F
 Zc000+4000 Z4000+c000 28+14:lk F
 4000+8:ci F
 8000+4000:oy F
 0+4000:_Q T10000 F
=3 img: create -q -f qcow2 -o cluster_size=16k,extended_l2=o...
=3 img: create -q -f qcow2 -o cluster_size=16k,extended_l2=o...
=3 img: create -q -f qcow2 -o cluster_size=16k,extended_l2=o...
= io: write -q -P 1 16k 16k
= io: write -q -P 2 32k 32k
= io: write -q -P 4 64k 64k
- img: commit -b low.qcow2 TEST_DIR/t.qcow2
 @low.qcow2 D2c000+8000 D34000+8000 2c000+4000:AU 30000+4000:vP 1c000+4000:AU 18000+4000:vP 34000+4000:AU
 20000+4000:AU 10000+4000:7R F
 3c000+4000:aQ 8000+4000:cZ F
 10000+4000:L3 F
- img: create -q -f qcow2 -o cluster_size=512,compat=0.10 T...
 @low.qcow2 0:TK 200+400:zl 0:TK 400:GP F
 600+40:M2 F
 24+c:Px F
 18+8:e1 F
- img: create -q -f qcow2 -o cluster_size=512,compat=0.10 -...
 @mid.qcow2 0:TK 200+400:zl 0:TK 400:GP F
 600+40:M2 F
 24+c:Px F
 18+8:e1 F
 0:zT F
- img: create -q -f qcow2 -o cluster_size=512,compat=0.10 -...
 0:TK 200+400:zl 0:TK 400:GP F
 600+40:M2 F
 24+c:Px F
 18+8:e1 F
 0:UU F
- io: write -q -P 1 16k 16k
 @low.qcow2 400:RE F
 800:V4 F
 600+8:C7 F
 a00+4000:0C 400:Kt F
 800:mO F
 400:Gm F
 4a00:V4 F
 608+8:08 F
 4c00+4000:0C 400:-s F
 4a00:OJ F
 400:ft F
 8c00:V4 F
 610+8:30 F
 8e00+4000:0C 400:9T F
 8c00:OR F
 400:On F
 ce00:V4 F
 618+8:Bz F
 d000+4000:0C 400:om F
 ce00:j6 F
 400:cm F
 11000:V4 F
 620+8:LV F
 400:OV F
 19200:V4 F
 628+8:gc F
 11200+8000:rl 400:1Z 21400:p_ F
 208+8:xS F
 400:1Z 21400:iw F
 21600:V4 F
 630+8:sK F
 19400+8000:rl 21400:io F/1
 F
 11000:5J 29800:V4 F
 638+8:7P F
 21800+8000:rl 29a00+8000:rl 21400:vd F
 29800:Kg 19200:-i 21600:b- F
- io: write -q -P 2 32k 32k
 @mid.qcow2 400:RE F
 800:V4 F
 608+8:C7 F
 a00+8000:Zh 400:km F
 800:82 F
 400:-s F
 8a00:V4 F
 618+8:py F
 8c00+8000:Zh 400:ca F
 8a00:AD F
 400:Fr F
 10c00:V4 F
 628+8:-I F
 10e00+8000:ym 400:dI F
 10c00:Zr F
 400:JF F
 18e00:V4 F
 638+8:VB F
 19000+800:5H 400:mq F
 18e00:fS F
- io: write -q -P 4 64k 64k
 400:RE F
 800:V4 F
 610+8:C7 F
 400:-s F
 8a00:V4 F
 618+8:py F
 a00+8000:9p 8c00+8000:9p 400:ca F
 800:82 8a00:AD F
 400:Fr F
 10c00:V4 F
 630+8:-I F
 10e00+8000:ym 400:dI F
 10c00:Zr F
 400:JF F
 18e00:V4 F
 638+8:VB F
 19000:tk 400:Lr F
 18e00:JE F
- img: commit -b low.qcow2 TEST_DIR/t.qcow2
 @low.qcow2 21800+8000:ym 19400+8000:ym 31a00+4000:AU 35a00+4000:AU 39a00+4000:vP 2aa00+1000:0e 29a00+1000:lz
 d000+4000:AU 8e00+4000:AU 4c00+4000:vP 21400:Td F
 8c00:XI ce00:6b 4a00:wy F
