blkdrill write log 1
- create
 0+10000:rV 10000+20000:aU 0:tc 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:e1 F
- io: write -q -P 1 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
- img: amend -o compat=1.1 TEST_DIR/t.qcow2
 0:TJ 0:TJ F
- snapshot: create one
 48+8:__ F
 60000+8:Jv F
 40000+10000:UA F
 30000+8:e1 F
 70000+28:7U 70028+18:mi 70040+1:-3 70041+3:bx F
 3c+c:Sp F
 20000+10000:Sb F
 0:7T F
- io: write -q -P 2 0 64k
 20000+10000:g_ F
 80000+10000:UA F
 30000+8:sL F
 90000+10000:WA 20000+10000:Jm F
 80000+10000:2Q F
 20000+10000:X8 F
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0:7T 48+8:__ F
 0:7T 0:43 F
- io: write -q -P 3 64k 64k
 a0000+10000:MV 20000+10000:ON F
 80000+10000:n6 F
 80000+10000:qB F
 D90000+10000 20000+10000:nU F
- img: amend -o compat=1.1 TEST_DIR/t.qcow2
 0:7T 0:7T F
- snapshot: apply one
 48+8:__ F
 F
 60000+8:e1 F
 30000+8:Jv F
 Da0000+10000 D80000+10000 F
 30000+8:e1 F
 20000+10000:Sb F
 0:7T F
- snapshot: delete one
 48+8:__ F
 F
 3c+c:Zv F
 40000+10000:yK F
 D70000+10000 30000+8:Jv F
 20000+10000:Et F
 0:TJ D60000+10000 20000+10000:Dx F
