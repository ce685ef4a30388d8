blkdrill write log 1
- create [field=l1[0].offset value=0x30000]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=l1[0].offset value=0x30000]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=l1[0].offset value=0x30000]
 D40000+10000 D50000+10000 D60000+10000 0+10000:S0 F
- create [field=l1[0].offset value=0x20000]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=l1[0].offset value=0x20000]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=l1[0].offset value=0x20000]
 40000+10000:D7 40000+10000:uX 50000+10000:4d 30+c:le F
 D10000+10000 F
 40000+10000:6L F
- create [field=l1[0].offset value=0x10000]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [field=l1[0].offset value=0x10000]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [field=l1[0].offset value=0x10000]
 40000+10000:J1 40000+10000:kZ 50000+10000:4d 30+c:le F
 10000+10000:ca F
 40000+10000:Dx F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check
 30000+10000:Te 30000+10000:D7 40000+10000:WN 30+c:Lq F
 D10000+10000 F
 30000+10000:Xn F
= create
= io: write -q -P 7 0 128k
- check
 D40000+10000 D60000+10000 0+10000:S0 F
= create
= io: write -q -P 7 0 128k
- check
 0+10000:S0 F
= check
= check
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- img: resize -q -f raw TEST_DIR/t.qcow2 1100585369600
 T10040000000 F
=2 create
= io: write -q -P 7 0 128k
- check
 20000+10000:t0 F
