blkdrill write log 1
- create
 0+400:nN 400+800:Fk 0+400:nN 800+400:OZ F
 c00+8:9p F
 24+c:0g F
 18+8:Ve F
- io: write -P 1 0 4k
 800+400:Ys F
 1000+400:8u F
 c00+8:ji F
 1400+1000:Qm 48+8:__ F
 1000+400:dK F
 800+400:3L F
 0+400:Yv F
- io: write -P 2 6k 2k
 2400+800:5H 48+8:__ F
 D1800+400 1000+400:12 F
 800+400:Gb F
 0+400:Yv F
