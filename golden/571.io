blkdrill write log 1
- create: 1M
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: reopen -o overlap-check=none
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 4k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+1000:Yv 400:Ks F
 800:nu F
- io: reopen -o overlap-check=none
 0:_G 400:Ks F
 800:D1 F
= create
= io: write -q 0 4k
- io: reopen -o overlap-check=none
 0:Ng F
= create
= io: write -q 0 4k
=2 io: reopen -o overlap-check=none
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: reopen -o l2-cache-size=1M
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
- create
 0+40000:IL 40000+80000:vk 0+40000:8h 80000+40000:vr F
 c0000+2000000:Tp F
 24+c:bk F
 18+8:Wb F
