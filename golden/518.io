blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 4k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:pk F
- img: bitmap --add TEST_DIR/t.qcow2 b
 6000+8:9p 7000+20:dQ 2000+1000:d9 F
 0+1000:md F
- io: close
 0+1000:yh F
 7000+20:wT 0+1000:yh F
 0+1000:md F
 0+1000:3H F
= create
= io: write -q -P 1 0 4k
= img: bitmap --add TEST_DIR/t.qcow2 b
- io: close
 0+1000:yh F
 7000+20:wT 0+1000:yh F
 0+1000:md F
 7000+1000:4- F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+40:M2 F
 24+c:KE F
 18+8:gM F
= io: write -q -P 1 0 4k
- io: write -P 2 16k 4k
 0+1000:EW F
= create
= io: write -q -P 1 0 4k
- io: write -P 2 17k 1k
 0+1000:EW F
= create
= io: write -q -P 1 0 4k
- io: write -c -P 2 16k 4k
 0+1000:EW F
= create
= io: write -q -P 1 0 4k
- io: write -P 2 2M 4k
 2000+1000:LX F
 0+1000:EW D3000+1000 F
= create
= io: write -q -P 1 0 4k
- io: write -z 2M 4k
 2000+1000:LX F
 0+1000:EW F
= create
= io: write -q -P 1 0 4k
- io: truncate 1G
 2000+1000:LX F
 0+1000:EW F
= create
- io: write -q -P 1 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
 4000+1000:vi F
- img: bitmap --add TEST_DIR/t.qcow2 a
 7000+8:9p 8000+20:vL 2000+1000:DS F
 0+1000:o7 F
- snapshot: create s
 0+1000:8H F
 8000+20:CI 0+1000:8H F
 0+1000:o7 F
 9000+40:LB 2000+1000:XD F
 4000+1000:70 F
 3000+40:ev F
 2000+1000:Zq F
 a000+28:yG a028+18:ZP a040+1:-3 a041+1:8L F
 3c+c:7F F
 b000+8:9p c000+20:Tv 2000+1000:Gm F
 0+1000:_F F
 2000+1000:Xx F
- io: write -q -P 3 4k 8k
 0+1000:r5 F
 c000+20:-s 0+1000:r5 F
 0+1000:_F F
 2000+1000:YJ F
 7000+1000:70 F
 3000+8:NF F
 d000+2000:dr F
 2000+1000:-Z F
 7000+1000:oJ F
 2000+1000:Vv F
 f000+1000:C4 10000+8:7U 11000+20:xg 2000+1000:5f F
 0+1000:e8 F
 2000+1000:mT F
- img: bitmap --add TEST_DIR/t.qcow2 b
 0+1000:KA F
 11000+20:cj 0+1000:KA F
 0+1000:e8 F
 0+1000:Pm D3000+1000 F
 2000+1000:8O F
= create
= io: write -q -P 1 0 8k
= img: bitmap --add TEST_DIR/t.qcow2 a
= snapshot: create s
= io: write -q -P 3 4k 8k
- img: bitmap --remove TEST_DIR/t.qcow2 a
 0+1000:KA F
 11000+20:cj 0+1000:KA F
 0+1000:e8 F
 0+1000:go F
 Df000+1000 F
 2000+1000:Q- F
= create
= io: write -q -P 1 0 8k
= img: bitmap --add TEST_DIR/t.qcow2 a
= snapshot: create s
= io: write -q -P 3 4k 8k
- img: snapshot -c t TEST_DIR/t.qcow2
 0+1000:KA F
 11000+20:cj 0+1000:KA F
 0+1000:e8 F
 0+1000:Pm F
= create
= io: write -q -P 1 0 8k
= img: bitmap --add TEST_DIR/t.qcow2 a
= snapshot: create s
= io: write -q -P 3 4k 8k
- img: snapshot -a s TEST_DIR/t.qcow2
 0+1000:KA F
 11000+20:cj 0+1000:KA F
 0+1000:e8 F
 0+1000:Pm D3000+1000 F
 2000+1000:8O F
= create
= io: write -q -P 1 0 8k
= img: bitmap --add TEST_DIR/t.qcow2 a
= snapshot: create s
= io: write -q -P 3 4k 8k
- img: amend -o refcount_bits=8 TEST_DIR/t.qcow2
 0+1000:KA F
 11000+20:cj 0+1000:KA F
 0+1000:e8 F
 0+1000:Pm F
= create
= io: write -q -P 1 0 8k
= img: bitmap --add TEST_DIR/t.qcow2 a
= snapshot: create s
= io: write -q -P 3 4k 8k
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0+1000:KA F
 11000+20:cj 0+1000:KA F
 0+1000:e8 F
 0+1000:e8 F
 7000+1000:nn F
 4000+1000:0a 0+1000:wj F
 0+1000:wj D3000+1000 F
 2000+1000:8O F
= create
= io: write -q -P 1 0 8k
= img: bitmap --add TEST_DIR/t.qcow2 a
= snapshot: create s
= io: write -q -P 3 4k 8k
- img: resize --preallocation=falloc TEST_DIR/t.qcow2 32M
 0+1000:KA F
 11000+20:cj 0+1000:KA F
 0+1000:e8 F
 2000+1000:mT F
 0+1000:Pm F
= create
= io: write -q -P 1 0 4k
- io: write 16k 4k
 0+1000:EW F
- create
 0+1000:fD 1000+2000:uR 0+1000:7O 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 @t.data T100000 @t.qcow2 18+8:wZ F
 @t.data F
=3 create
- check
 0+1000:4P F
