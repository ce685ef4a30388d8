blkdrill write log 1
- create
 @t.base 0+800:qn 800+1000:2s 0+800:qn 1000+800:iF F
 1800+8:9p F
 24+c:p1 F
 18+8:Bs F
- io: write -P 1 0 16k
 @t.base 1000+800:FP F
 2000+800:qe F
 1800+8:4R F
 2800+4000:0C 1000+800:aO F
 2000+800:Rw F
- create
 0+800:Hg 800+1000:2s 0+800:br 1000+800:iF F
 1800+8:9p F
 24+c:p1 F
 @t.data T4000 @t.qcow2 18+8:Bs F
 0+800:Fy @t.data F
 @t.qcow2 F
- io: write -P 3 4608 512
 1000+800:FP F
 2000+800:qe F
 1800+8:4R F
 @t.data 1000+800:-1 @t.qcow2 2000+800:31 @t.data F
 @t.qcow2 F
