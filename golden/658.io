blkdrill write log 1
- create
 @t.base 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
- io: write -q -P 1 0 64k
 @t.base 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
- create
 0+1000:wy 1000+2000:uR 0+1000:wy 2000+1000:xE F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
 0+1000:8N F
- io: write -q -z 0 8k
 2000+1000:-q F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:V0 F
- img: amend -o refcount_bits=16,compat=0.10 TEST_DIR/t.qcow2
 5000+1000:SF 6000+1000:Gb 2000+1000:Ch F
 0+1000:ZR 0+1000:ZR Z1000+1000 Z2000+1000 F
 4000+1000:zF F
 0+1000:X_ F
 5000+1000:SF F
