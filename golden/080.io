blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:H- 2000+1000:SF F
 4000+1000:gM F
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
= create
= io: write -q -P 1 0 8k
- create
 @base.raw T100000 F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
 0+1000:XK F
=2 create
=2 create
=2 create
=2 create
=3 create
- io: write -q 0 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:IV 2000+1000:SF F
 4000+1000:gM F
= create
= io: write -q 0 8k
= create
= io: write -q 0 8k
= create
= io: write -q 0 8k
= create
= io: write -q 0 8k
= create
= io: write -q 0 8k
= create
= io: write -q 0 8k
= create
= io: write -q 0 8k
= create
= io: write -q 0 8k
= create
= io: write -q 0 8k
= create
= io: write -q 0 8k
