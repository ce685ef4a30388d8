blkdrill write log 1
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -c -P 1 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+4f:GG 60000+10000:WA 20000+10000:Et F
 40000+10000:qx F
- io: write -c -P 3 64k 64k
 70000+4f:Wt 20000+10000:MB F
 40000+10000:s8 F
= create
= io: write -q -c -P 1 0 64k
= io: write -c -P 3 64k 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
- io: write -c -P 3 64k 64k
 20000+10000:MB F
 40000+10000:s8 F
= create
= io: write -q -c -P 1 0 64k
= io: write -c -P 3 64k 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
= io: write -c -P 3 64k 64k
= create
= io: write -q -c -P 1 0 64k
= io: write -c -P 3 64k 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
- io: write -P 3 4k 4k
 70000+10000:jj F
 20000+10000:MB F
 40000+10000:eF F
 20000+10000:ht F
= create
= io: write -q -c -P 1 0 64k
= io: write -P 3 4k 4k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
=2 io: write -c -P 3 64k 64k
= create
= io: write -q -c -P 1 0 64k
= io: write -c -P 3 64k 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
=2 io: write -c -P 3 64k 64k
= create
= io: write -q -c -P 1 0 64k
= io: write -c -P 3 64k 64k
= create
= io: write -q -c -P 1 0 64k
= create
= io: write -q -c -P 1 0 64k
- create
 0:a1 200+400:zl 0:a1 400:9a F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q -P 1 0 26k
 400:BH F
 800:V4 F
 600+8:C7 F
 a00+6800:T7 400:7i F
 800:Wu F
- io: write -c -P 2 30k 512
 7200+8:Nf 7208+8:ts 400:aF F
 800:jI F
= create
= io: write -q -P 1 0 26k
= io: write -c -P 2 30k 512
= create
= io: write -q -P 1 0 26k
= io: write -c -P 2 30k 512
= create
= io: write -q -P 1 0 26k
= io: write -c -P 2 30k 512
= create
= io: write -q -P 1 0 26k
- io: write -c -P 2 30k 512
 7208+8:ts 400:aF F
 800:jI F
= create
= io: write -q -P 1 0 26k
