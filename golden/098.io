blkdrill write log 1
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Ve F
 0+10000:gC F
- io: write -P 1 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
 @t.qcow2 48+8:__ F
- io: read -P 1 0 64k
 0+10000:gC F
- commit: t.qcow2
 @base.qcow2 50000+10000:h- F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:gC T40000 F
=2 create
=2 create
= io: write -P 1 0 64k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
 @t.qcow2 48+8:__ F
 Z30000+10000 F
- io: read -P 1 0 64k
 D40000+10000 D50000+10000 F
 20000+10000:-4 F
 0+10000:gC F
- commit: t.qcow2
 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
 10000+8:sH F
 20000+10000:-4 F
 0+10000:gC T40000 F
=2 create
=2 create
= io: write -P 1 0 64k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 F
- io: read -P 1 0 64k
 20000+10000:-4 20000+10000:ud 40000+10000:6Q 30+c:Lq F
 D10000+10000 F
 20000+10000:Xn F
 0+10000:hZ F
=2 commit: t.qcow2
=2 create
=2 create
= io: write -P 1 0 64k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:yK F
 @t.qcow2 48+8:__ F
 Z30000+10000 Z10000+30000 28+14:rW F
= io: read -P 1 0 64k
=2 commit: t.qcow2
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
 0+1000:7T 1000+2000:uR 0+1000:7T 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
 0+1000:fb F
- io: write -q -P 1 0 40k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+a000:dM 2000+1000:xu F
 4000+1000:kI F
 f000+8000:ym 2000+1000:0o F
 4000+1000:IH F
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 D5000+12000 4000+1000:AR F
 2000+1000:Vy F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
= commit: t.qcow2
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
= commit: t.qcow2
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 D6000+11000 4000+1000:AR F
 2000+1000:LX F
- check
 D5000+1000 F
 2000+1000:Vy F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
= commit: t.qcow2
= check
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
=2 commit: t.qcow2
= create
- img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
 0:ru F
- io: write -q -P 1 0 40k
 400:RE F
 800:V4 F
 600+8:C7 F
 400:-s F
 8a00:V4 F
 608+8:py F
 a00+8000:rl 8c00+2000:H- 400:p3 F
 800:82 8a00:8x F
 400:VS F
 ac00:V4 F
 680+8:lW F
 ac00:47 F
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:__ F
- check
 0:ru F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:__ F
 Z600 F
- check
 D800 Da00 Dc00 De00 D1000 D1200 D1400 D1600 D1800 D1a00 D1c00 D1e00 D2000 D2200 D2400 D2600 D2800
 D2a00 D2c00 D2e00 D3000 D3200 D3400 D3600 D3800 D3a00 D3c00 D3e00 D4000 D4200 D4400 D4600 D4800
 D4a00 D4c00 D4e00 D5000 D5200 D5400 D5600 D5800 D5a00 D5c00 D5e00 D6000 D6200 D6400 D6600 D6800
 D6a00 D6c00 D6e00 D7000 D7200 D7400 D7600 D7800 D7a00 D7c00 D7e00 D8000 D8200 D8400 D8600 D8800
 D8a00 D8c00 D8e00 D9000 D9200 D9400 D9600 D9800 D9a00 D9c00 D9e00 Da000 Da200 Da400 Da600 Da800
 Daa00 Dac00 F
 400:GP F
 0:ru F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:__ F
 Z600 Z200+600 F
- check
 400:GP 400:RE 800:-E 30+c:SU F
 D200 F
 400:t- F
 0:yN F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:__ F
 Z600 Z200+600 28+14:Gm F
= check
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:__ F
 Z600 Z200+600 28+14:Gm F
 200+8:pt F
 400:GP F
 0:ru T800 F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
= commit: t.qcow2
= create
- img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
 0+4000:FB 4000+8000:DQ 0+4000:xr 8000+4000:oy F
 c000+8:9p F
 24+c:Vi F
 18+8:wZ F
 0+4000:FJ F
- io: write -q -P 1 0 40k
 8000+4000:o4 F
 10000+4000:KG F
 c000+8:CE F
 14000+a000:dM 8000+4000:hm F
 10000+4000:yY F
 10000+4000:CI F
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:-b F
- check
 0+4000:FJ F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:-b F
 Zc000+4000 F
- check
 D10000+4000 D14000+4000 D18000+4000 D1c000+4000 F
 8000+4000:oy F
 0+4000:FJ F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:-b F
 Zc000+4000 Z4000+c000 F
- check
 8000+4000:oy 8000+4000:o4 10000+4000:kE 30+c:1N F
 D4000+4000 F
 8000+4000:LT F
 0+4000:ET F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:-b F
 Zc000+4000 Z4000+c000 28+14:lk F
= check
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:-b F
 Zc000+4000 Z4000+c000 28+14:lk F
 4000+8:ci F
 8000+4000:oy F
 0+4000:FJ T10000 F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
= commit: t.qcow2
= create
- img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
 0+1000:nU 1000+2000:uR 0+1000:nU 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
 0+1000:MN F
- io: write -q -P 1 0 40k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+a000:dM 48+8:__ F
 4000+1000:kI F
 4000+1000:Tt F
 2000+1000:xu F
 0+1000:MN F
=10 commit: t.qcow2
- check
 0+1000:MN F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:__ F
 Z3000+1000 F
- check
 D4000+1000 D5000+1000 D6000+1000 D7000+1000 D8000+1000 D9000+1000 Da000+1000 Db000+1000 Dc000+1000
 Dd000+1000 De000+1000 F
 2000+1000:ig F
 0+1000:MN F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 F
- check
 2000+1000:ig 2000+1000:Vy 4000+1000:0q 30+c:yV F
 D1000+1000 F
 2000+1000:S4 F
 0+1000:5y F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
= check
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:NI 20000+10000:Et F
 40000+10000:qk F
 @t.qcow2 48+8:__ F
 Z3000+1000 Z1000+3000 28+14:00 F
 1000+8:vL F
 2000+1000:ig F
 0+1000:MN T4000 F
= create
= img: create -q -f qcow2 -b base.qcow2 -F qcow2 -o compat=...
= io: write -q -P 1 0 40k
= commit: t.qcow2
=3 create
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
 0+1000:Go F
- io: write -q -P 1 0 32k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+8000:rl 2000+1000:OI F
 4000+1000:Yl F
- snapshot: create a
 d000+8:W2 2000+1000:7X F
 4000+1000:Jh F
 3000+8:Bs F
 2000+1000:dX F
 e000+28:aM e028+18:Xg e040+1:-3 e041+1:5D F
 3c+c:HA F
- io: write -q -P 2 16k 32k
 2000+1000:wZ F
 f000+1000:Jh F
 3000+8:sO F
 10000+8000:Zh F
 2000+1000:6f F
 f000+1000:ga F
 2000+1000:0w F
- commit: t.qcow2
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:9G 20000+10000:Dx F
 40000+10000:yK F
 @t.qcow2 D10000+8000 f000+1000:AR F
 2000+1000:cg F
- snapshot: apply a
 2000+1000:wZ F
 d000+8:Bs F
 3000+8:W2 F
 2000+1000:dX F
 Df000+1000 F
 3000+8:Bs F
