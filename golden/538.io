blkdrill write log 1
- create
 0+1000:fD 1000+2000:uR 0+1000:7O 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 @t.data T100000 @t.qcow2 18+8:wZ F
 @t.data F
- io: write -q -P 1 0 64k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 @t.data 0+10000:h- @t.qcow2 4000+1000:ph @t.data F
 @t.qcow2 F
- io: write -P 2 64k 8k
 4000+1000:NR F
 4000+1000:Aq F
= create
= io: write -q -P 1 0 64k
- io: write -P 2 64k 8k
 @t.data 1400+400:J7 F
 Z19000+1000 19400+400:Pi @t.qcow2 4000+1000:Qh @t.data F
 @t.qcow2 F
 4000+1000:0R F
 @t.data D4000+1000 D5000+1000 @t.qcow2 4000+1000:5q @t.data F
 @t.qcow2 F
 @t.data 32000+1000:h4 @t.qcow2 4000+1000:or @t.data F
 @t.qcow2 F
= create
= io: write -q -P 1 0 64k
- io: write -P 2 64k 8k
 @t.data 10000+2000:8B @t.qcow2 4000+1000:MF @t.data F
 @t.qcow2 F
 @t.data 1400+400:J7 F
 @t.qcow2 4000+1000:o1 F
 4000+1000:lO F
= create
= io: write -q -P 1 0 64k
- io: write -P 2 64k 8k
 @t.data 10000+2000:8B @t.qcow2 4000+1000:MF @t.data F
 @t.qcow2 F
 @t.data 1400+400:J7 F
 @t.qcow2 4000+1000:o1 F
 @t.data D4000+1000 D5000+1000 @t.qcow2 4000+1000:lO @t.data F
 @t.qcow2 F
 @t.data 32000+1000:h4 @t.qcow2 4000+1000:0P @t.data F
 @t.qcow2 F
= create
= io: write -q -P 1 0 64k
- io: write -P 2 64k 8k
 @t.data 10000+2000:8B @t.qcow2 4000+1000:MF F
 4000+1000:o1 F
 4000+1000:lO F
 @t.data F
= create
= io: write -q -P 1 0 64k
- io: write -P 2 64k 8k
 @t.data 10000+2000:8B @t.qcow2 4000+1000:MF F
 @t.data 1400+400:J7 F
 Z19000+1000 19400+400:Pi @t.qcow2 4000+1000:1F @t.data F
 @t.qcow2 F
 4000+1000:R1 F
 @t.data D4000+1000 D5000+1000 @t.qcow2 4000+1000:cO @t.data F
 @t.qcow2 F
 @t.data 32000+1000:h4 @t.qcow2 4000+1000:NP @t.data F
 @t.qcow2 F
= create
= io: write -q -P 1 0 64k
=6 io: write -P 2 64k 8k
= create
= io: write -q -P 1 0 64k
=6 io: write -P 2 64k 8k
- create
 0+1000:v6 1000+2000:uR 0+1000:L3 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 @t.data T100000 @t.qcow2 4000+1000:vX 18+8:wZ F
 @t.data F
- io: write -q -P 1 0 64k
 @t.data 0+10000:h- F
- io: write -P 2 64k 8k
 4000+1000:is F
= create
= io: write -q -P 1 0 64k
- io: write -P 2 64k 8k
 @t.data 1400+400:J7 F
 19400+400:Pi F
 Z2000+2000 @t.qcow2 4000+1000:Ln @t.data F
 @t.qcow2 F
 @t.data D4000+1000 D5000+1000 @t.qcow2 4000+1000:Gc @t.data F
 @t.qcow2 F
 @t.data 32000+1000:h4 F
= create
= io: write -q -P 1 0 64k
- io: write -P 2 64k 8k
 @t.data 10000+2000:8B F
 1400+400:J7 F
 19400+400:Pi F
 @t.qcow2 4000+1000:is F
= create
= io: write -q -P 1 0 64k
- io: write -P 2 64k 8k
 @t.data 10000+2000:8B F
 1400+400:J7 F
 19400+400:Pi F
 D4000+1000 D5000+1000 @t.qcow2 4000+1000:is @t.data F
 @t.qcow2 F
 @t.data 32000+1000:h4 F
= create
= io: write -q -P 1 0 64k
- io: write -P 2 64k 8k
 @t.data 10000+2000:8B @t.qcow2 4000+1000:is F
 @t.data F
= create
= io: write -q -P 1 0 64k
- io: write -P 2 64k 8k
 @t.data 10000+2000:8B 1400+400:J7 F
 19400+400:Pi F
 Z2000+2000 @t.qcow2 4000+1000:Ln @t.data F
 @t.qcow2 F
 @t.data D4000+1000 D5000+1000 @t.qcow2 4000+1000:Gc @t.data F
 @t.qcow2 F
 @t.data 32000+1000:h4 F
= create
= io: write -q -P 1 0 64k
=6 io: write -P 2 64k 8k
= create
= io: write -q -P 1 0 64k
=6 io: write -P 2 64k 8k
=2 create
- io: truncate 2M
 @t.data T200000 @t.qcow2 18+8:mJ F
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 @t.data F
