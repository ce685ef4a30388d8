blkdrill write log 1
- create
 @base.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -P 1 0 300k
 @base.qcow2 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+4b000:nY 2000+1000:ZH F
 4000+1000:xc F
 4000+1000:3q F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:m- F
- img: convert
 @x T100000 F
 @t.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- @x 0+10000:h- @t.qcow2 60000+30000:Pn @x 12000+2e000:0C @t.qcow2 90000+10000:Tc @x 40000+b000:L8
 @t.qcow2 20000+10000:X8 F
 40000+10000:Ul F
