blkdrill write log 1
- create
 0+10000:tx 10000+20000:aU 0+10000:_v 20000+10000:-4 F
 30000+4000:KG F
 24+c:jC F
 18+8:zM F
- io: write -q -P 42 0 64k
 20000+10000:ud F
 40000+1000:AR 41000+1000:AR 42000+1000:AR 43000+1000:AR 44000+1000:AR 45000+1000:AR 46000+1000:AR
 47000+1000:AR 48000+1000:AR 49000+1000:AR 4a000+1000:AR 4b000+1000:AR 4c000+1000:AR 4d000+1000:AR
 4e000+1000:AR 4f000+1000:AR F
 30000+8:Jv F
 50000+10000:WQ 48+8:__ F
 40000+1000:lV F
 20000+10000:Dx F
 0+10000:0G F
- io: read -P 42 0 64k
 20000+10000:Dx 20000+10000:Et 60000+10000:6Q 30+c:PD F
 D10000+10000 F
 20000+10000:9X F
 0+10000:nG 20000+10000:Et F
 10000+1000:AR 11000+1000:AR 12000+1000:AR 13000+1000:AR 14000+1000:AR 15000+1000:AR 16000+1000:AR
 17000+1000:AR 18000+1000:AR 19000+1000:AR 1a000+1000:AR 1b000+1000:AR 1c000+1000:AR 1d000+1000:AR
 1e000+1000:AR 1f000+1000:AR F
 32000+8:CE F
 70000+10000:MF 48+8:__ F
 10000+1000:8k F
 20000+10000:MB F
 0+10000:nG F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+4000:KG F
 24+c:jC F
 18+8:zM F
- io: write -q -P 42 0 64k
 20000+10000:ud F
 40000+1000:AR 41000+1000:AR 42000+1000:AR 43000+1000:AR 44000+1000:AR 45000+1000:AR 46000+1000:AR
 47000+1000:AR 48000+1000:AR 49000+1000:AR 4a000+1000:AR 4b000+1000:AR 4c000+1000:AR 4d000+1000:AR
 4e000+1000:AR 4f000+1000:AR F
 30000+8:Jv F
 50000+10000:WQ 20000+10000:Dx F
 40000+1000:lV F
- check
 10000+10000:vs 10000+10000:Dx 20000+10000:X2 30+c:fQ F
- create
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:g- F
- io: write -q -P 42 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:WQ 20000+10000:Dx F
 40000+10000:yK F
- check
 D50000+10000 40000+10000:QX F
 20000+10000:ud F
= create
= io: write -q -P 42 0 64k
- check
 D50000+10000 F
 20000+10000:ud F
= create
= io: write -q -P 42 0 64k
= check
= create
= io: write -q -P 42 0 64k
- io: write -P 1 0 4k
 60000+10000:nK 20000+10000:Et F
 40000+10000:fs F
 20000+10000:MB F
 70000+10000:7r F
- check
 D50000+10000 D70000+10000 F
 20000+10000:pB F
= create
= io: write -q -P 42 0 64k
- io: write -P 1 0 4k
 Z60000+10000 60000+1000:Qm 20000+10000:Et F
 40000+10000:fs F
 20000+10000:MB F
 70000+10000:7r F
= check
= create
= io: write -q -P 42 0 64k
- io: write -z -u 0 64k
 40000+10000:-K F
 20000+10000:Et F
 60000+10000:7r F
- check
 D50000+10000 D60000+10000 F
 20000+10000:ud F
= create
= io: write -q -P 42 0 64k
= io: write -z -u 0 64k
= check
= create
= io: write -q -P 42 0 64k
= io: write -z -u 0 64k
= check
= create
= io: write -q -P 42 0 64k
- io: discard 0 64k
 40000+10000:-K F
 20000+10000:Et F
 60000+10000:7r F
= check
= create
= io: write -q -P 42 0 64k
= io: discard 0 64k
= check
= create
= io: write -q -P 42 0 64k
= io: discard 0 64k
= check
= create
= io: write -q -P 42 0 64k
=4 check
= create
= io: write -q -P 42 0 64k
=4 check
= create
= io: write -q -P 42 0 64k
= check
- create [field=refcount[0] command=write 0 64k cluster=512]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write 0 64k [field=refcount[0] command=write 0 64k cluster=512]
 0:Ng F
- check [field=refcount[0] command=write 0 64k cluster=512]
 800:RE 800:Mh a00:bB 30+c:Wf F
 D200 D400 F
 800:lg F
 0:do F
- create [field=refcount[0] command=write 0 64k cluster=64k]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write 0 64k [field=refcount[0] command=write 0 64k cluster=64k]
 0+10000:jO F
- check [field=refcount[0] command=write 0 64k cluster=64k]
 40000+10000:ud 40000+10000:Dx 50000+10000:4d 30+c:le F
 D10000+10000 D20000+10000 F
 40000+10000:WW F
 0+10000:EE F
- create [field=refcount[0] command=write -c 0 64k cluster=512]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -c 0 64k [field=refcount[0] command=write -c 0 64k cluster=512]
 0:Ng 400:RE F
 800:V4 F
 600+8:C7 F
 a00+8:Fy a08+8:Fy a10+8:Fy a18+8:Fy a20+8:Fy a28+8:Fy a30+8:Fy a38+8:Fy F
- check [field=refcount[0] command=write -c 0 64k cluster=512]
 0:EB F
- create [field=refcount[0] command=write -c 0 64k cluster=64k]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -c 0 64k [field=refcount[0] command=write -c 0 64k cluster=64k]
 0+10000:jO F
