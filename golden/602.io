blkdrill write log 1
- create
 @t.base T0 0+800:qn 800+1000:2s F
 0+800:qn 1000+800:iF F
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
 T0 0+800:qn 800+1000:2s F
 0+800:qn 1000+800:iF F
 1800+8:9p F
 24+c:p1 F
 18+8:Bs F
 0+800:-_ F
- io: write -P 2 0 512
 1000+800:FP F
 2000+800:qe F
 1800+8:4R F
 2800+800:pm 1000+800:s7 F
 2000+800:xg F
- io: write -P 3 4608 512
 3000+800:-1 1000+800:mH F
 2000+800:Kw F
 3800+800:hO 1000+800:WU F
 2000+800:Pf F
- create
 T0 0+800:Lf 800+1000:2s F
 0+800:Lf 1000+800:iF F
 1800+8:9p F
 24+c:p1 F
 18+8:Bs F
 0+800:fH F
- io: write -P 2 0 512
 1000+800:FP F
 2000+800:qe F
 1800+8:4R F
 2800+800:pm 48+8:__ F
 2000+800:xg F
 1000+800:s7 F
 0+800:fH F
- io: write -P 3 4608 512
 3000+800:-1 48+8:__ F
 2000+800:Kw F
 3800+800:hO F
 2000+800:Pf F
 1000+800:WU F
 0+800:fH F
