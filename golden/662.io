blkdrill write log 1
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 0 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 20000+10000:Dx F
 40000+10000:yK F
 40000+10000:6m F
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0+10000:gy 0+10000:jO F
= create
= io: write -q -P 0 0 64k
- img: snapshot -c one TEST_DIR/t.qcow2
 60000+8:Jv 20000+10000:a3 F
 40000+10000:cs F
 30000+8:e1 F
 20000+10000:Sb F
 70000+28:7U 70028+18:7r 70040+1:-3 70041+3:bx F
 3c+c:Sp F
- io: write -q -P 0 0 64k
 20000+10000:g_ F
 80000+10000:cs F
 30000+8:sL F
 90000+10000:7r F
 20000+10000:hI F
 80000+10000:-8 F
 20000+10000:X8 F
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0+10000:30 F
 80000+10000:2Q F
 0+10000:0I F
