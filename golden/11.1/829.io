blkdrill write log 1
- create
 @t.raw T100000 F
- io: write -P 1 0 4k
 @t.raw 0+1000:Qm 10000+1000:4- F
 Z2000+1000 F
= io: write -P 1 0 4k
- io: write -P 1 0 4k
 @t.raw 0+1000:Qm Z2000+1000 F
