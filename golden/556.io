blkdrill write log 1
- create: 1M
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 64k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+10000:h- 2000+1000:HI F
 4000+1000:Vy F
- io: close
 5000+2000:mU F
 8400+2000:mU F
 d000+1000:AR F
 15000+1000:AR 2000+1000:Jp F
 4000+1000:jv F
 16000+14:BR 2000+1000:PQ F
 17000+10:EB F
 24+c:0o F
 4000+1000:uq F
 2000+1000:PQ F
 3000+1000:AR F
 17008+8:xA F
 18000+1000:AR 2000+1000:YD F
 3000+1000:uY F
 Z19000+1000 19000+400:8u 2000+1000:mM F
 4000+1000:hs F
- create
 0+1000:7T 1000+2000:uR 0+1000:7T 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
= io: write -q -P 1 0 64k
= io: close
=2 create
= io: write -q -P 1 0 64k
- io: close
 4000+1000:AX F
 8400+c00:mE a000+400:8u 4000+1000:P5 F
 4000+1000:-j F
 4000+1000:x9 F
 4000+1000:q_ F
 2000+1000:Jp F
 15000+10:EB F
 24+c:mK F
 2000+1000:Jp F
 3000+1000:AR F
 15008+8:xA F
 16000+1000:AR 2000+1000:0o F
 3000+1000:L6 F
 4000+1000:Kz F
=2 create
= io: write -q -P 1 0 64k
- io: close
 D5000+2000 4000+1000:1v F
 2000+1000:A_ F
 8400+c00:mE D9000+1000 a000+400:8u 4000+1000:ev F
 2000+1000:cA F
 Dd000+1000 4000+1000:_Y F
 2000+1000:Fm F
 2000+1000:bD F
 5000+10:EB F
 24+c:O9 F
 2000+1000:bD F
 3000+1000:AR F
 5008+8:xA F
 6000+1000:AR 2000+1000:CR F
 3000+1000:ri F
=2 create
= io: write -q -P 1 0 64k
- io: close
 D5000+2000 4000+1000:gK F
 2000+1000:A_ F
 8400+c00:mE D9000+1000 a000+400:8u 4000+1000:Ek F
 2000+1000:cA F
 Dd000+1000 4000+1000:UJ F
 2000+1000:Fm F
 4000+1000:bX F
 4000+1000:AV F
 2000+1000:bD F
 5000+10:EB F
 24+c:O9 F
 2000+1000:bD F
 3000+1000:AR F
 5008+8:xA F
 6000+1000:AR 2000+1000:CR F
 3000+1000:ri F
 4000+1000:gZ F
=2 create
= io: write -q -P 1 0 64k
=2 io: close
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+100000:c0 20000+10000:4F F
 40000+10000:qM F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:m- F
- io: close
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 40000+10000:-K F
 50000+10000:uq 20000+10000:Dx F
 40000+10000:AU F
 60000+10000:J7 20000+10000:Et F
 40000+10000:q8 F
=2 create
= io
=2 create
= io: close
=4 create
- io: reopen -o detect-zeroes=off
 D4000+1000 F
 2000+1000:ig F
= create
- io: reopen -o detect-zeroes=on
 2000+1000:ig F
= create
- io: reopen -o detect-zeroes=off
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 2000+1000:Vy F
= create
- io: reopen -o detect-zeroes=on
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:tO F
= create
=2 io: reopen -o detect-zeroes=off
= create
=2 io: reopen -o detect-zeroes=on
= create
- io: reopen -o detect-zeroes=off
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+10000:7r 2000+1000:HI F
 4000+1000:Vy F
= create
=2 io: reopen -o detect-zeroes=on
= create
- io: reopen -o detect-zeroes=off
 2000+1000:Vy F
 D4000+1000 F
 2000+1000:ig F
= create
- io: reopen -o detect-zeroes=on
 2000+1000:Vy F
 2000+1000:ig F
