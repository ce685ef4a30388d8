blkdrill write log 1
- create
 @base.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -P 1 0 64k
 @base.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+10000:h- 2000+1000:HI F
 4000+1000:Vy F
- img: snapshot -c one TEST_DIR/base.qcow2
 @base.qcow2 15000+8:W2 2000+1000:-Q F
 4000+1000:hT F
 3000+8:Bs F
 2000+1000:DR F
 16000+28:xA 16028+18:7r 16040+1:-3 16041+3:bx F
 3c+c:O8 F
- img: create -q -f qcow2 -b base.qcow2 -F qcow2 TEST_DIR/t...
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:m- F
- create
 @t.raw T100000 F
- img: snapshot -c one TEST_DIR/base.qcow2
 @base.qcow2 17000+8:Bs 2000+1000:dB F
 2000+1000:KS F
 18000+28:xA 18028+18:7r 18040+1:-3 18041+3:bx 18048+28:8G 18070+18:7r 18088+1:4N 18089+3:bx F
 3c+c:yV F
 D16000+1000 F
 2000+1000:3T F
- img: convert -f qcow2 -O raw TEST_DIR/t.qcow2 TEST_DIR/t.raw
 @t.raw T100000 F
 0+10000:h-
- io: write -P 2 64k 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:WA 20000+10000:Dx F
 40000+10000:F1 F
- img: snapshot -c one TEST_DIR/base.qcow2
 @base.qcow2 16000+8:Bs 2000+1000:AI F
 2000+1000:-H F
 19000+28:xA 19028+18:7r 19040+1:-3 19041+3:bx 19048+28:8G 19070+18:7r 19088+1:4N 19089+3:bx 19090+28:al
 190b8+18:7r 190d0+1:6b 190d1+3:bx F
 3c+c:qH F
 D18000+1000 F
 2000+1000:pU F
- img: snapshot -a one TEST_DIR/base.qcow2
 @base.qcow2 2000+1000:M8 F
 15000+8:Bs F
 3000+8:W2 F
 2000+1000:pU F
 3000+8:Bs F
- img: resize -q --shrink TEST_DIR/base.qcow2 1M
 @base.qcow2 18+8:wZ F
- img: amend -f qcow2 -o lazy_refcounts=off TEST_DIR/base.q...
 @base.qcow2 0+1000:HZ F
- img: convert -f qcow2 -O raw TEST_DIR/t.qcow2 TEST_DIR/t.raw
 @t.raw T100000 F
 0+10000:h- 10000+10000:WA
- img: convert -n -f raw -O qcow2 TEST_DIR/t.raw TEST_DIR/b...
 @base.qcow2 2000+1000:-H 18000+1000:hT 3000+8:jP 1a000+20000:dF 2000+1000:n8 18000+1000:np 2000+1000:pY
- img: create -q -f qcow2 -o cluster_size=4096 TEST_DIR/bas...
 @base.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
= io: write -P 1 0 64k
- io: write -P 2 64k 64k
 50000+10000:WA F
=3 img: snapshot -c one TEST_DIR/base.qcow2
=3 img: snapshot -c one TEST_DIR/base.qcow2
- io: write -P 3 0 64k
 @t.raw 0+10000:MV,fua F
- img: resize -q -f raw TEST_DIR/t.raw 2M
 @t.raw T200000 F
