blkdrill write log 1
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- img: bench -w -d 1 -c 2 --flush-interval=2 -s 64k blkdebu...
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:7r 60000+10000:7r 20000+10000:Et F
 40000+10000:Fw
- img: bench -w -d 1 -c 3 --flush-interval=2 -s 64k -o 256k...
 70000+10000:7r 20000+10000:MB F
 40000+10000:-G
- img: bench -w -d 1 -c 2 --flush-interval=2 --no-drain -s ...
 80000+10000:7r 90000+10000:7r 20000+10000:X8 F
 40000+10000:NB
