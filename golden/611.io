blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+40:M2 F
 24+c:Px F
 18+8:e1 F
- io: write -P 1 0 2k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+800:PS 400:8Q F
 800:m8 F
 400:SZ F
 1200:V4 F
 620+8:pg F
 1400+800:5H 400:k4 F
 1200:lq F
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0:9k F
 0:72 F
- img: amend -o compat=1.1,lazy_refcounts=on TEST_DIR/t.qcow2
 0:9k 0:9k 0:nc F
- img: amend -o refcount_bits=64 TEST_DIR/t.qcow2
 1c00:F5 1e00:tP 400:DV F
 0:Ce 0:Ce F
 1c00:9I F
