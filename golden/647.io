blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- img: bitmap --add TEST_DIR/t.qcow2 one
 4000+8:9p 5000+20:4q 2000+1000:LX F
 0+1000:XQ F
- io: write -q -P 2 0 4k
 0+1000:Ds F
 5000+20:Vp 0+1000:Ds F
 0+1000:XQ F
 2000+1000:SF F
 6000+1000:AR F
 3000+8:EU F
 7000+1000:4- 2000+1000:d9 F
 6000+1000:df F
 8000+1000:k9 9000+8:ci a000+20:p2 2000+1000:RE F
 0+1000:01 F
 2000+1000:4z F
- img: check -q -r all blkdebug:TEST_DIR/blkdebug.conf:TEST...
 0+1000:gJ F
 a000+20:E1 0+1000:gJ F
 0+1000:01 F
 4000+1000:k9 5000+8:Bs b000+20:VS 2000+1000:Y6 F
 0+1000:Az D4000+1000 F
