blkdrill write log 1
- img: create --object secret,id=key,data=123 --object secr...
 @other.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
= img: create --object secret,id=key,data=123 --object secr...
= img: create --object secret,id=key,data=123 --object secr...
- img: create -q --object secret,id=key,data=123 -f qcow2 -...
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:p8 F
= img: create -q --object secret,id=key,data=123 -f qcow2 -...
- img: create -q --object secret,id=key,data=123 -f qcow2 -...
 0+10000:rV 10000+20000:aU 0+10000:rV 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:m5 F
- img: create -q --object secret,id=key,data=123 -f qcow2 -...
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 T150000 20000+10000:4F F
 40000+10000:qM 18+8:wZ F
 0+10000:p8 F
