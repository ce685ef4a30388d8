blkdrill write log 1
- img: create
 0+10000:Z1 10000+20000:aU 0+10000:F3 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 @d.raw T100000 @t.qcow2 40000+10000:4E 18+8:wZ F
 @d.raw F
- io: write -P 1 0 4k
 @d.raw 0+1000:Qm F
- img: create
 0+10000:x2 10000+20000:aU 0+10000:t0 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 @d.raw T100000 @t.qcow2 18+8:wZ F
 @d.raw F
- io: write -P 1 0 4k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 @d.raw Z0+10000 0+1000:Qm @t.qcow2 40000+10000:dh @d.raw F
 @t.qcow2 F
=2 img: create
=2 io: write -P 1 0 4k
=2 img: create
=2 io: write -P 1 0 4k
- img: create
 0+10000:Z1 10000+20000:aU
- img: create
 0+10000:x2 10000+20000:aU
