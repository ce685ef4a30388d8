blkdrill write log 1
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Kp F
- io: write -q -P 1 0 600k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+a0000 50000+96000:L8 20000+10000:va F
 40000+10000:zS F
 70000+2000:mU F
 f0000+10000:h- 20000+10000:jT F
 40000+10000:dk F
- create
 0+4000:FB 4000+8000:DQ 0+4000:xr 8000+4000:oy F
 c000+8:9p F
 24+c:Vi F
 18+8:Kp F
 0+4000:fA F
- io: write -q -P 2 10k 1k
 8000+4000:o4 F
 10000+4000:KG F
 c000+8:CE F
 16800+400:lI 8000+4000:bR F
 10000+4000:ZD F
- img: dd
 @x T12000 F
 @t.qcow2 16000+800:PS 16c00+400:Qd @x 0+1000:Tm @t.qcow2 17000+1000:Qm @x 1000+1000:Qm @t.qcow2 18000+1000:Qm
 @x 2000+1000:Qm @t.qcow2 19000+1000:Qm @x 3000+1000:Qm @t.qcow2 1a000+1000:Qm @x 4000+1000:Qm @t.qcow2 1b000+1000:Qm
 @x 5000+1000:Qm @t.qcow2 1c000+1000:Qm @x 6000+1000:Qm @t.qcow2 1d000+1000:Qm @x 7000+1000:Qm @t.qcow2 1e000+1000:Qm
 @x 8000+1000:Qm @t.qcow2 1f000+1000:Qm @x 9000+1000:Qm @t.qcow2 20000+1000:Qm @x a000+1000:Qm @t.qcow2 21000+1000:Qm
 @x b000+1000:Qm @t.qcow2 22000+1000:Qm @x c000+1000:Qm @t.qcow2 23000+1000:Qm @x d000+1000:Qm @t.qcow2 24000+1000:Qm
 @x e000+1000:Qm @t.qcow2 25000+1000:Qm @x f000+1000:Qm @t.qcow2 26000+1000:Qm @x 10000+1000:Qm @t.qcow2 27000+1000:Qm
 @x 11000+1000:Qm @t.qcow2 8000+4000:Ys F
 10000+4000:yA F
 @x F
- img: dd
 @x T0 F
=2 create
= io: write -q -P 1 0 600k
- create
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:Kp F
 0+10000:gj F
- io: write -q -P 2 10k 1k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 52800+800:MS 20000+10000:Dx F
 40000+10000:BX F
- img: dd
 @x T12000 F
 @t.qcow2 52000+800:PS @x 0+1000:Tm @t.qcow2 53000+1000:Qm @x 1000+1000:Qm @t.qcow2 54000+1000:Qm
 @x 2000+1000:Qm @t.qcow2 55000+1000:Qm @x 3000+1000:Qm @t.qcow2 56000+1000:Qm @x 4000+1000:Qm @t.qcow2 57000+1000:Qm
 @x 5000+1000:Qm @t.qcow2 58000+1000:Qm @x 6000+1000:Qm @t.qcow2 59000+1000:Qm @x 7000+1000:Qm @t.qcow2 5a000+1000:Qm
 @x 8000+1000:Qm @t.qcow2 5b000+1000:Qm @x 9000+1000:Qm @t.qcow2 5c000+1000:Qm @x a000+1000:Qm @t.qcow2 5d000+1000:Qm
 @x b000+1000:Qm @t.qcow2 5e000+1000:Qm @x c000+1000:Qm @t.qcow2 5f000+1000:Qm @x d000+1000:Qm @t.qcow2 60000+1000:Qm
 @x e000+1000:Qm @t.qcow2 61000+1000:Qm @x f000+1000:Qm @t.qcow2 62000+1000:Qm @x 10000+1000:Qm @t.qcow2 63000+1000:Qm
 @x 11000+1000:Qm @t.qcow2 20000+10000:Et F
 40000+10000:AS F
 @x F
=2 img: dd
