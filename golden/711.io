blkdrill write log 1
- create: 1M
 0+10000:2O 10000+20000:aU 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- img: bitmap --add TEST_DIR/t.qcow2 one
 40000+8:9p 50000+20:Tn 20000+10000:Dx F
 0:Z- F
- img: bitmap --remove TEST_DIR/t.qcow2 one
 0:2u F
 50000+20:-k 0:2u F
 0:Z- F
 0:el F
 20000+10000:-4 F
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
- create
 @other.qcow2 0+10000:2O 10000+20000:aU 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
- create
 0+10000:2O 10000+20000:aU 0:u4 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
 0:z9 F
- rebase: other.qcow2
 F
 0:sy F
- img: amend -o lazy_refcounts=on TEST_DIR/t.qcow2
 0:sy 0:2K F
- io: write -q -P 1 0 64k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
- io: write -q -P 1 0 64k
 @other.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
= create
- img: rebase -u -F qcow2 -b json:{"driver":"qcow2","overla...
 F
 200+185:8F F
 0:KX F
- img: rebase -u -F qcow2 -b json:{"driver":"qcow2","overla...
 F
 385+19f:9m F
 0:dq F
=2 img: rebase -u -F qcow2 -b json:{"driver":"qcow2","overla...
- rebase: base.qcow2
 F
 0:z9 F
