blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -c -P 1 0 4k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+15:rh 5015+15:by 6000+1000:oJ 2000+1000:or F
 4000+1000:lQ F
- img: snapshot -c one TEST_DIR/t.qcow2
 7000+8:W2 2000+1000:gP F
 4000+1000:mn F
 3000+8:Bs F
 2000+1000:-g F
 8000+28:jO 8028+18:7r 8040+1:-3 8041+3:bx F
 3c+c:pn F
= create
- io: write -q -c -P 1 0 4k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+15:rh 5015+15:by 2000+1000:x5 F
 4000+1000:7n F
- io: write -c -P 5 16k 4k
 6000+15:5E 2000+1000:or F
 4000+1000:Np F
= create
= io: write -q -c -P 1 0 4k
= create
= io: write -q -c -P 1 0 4k
- io: write -c -P 5 16k 4k
 2000+1000:or F
 4000+1000:Np F
= create
= io: write -q -c -P 1 0 4k
= create
= io: write -q -c -P 1 0 4k
= io: write -c -P 5 16k 4k
= create
= io: write -q -c -P 1 0 4k
= create
= io: write -q -c -P 1 0 4k
= create
= io: write -q -c -P 1 0 4k
