blkdrill write log 1
- create: 128k
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:sH F
- io: write -q -P 0x11 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:Dh 20000+10000:Dx F
 40000+10000:yK F
- snapshot: create one
 60000+8:Jv 20000+10000:a3 F
 40000+10000:UA F
 30000+8:e1 F
 20000+10000:Sb F
 70000+28:7U 70028+18:Ph 70040+1:-3 70041+3:bx F
 3c+c:Sp F
- io: write -q -z 0 64k
 20000+10000:g_ F
 80000+10000:UA F
 30000+8:sL F
 80000+10000:Rh F
 20000+10000:IR F
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0+10000:jZ Z50000+10000 F
 80000+10000:yK F
 0+10000:sc F
- img: convert -l one -O raw TEST_DIR/t.qcow2 TEST_DIR/x
 @x T20000 F
