blkdrill write log 1
- create: 1M
 T0 0+10000:2O 10000+20000:aU F
 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- snapshot: create one
 40000+8:9p 20000+10000:ud F
 20000+10000:Dx F
 50000+28:cF 50028+18:7r 50040+1:-3 50041+3:bx F
 3c+c:DH F
- create
 T0 0:VY 200+400:zl F
 0:VY 400:GP F
 600+8:9p F
 24+c:Wq F
 18+8:ci F
- io: write -q -P 1 0 32k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+8000:rl 400:km F
 800:82 F
- io: write -q -b 0 512
 400:-s F
 8a00+10:ZV F
 24+c:4o F
 400:ft F
 8c00:V4 F
 8a08+8:30 F
 8e00:_G 400:jY F
 8c00:YY F
 400:jY F
 600+100:Mz F
 24+c:NK F
 18+8:wZ F
 400:5S F
- create
 @base.qcow2 T0 0+10000:2O 10000+20000:aU F
 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
- create
 @other.qcow2 T0 0+10000:2O 10000+20000:aU F
 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
- io: write -q -P 1 0 64k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
- create
 T0 0+10000:2O 10000+20000:aU F
 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
 0+10000:yT F
- rebase: other.qcow2
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
 0+10000:1y F
=3 create
- io: write -q -P 1 0 128k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:q7 20000+10000:Et F
 40000+10000:Fw F
- create
 T0 0+10000:2O 10000+20000:aU F
 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
 0+10000:gC F
- io: truncate 128k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 40000+10000:zH F
 18+8:sH F
