blkdrill write log 1
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- img: bench -q -w -d 1 -c 3 -s 64k --pattern=7 blkdebug:TE...
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:OC 60000+10000:OC
