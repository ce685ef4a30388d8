blkdrill write log 1
- create
 0+4000:FB 4000+8000:DQ 0:Sq 8000+4000:oy F
 c000+8:9p F
 24+c:Vi F
 18+8:Ve F
- io: write -q -P 1 0 60k
 8000+4000:o4 F
 10000+4000:KG F
 c000+8:CE F
 14000+f000:PG 8000+4000:Y0 F
 10000+4000:oH F
 23a00:J2 F
 10000+4000:cU F
- img: resize --shrink TEST_DIR/t.qcow2 62k
 18+8:Tc F
 4000+4000:kE F
- io: truncate 64k
 23a00:V4 F
 18+8:Ve F
= create
- snapshot: create one
 48+8:-b F
 10000+8:9p F
 14000+28:Nv 14028+18:Xg 14040+1:-3 14041+3:bx F
 3c+c:ce F
 8000+4000:bR F
 0:GP F
- io: write -q -P 2 64000 512
 8000+4000:jH F
 18000+4000:KG F
 c000+8:jP F
 1fa00:J2 8000+4000:hm F
 18000+4000:ak F
= img: resize --shrink TEST_DIR/t.qcow2 62k
- snapshot: apply one
 1fa00:V4 F
 18+8:Ve F
 48+8:-b F
 F
 c000+8:9p F
 D18000+8000 F
 8000+4000:bR F
 0:GP F
