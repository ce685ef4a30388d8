blkdrill write log 1
- create
 @base.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:7R F
- create
 @mid.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:e1 F
 0+1000:hp F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
 0+1000:MN F
- io: write -q -P 1 0 512k
 @base.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+80000:kj 2000+1000:AY F
 4000+1000:x8 F
- io: write -q -P 2 36k 8k
 @mid.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:8B 2000+1000:SF F
 4000+1000:xn F
- io: write -q -P 3 40k 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+2000:dr 2000+1000:SF F
 4000+1000:uz F
 7000+1000:oJ 2000+1000:d9 F
 4000+1000:Dz F
 4000+1000:3n F
- commit
 @base.qcow2 18+8:wZ F
 D15000+4000 D45000+40000 15000+1000:oJ f000+2000:dr e000+1000:4- 4000+1000:PF F
 2000+1000:AF F
 4000+1000:-t F
- commit
 @base.qcow2 15000+1000:oJ f000+2000:dr e000+1000:4- F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 commit
=2 commit
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
- rebase
 0+1000:TZ F
- commit
 @mid.qcow2 4000+1000:xW F
- rebase
 0+1000:MN F
- commit: t.qcow2
 @mid.qcow2 18+8:wZ F
 7000+1000:oJ 6000+1000:oJ 8000+1000:oJ 2000+1000:DS F
 4000+1000:J5 F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:MN T4000 F
- commit: mid.qcow2
 @base.qcow2 18+8:wZ F
 D15000+4000 D45000+40000 15000+1000:oJ 10000+1000:oJ e000+2000:s2 4000+1000:PF F
 2000+1000:AF F
 4000+1000:-t F
 @mid.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
=2 rebase
- commit: t.qcow2
 @mid.qcow2 18+8:wZ F
 4000+1000:xW F
 7000+1000:oJ 6000+1000:oJ 8000+1000:oJ 2000+1000:DS F
 4000+1000:J5 F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:MN T4000 F
= commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
- commit
 @mid.qcow2 18+8:wZ F
 4000+1000:xW F
=2 rebase
- commit: t.qcow2
 @mid.qcow2 7000+1000:oJ 6000+1000:oJ 8000+1000:oJ 2000+1000:DS F
 4000+1000:J5 F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:MN T4000 F
= commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
- commit
 @mid.qcow2 18+8:wZ F
=2 rebase
- commit: t.qcow2
 @mid.qcow2 7000+1000:oJ 6000+1000:oJ 8000+1000:oJ 2000+1000:DS F
 4000+1000:RM F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:MN T4000 F
- commit: mid.qcow2
 @base.qcow2 18+8:wZ F
 D15000+4000 15000+1000:oJ 10000+1000:oJ e000+2000:s2 4000+1000:rT F
 2000+1000:Ry F
 4000+1000:a7 F
 @mid.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:Wu T4000 F
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
- commit
 @mid.qcow2 18+8:wZ F
 4000+1000:xW F
 6000+1000:oJ 8000+1000:oJ 4000+1000:FC F
 2000+1000:Mq F
 4000+1000:89 F
=2 rebase
=2 commit: t.qcow2
=2 commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
=3 commit
=2 rebase
= commit: t.qcow2
= commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
- commit
 @mid.qcow2 18+8:wZ F
 4000+1000:xW F
 7000+1000:oJ 8000+1000:oJ 2000+1000:DS F
 4000+1000:J5 F
=2 rebase
- commit: t.qcow2
 @mid.qcow2 7000+1000:oJ 6000+1000:oJ 8000+1000:oJ F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:MN T4000 F
= commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
- commit
 @mid.qcow2 18+8:wZ F
 4000+1000:xW F
 7000+1000:oJ F
=2 rebase
=2 commit: t.qcow2
= commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
- commit
 @mid.qcow2 18+8:wZ F
 4000+1000:xW F
 7000+1000:oJ 6000+1000:oJ 4000+1000:FC F
 2000+1000:d9 F
 4000+1000:wG F
=2 rebase
= commit: t.qcow2
= commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
- commit
 @mid.qcow2 18+8:wZ F
 4000+1000:xW F
 7000+1000:oJ 6000+1000:oJ F
=2 rebase
= commit: t.qcow2
= commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
- commit
 @mid.qcow2 18+8:wZ F
 4000+1000:xW F
 7000+1000:oJ 6000+1000:oJ 8000+1000:oJ 2000+1000:DS F
 4000+1000:J5 F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:TZ T4000 F
=2 rebase
- commit: t.qcow2
 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:MN T4000 F
= commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
= commit
=2 rebase
= commit: t.qcow2
= commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
= commit
=2 rebase
= commit: t.qcow2
= commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
= commit
=2 rebase
= commit: t.qcow2
= commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
- commit
 @mid.qcow2 18+8:wZ F
 4000+1000:xW F
 7000+1000:oJ 6000+1000:oJ 8000+1000:oJ 2000+1000:DS F
 4000+1000:J5 F
=2 rebase
=3 commit: t.qcow2
= commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
=2 commit
=2 rebase
=2 commit: t.qcow2
= commit: mid.qcow2
=3 create
=3 create
=3 create
= io: write -q -P 1 0 512k
= io: write -q -P 2 36k 8k
= io: write -q -P 3 40k 8k
=2 rebase
= commit
=2 rebase
= commit: t.qcow2
= commit: mid.qcow2
