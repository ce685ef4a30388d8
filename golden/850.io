blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 4k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Qm 2000+1000:LX F
 4000+1000:pk F
 6000+1000:4- 2000+1000:SF F
 4000+1000:3T F
- io: write -q -P 3 8k 4k
 6000+1000:oJ F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q -P 4 0 4k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+1000:xP 400:Ks F
 800:nu F
- io: write -q -P 5 64k 4k
 400:k4 F
 1a00:V4 F
 610+8:Bo F
 1c00+1000:h4 400:vy F
 1a00:Hi F
