blkdrill write log 1
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write 0 512
 0+10000:S0 F
= create
- io: write 0 512
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+10000 50000:_G 20000+10000:Dx F
 40000+10000:yK F
- io: write -P 1 0 512
 0+10000:S0 F
= create
= io: write 0 512
- snapshot: create foo
 60000+8:Jv 20000+10000:a3 F
 40000+10000:UA F
 30000+8:e1 F
 20000+10000:Sb F
 70000+28:7U 70028+18:Ff 70040+1:-3 70041+3:Uh F
 3c+c:Sp F
- io: write 0 512
 20000+10000:g_ F
 80000+10000:UA F
 30000+8:sL F
 90000+10000:az F
 20000+10000:hI F
 80000+10000:2Q F
 20000+10000:X8 F
- io: close
 40000:_G F
= create
=2 io: write 0 512
= snapshot: create foo
=2 io: write 0 512
- io: close
 0+10000:Fy F
= create
=2 io: write 0 512
= snapshot: create foo
- io: close
 D80000+10000 F
= create
= io: write 0 512
= snapshot: create foo
= io: close
= create
- io: write 0 128k
 0+10000:S0 F
= create
- io: write 0 128k
 20000+10000:-4 F
 0+10000:S0 D10000+10000 F
= create
- io: write 0 128k
 20000+10000:-4 F
 0+10000:S0 D20000+10000 F
- create [field=l1[0].offset value=0x42a00 command=read 0 512]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write 0 512 [field=l1[0].offset value=0x42a00 command=read 0 512]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+10000 50000:_G 20000+10000:Dx F
 40000+10000:yK F
- io: read 0 512 [field=l1[0].offset value=0x42a00 command=read 0 512]
 0+10000:S0 F
- create [field=l1[0].offset value=0x42a00 command=write 0 512]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write 0 512 [field=l1[0].offset value=0x42a00 command=write 0 512]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+10000 50000:_G 20000+10000:Dx F
 40000+10000:yK F
- io: write 0 512 [field=l1[0].offset value=0x42a00 command=write 0 512]
 0+10000:S0 F
- create [field=l2[0][0].offset value=0x52a00 command=read 0 512]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write 0 512 [field=l2[0][0].offset value=0x52a00 command=read 0 512]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+10000 50000:_G 20000+10000:Dx F
 40000+10000:yK F
- io: read 0 512 [field=l2[0][0].offset value=0x52a00 command=read 0 512]
 0+10000:S0 F
- create [field=l2[0][0].offset value=0x52a00 command=write 0 512]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write 0 512 [field=l2[0][0].offset value=0x52a00 command=write 0 512]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+10000 50000:_G 20000+10000:Dx F
 40000+10000:yK F
- io: write 0 512 [field=l2[0][0].offset value=0x52a00 command=write 0 512]
 0+10000:S0 F
- create [field=l2[0][0] value=0x8000000000052a01 command=write 0 512]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write 0 512 [field=l2[0][0] value=0x8000000000052a01 command=write 0 512]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+10000 50000:_G 20000+10000:Dx F
 40000+10000:yK F
- io: write 0 512 [field=l2[0][0] value=0x8000000000052a01 command=write 0 512]
 0+10000:S0 F
- create [field=l2[0][0] value=0x8000000000052a01 command=read 0 512]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write 0 512 [field=l2[0][0] value=0x8000000000052a01 command=read 0 512]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+10000 50000:_G 20000+10000:Dx F
 40000+10000:yK F
- io: read 0 512 [field=l2[0][0] value=0x8000000000052a01 command=read 0 512]
 0+10000:S0 F
- create [field=refcount_table[0] value=0x22a00 command=write 64k 512]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write 0 512 [field=refcount_table[0] value=0x22a00 command=write 64k 512]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+10000 50000:_G 20000+10000:Dx F
 40000+10000:yK F
- io: write 64k 512 [field=refcount_table[0] value=0x22a00 command=write 64k 512]
 0+10000:S0 F
= create
- io: write 0 128k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+20000:vF 20000+10000:Et F
 40000+10000:Fw F
- io: discard 0 128k
 40000+10000:2m F
= create
= io: write 0 128k
- io: discard 0 64k
 0+10000:S0 F
= create
= io: write 0 128k
- create
 0+10000:rV 10000+20000:aU 0+10000:rV 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
= io: write 0 512
- io: read 0 512
 0+10000:eN F
=2 create
=3 io: write 0 512
= create
- io: write -q 64k 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:rF 20000+10000:Dx F
 40000+10000:F1 F
- io: write 0 64k
 0+10000:S0 F
= create
= io: write -q 64k 64k
- io: write -c 0 64k
 0+10000:S0 F
- create
 @base.qcow2 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+10:tV F
 24+c:Cw F
 18+8:dU F
- io: write -q 0 64k
 @base.qcow2 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:rF 20000+10000:Dx F
 40000+10000:yK F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+10:tV F
 24+c:Cw F
 18+8:dU F
 0+10000:Lc F
- io: write -q 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:rF 20000+10000:Dx F
 40000+10000:yK F
 20000+10000:Et F
 60000+10000:7r F
 30008+8:YB F
 70000+10000:rF 20000+10000:MB F
 60000+10000:zx F
- io: break cow_read 0
 0+10000:Ig F
=2 create
=2 io: write -q 0 64k
=2 create
=2 io: write -q 0 64k
- io: break cow_write 0
 0+10000:Ig 50000+10000:rF F
=2 create
=2 io: write -q 0 64k
=2 create
=2 io: write -q 0 64k
- io: break write_aio 0
 0+10000:Ig 50000+10000:rF F