- check [field=refcount[0] command=write -c 0 64k cluster=64k]
 40000+10000:ud 40000+10000:Dx 50000+10000:4d 30+c:le F
 D10000+10000 D20000+10000 F
 40000+10000:WW F
 0+10000:EE F
- create [field=refcount[0] command=write -z 512 512 cluster=512]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -z 512 512 [field=refcount[0] command=write -z 512 512 cluster=512]
 0:Ng F
- check [field=refcount[0] command=write -z 512 512 cluster=512]
 800:RE 800:Mh a00:bB 30+c:Wf F
 D200 D400 F
 800:lg F
 0:do F
- create [field=refcount[0] command=write -z 512 512 cluster=64k]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -z 512 512 [field=refcount[0] command=write -z 512 512 cluster=64k]
 0+10000:jO F
- check [field=refcount[0] command=write -z 512 512 cluster=64k]
 40000+10000:ud 40000+10000:Dx 50000+10000:4d 30+c:le F
 D10000+10000 D20000+10000 F
 40000+10000:WW F
 0+10000:EE F
- create [field=refcount[0] command=discard 0 64k cluster=512]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: discard 0 64k [field=refcount[0] command=discard 0 64k cluster=512]
 0:Ng F
- check [field=refcount[0] command=discard 0 64k cluster=512]
 800:RE 800:Mh a00:bB 30+c:Wf F
 D200 D400 F
 800:lg F
 0:do F
- create [field=refcount[0] command=discard 0 64k cluster=64k]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: discard 0 64k [field=refcount[0] command=discard 0 64k cluster=64k]
 0+10000:jO F
- check [field=refcount[0] command=discard 0 64k cluster=64k]
 40000+10000:ud 40000+10000:Dx 50000+10000:4d 30+c:le F
 D10000+10000 D20000+10000 F
 40000+10000:WW F
 0+10000:EE F
- create [field=refcount_table[0] command=write 0 64k cluster=512]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write 0 64k [field=refcount_table[0] command=write 0 64k cluster=512]
 0:Ng F
- check [field=refcount_table[0] command=write 0 64k cluster=512]
 400:GP 400:RE 800:-E 30+c:SU F
 D200 F
 400:t- F
 0:di F
- create [field=refcount_table[0] command=write 0 64k cluster=64k]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write 0 64k [field=refcount_table[0] command=write 0 64k cluster=64k]
 0+10000:jO F
- check [field=refcount_table[0] command=write 0 64k cluster=64k]
 20000+10000:-4 20000+10000:ud 40000+10000:6Q 30+c:Lq F
 D10000+10000 F
 20000+10000:Xn F
 0+10000:hp F
- create [field=refcount_table[0] command=write -c 0 64k cluster=512]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -c 0 64k [field=refcount_table[0] command=write -c 0 64k cluster=512]
 0:Ng F
 a00:Id F
 e00:hn F
- check [field=refcount_table[0] command=write -c 0 64k cluster=512]
 400:GP 400:RE 800:-E 30+c:SU F
 D200 F
 400:t- F
 0:di F
- create [field=refcount_table[0] command=write -c 0 64k cluster=64k]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -c 0 64k [field=refcount_table[0] command=write -c 0 64k cluster=64k]
 0+10000:jO F
- check [field=refcount_table[0] command=write -c 0 64k cluster=64k]
 20000+10000:-4 20000+10000:ud 40000+10000:6Q 30+c:Lq F
 D10000+10000 F
 20000+10000:Xn F
 0+10000:hp F
- create [field=refcount_table[0] command=write -z 512 512 cluster=512]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -z 512 512 [field=refcount_table[0] command=write -z 512 512 cluster=512]
 0:Ng F
- check [field=refcount_table[0] command=write -z 512 512 cluster=512]
 400:GP 400:RE 800:-E 30+c:SU F
 D200 F
 400:t- F
 0:di F
- create [field=refcount_table[0] command=write -z 512 512 cluster=64k]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -z 512 512 [field=refcount_table[0] command=write -z 512 512 cluster=64k]
 0+10000:jO F
- check [field=refcount_table[0] command=write -z 512 512 cluster=64k]
 20000+10000:-4 20000+10000:ud 40000+10000:6Q 30+c:Lq F
 D10000+10000 F
 20000+10000:Xn F
 0+10000:hp F
- create [field=refcount_table[0] command=discard 0 64k cluster=512]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: discard 0 64k [field=refcount_table[0] command=discard 0 64k cluster=512]
 0:Ng F
- check [field=refcount_table[0] command=discard 0 64k cluster=512]
 400:GP 400:RE 800:-E 30+c:SU F
 D200 F
 400:t- F
 0:di F
- create [field=refcount_table[0] command=discard 0 64k cluster=64k]
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: discard 0 64k [field=refcount_table[0] command=discard 0 64k cluster=64k]
 0+10000:jO F
- check [field=refcount_table[0] command=discard 0 64k cluster=64k]
 20000+10000:-4 20000+10000:ud 40000+10000:6Q 30+c:Lq F
 D10000+10000 F
 20000+10000:Xn F
 0+10000:hp F
- create
 0+10000:x2 10000+20000:aU 0+10000:Xp 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 @t.datafile T100000 @t.qcow2 18+8:wZ F
 @t.datafile F
- io: write -q -P 1 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 @t.datafile 0+10000:h- @t.qcow2 40000+10000:dh @t.datafile F
 @t.qcow2 F
= create
= io: write -q -P 1 0 64k
