blkdrill write log 1
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
= create
= io: write -q -P 7 0 128k
- check
 20000+10000:Et F
= create
= io: write -q -P 7 0 128k
= check
= create
= io: write -q -P 7 0 128k
= create
= io: write -q -P 7 0 128k
= create
= io: write -q -P 7 0 128k
= create
= io: write -q -P 7 0 128k
= create
= io: write -q -P 7 0 128k
= create
= io: write -q -P 7 0 128k
- create [what=a count field=refcount[5] value=2 sector=256 once=on iotype=write]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=a count field=refcount[5] value=2 sector=256 once=on iotype=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=a count field=refcount[5] value=2 sector=256 once=on iotype=write]
 20000+10000:Et F
- create [what=a count field=refcount[5] value=2 sector=256 once=on iotype=flush]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=a count field=refcount[5] value=2 sector=256 once=on iotype=flush]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=a count field=refcount[5] value=2 sector=256 once=on iotype=flush]
 20000+10000:Et F
- create [what=a count field=refcount[5] value=2 sector=256 once=off iotype=write]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=a count field=refcount[5] value=2 sector=256 once=off iotype=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=a count field=refcount[5] value=2 sector=256 once=off iotype=write]
 20000+10000:Et F
- create [what=a count field=refcount[5] value=2 sector=256 once=off iotype=flush]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=a count field=refcount[5] value=2 sector=256 once=off iotype=flush]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=a count field=refcount[5] value=2 sector=256 once=off iotype=flush]
 20000+10000:Et F
- create [what=an L1 entry field=l1[0].copied value=off sector=384 once=on iotype=write]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=an L1 entry field=l1[0].copied value=off sector=384 once=on iotype=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=an L1 entry field=l1[0].copied value=off sector=384 once=on iotype=write]
 30000+8:Jv F
- create [what=an L1 entry field=l1[0].copied value=off sector=384 once=on iotype=flush]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=an L1 entry field=l1[0].copied value=off sector=384 once=on iotype=flush]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=an L1 entry field=l1[0].copied value=off sector=384 once=on iotype=flush]
 30000+8:Jv F
- create [what=an L1 entry field=l1[0].copied value=off sector=384 once=off iotype=write]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=an L1 entry field=l1[0].copied value=off sector=384 once=off iotype=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=an L1 entry field=l1[0].copied value=off sector=384 once=off iotype=write]
 30000+8:Jv F
- create [what=an L1 entry field=l1[0].copied value=off sector=384 once=off iotype=flush]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=an L1 entry field=l1[0].copied value=off sector=384 once=off iotype=flush]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=an L1 entry field=l1[0].copied value=off sector=384 once=off iotype=flush]
 30000+8:Jv F
- create [what=an L2 table field=l2[0][0].copied value=off sector=512 once=on iotype=write]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=an L2 table field=l2[0][0].copied value=off sector=512 once=on iotype=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=an L2 table field=l2[0][0].copied value=off sector=512 once=on iotype=write]
 40000+10000:Fw F
- create [what=an L2 table field=l2[0][0].copied value=off sector=512 once=on iotype=flush]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=an L2 table field=l2[0][0].copied value=off sector=512 once=on iotype=flush]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=an L2 table field=l2[0][0].copied value=off sector=512 once=on iotype=flush]
 40000+10000:Fw F
- create [what=an L2 table field=l2[0][0].copied value=off sector=512 once=off iotype=write]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=an L2 table field=l2[0][0].copied value=off sector=512 once=off iotype=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=an L2 table field=l2[0][0].copied value=off sector=512 once=off iotype=write]
 40000+10000:Fw F
- create [what=an L2 table field=l2[0][0].copied value=off sector=512 once=off iotype=flush]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=an L2 table field=l2[0][0].copied value=off sector=512 once=off iotype=flush]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=an L2 table field=l2[0][0].copied value=off sector=512 once=off iotype=flush]
 40000+10000:Fw F
- create [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=on iotype=write]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=on iotype=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=on iotype=write]
 40000+10000:md 20000+10000:NJ F
- check [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=on iotype=write]
 40000+8:__ F
 D50000+10000 40000+10000:Jw F
 20000+10000:pB F
- create [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=on iotype=flush]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=on iotype=flush]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=on iotype=flush]
 40000+8:__ F
 D50000+10000 F
 20000+10000:pB F
- create [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=off iotype=write]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=off iotype=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=off iotype=write]
 20000+10000:NJ F
- check [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=off iotype=write]
 40000+8:__ F
 D50000+10000 F
 20000+10000:pB F
- create [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=off iotype=flush]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 7 0 128k [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=off iotype=flush]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:mP 20000+10000:Et F
 40000+10000:Fw F
- check [what=an L2 entry field=l2[0][0] value=0x8000000000050201 sector=512 once=off iotype=flush]
 40000+8:__ F
 D50000+10000 F
 20000+10000:pB F
= create
= io: write -q -P 7 0 128k
- check
 0+10000:S0 F
 0+10000:RI F
= create
= io: write -q -P 7 0 128k
- check
 0+10000:S0 F
- check
 0+10000:RI F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q -P 7 0 200k
 400:RE F
 800:V4 F
 600+8:C7 F
 400:-s F
 8a00:V4 F
 608+8:py F
 a00+8000:Pt 400:Fr F/1
 10c00:V4 F
 610+8:-I F
 8c00+8000:Pt 400:JF F/1
 F
 800:82 18e00:V4 F
 618+8:VB F
 10e00+8000:Pt 400:1Z F/1
 8a00:AD F
 21000:Wb F
 208+8:lW F
 400:1Z 21000:SZ F
 21200:V4 F
 620+8:4O F
 19000+8000:Pt 21000:Fn F/1
 F
 29400:V4 10c00:Zr F
 628+8:HD F
 21400+8000:Pt 21000:gO F/1
 F
 31600:V4 18e00:Nx F
 630+8:E9 F
 29600+8000:Pt 31800+2000:wA 21000:QC F
 21200:Zb 29400:ji 31600:Kk F
- check
 400:1Z 21000:QC F
- check
 800:82 F
= create
= io: write -q -P 7 0 200k
- check
 800:82 F
 400:1Z 21000:QC F
= create
= io: write -q -P 7 0 200k
=3 check
=3 check
= create
= io: write -q -P 7 0 200k
=3 check
= create
= io: write -q -P 7 0 200k
- check
 800:82 F
 21000:QC F
 400:1Z F
= create
= io: write -q -P 7 0 200k
=3 check
=4 check
