blkdrill write log 1
- create
 0:TD 200+400:zl 0:TD 400:3g F
 600+8:9p F
 24+c:Wq F
 18+8:sR F
- io: write -q -P 7 0 512
 400:kh F
 800:V4 F
 600+8:C7 F
 a00:_t 400:bi F
 800:Ly F
- resize
 400:lk F
 c00+10:ZV F
 24+c:Hl F
 400:Ap F
 e00:V4 F
 c08+8:c9 F
 T1200 400:Kz F
 800:Cu e00:tH 18+8:Wg F
