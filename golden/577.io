blkdrill write log 1
- create
 @a.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- create
 @b.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:o4 F
- create
 @c.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:md F
- create
 @other.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- rebase
 @a.qcow2 0+10000:rB F
- rebase
 @a.qcow2 0+10000:md F
- rebase
 @a.qcow2 0+10000:o4 F
