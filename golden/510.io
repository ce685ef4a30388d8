blkdrill write log 1
- create
 0+400:7b 400+800:Fk 0+400:7b 800+400:OZ F
 c00+40:M2 F
 24+c:t7 F
 18+8:wZ F
- io: write -P 1 0 4k
 800+400:Ys F
 1000+400:8u F
 D1000+400 F
 800+400:Ys F
 1000+400:8u F
 c00+8:ji F
 1400+800:5H 800+400:IA F
 1000+400:m7 F
 800+400:Jj F
 1c00+400:8u F
 c20+8:fu F
 2000+400:J7 800+400:3L F
 1c00+400:26 F
= create
- io: write -P 1 0 4k
 800+400:Ys F
 D1000+400 F
 800+400:Ys F
 1000+400:8u F
 c00+8:ji F
 1400+800:5H 800+400:IA F
 1000+400:m7 F
 800+400:Jj F
 1c00+400:8u F
 c20+8:fu F
 2000+400:J7 800+400:3L F
 1c00+400:26 F
= create
= io: write -P 1 0 4k
= create
- io: write -P 1 0 4k
 800+400:Ys F
 1000+400:8u F
 c00+8:ji F
 1400+800:5H F
 800+400:IA F
 1000+400:m7 F
 800+400:Jj F
 1c00+400:8u F
 c20+8:fu F
 2000+400:J7 800+400:3L F
 1c00+400:26 F
= create
- io: write -P 1 0 4k
 D1000+400 F
 800+400:Ys F
 1000+400:8u F
 c00+8:ji F
 1400+800:5H 800+400:IA F
 1000+400:m7 F
 800+400:Jj F
 1c00+400:8u F
 c20+8:fu F
 2000+400:J7 800+400:3L F
 1c00+400:26 F
= create
= io: write -P 1 0 4k
= create
- io: write -P 1 0 4k
 800+400:Ys F
 1000+400:8u F
 c00+8:ji F
 1400+800:5H 800+400:IA F
 1000+400:m7 F
 800+400:Jj F
 1c00+400:8u F
 c20+8:fu F
 2000+400:J7 800+400:3L F
 1c00+400:26 F
