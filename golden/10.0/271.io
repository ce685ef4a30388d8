blkdrill write log 1
- create
 @base.raw T208c00 F
- io
 @base.raw 0+208c00:tN,fua F
- create
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 1 0 1k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+800 50000+400:Qd 20000+10000:Dx F
 40000+10000:6m F
- io: write -q -P 2 3k 512
 Z50800+800 50c00:J2 F
 40000+10000:y_ F
- io: write -q -P 3 5k 1k
 Z51000+800 51400+400:J7 F
 40000+10000:7M F
- io: write -q -P 4 6k 2k
 51800+800:Ms F
 40000+10000:xr F
- io: write -q -P 5 8k 6k
 52000+1800:we F
 40000+10000:oD F
- io: write -q -P 6 15k 4k
 Z53800+1800 53c00+1000:Jg F
 40000+10000:s2 F
- io: write -q -P 7 32k 1k
 Z58000+800 58000+400:63 F
 40000+10000:rq F
- io: write -q -P 8 63k 4k
 Z60000+1000 Z5f800+800 5fc00+1000:it 20000+10000:Et F
 40000+10000:Rr F
- io: write -q -z 2k 2k
 40000+10000:Cq F
- io: write -q -z 0 64k
 40000+10000:dB F
- io: write -q -P 9 0 64k
 50000+10000:8R F
 40000+10000:rr F
- io: write -q -z -u 0 32k
 40000+10000:Zi F
- io: write -q -z -u 0 64k
 D50000+10000 40000+10000:Ug F
 20000+10000:pB F
- io: write -q -P 10 3k 512
 Z50800+800 50c00:gP 20000+10000:Et F
 40000+10000:OA F
- io: write -q -P 11 0 64k
 50000+10000:R6 F
 40000+10000:rr F
- io: discard -q 0 64k
 D50000+10000 40000+10000:Ug F
 20000+10000:pB F
- create
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:7O F
- io: write -q -z 0 192k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 40000+10000:PR F
- io: write -q -z 224k 128k
 40000+10000:q- F
- io: write -q -z 415k 128k
 40000+10000:IG F
- io: write -q -z 1951k 8k
 40000+10000:lL F
- io: write -q -z 2M 35k
 40000+10000:AB F
- io: write -q -P 1 576k 576k
 50000+90000:dM 20000+10000:hV F
 40000+10000:6r F
- io: write -q -z 576k 192k
 40000+10000:eN F
- io: write -q -z 800k 128k
 40000+10000:jW F
- io: write -q -z 991k 128k
 b7c00+400:8u d7800+400:8u 40000+10000:5R F
- io: write -q -P 1 576k 576k
 50000+90000:dM F
 40000+10000:6r F
- io: write -q -z -u 576k 192k
 D50000+30000 40000+10000:gQ F
 20000+10000:DJ F
- io: write -q -z -u 800k 128k
 D90000+10000 40000+10000:oH F
 20000+10000:qQ F
- io: write -q -z -u 991k 128k
 b7c00+400:8u Dc0000+10000 d7800+400:8u 40000+10000:S3 F
 20000+10000:Ev F
- io: write -q 0 128k
 50000+20000:vF 20000+10000:uf F
 40000+10000:gh F
 D50000+20000 40000+10000:S3 F
 20000+10000:Ev F
=3 create
= io
- create
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:i- F
- io: write -q -P 1 0 1k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+800:g7 20000+10000:Dx F
 40000+10000:6m F
- io: write -q -P 2 3k 512
 50800+800:Yq F
 40000+10000:y_ F
- io: write -q -P 3 5k 1k
 51000+800:zw F
 40000+10000:7M F
= io: write -q -P 4 6k 2k
= io: write -q -P 5 8k 6k
- io: write -q -P 6 15k 4k
 53800+1800:OO F
 40000+10000:s2 F
- io: write -q -P 7 32k 1k
 58000+800:_6 F
 40000+10000:rq F
- io: write -q -P 8 63k 4k
 5fc00+1000:it 60c00+400:_0 5f800+400:_0 20000+10000:Et F
 40000+10000:Rr F
= io: write -q -z 2k 2k
= io: write -q -z 0 64k
= io: write -q -P 9 0 64k
= io: write -q -z -u 0 32k
= io: write -q -z -u 0 64k
= io: write -q -P 10 3k 512
= io: write -q -P 11 0 64k
= io: discard -q 0 64k
- create
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:7O F
 0+10000:ro F
= io: write -q -z 0 192k
= io: write -q -z 224k 128k
- io: write -q -z 415k 128k
 57800+800:Gl 67800+800:pE 20000+10000:Et F
 40000+10000:b6 F
- io: write -q -z 1951k 8k
 77800+800:Gl 79800+800:pE 20000+10000:MB F
 40000+10000:qm F
- io: write -q -z 2M 35k
 40000+10000:Ps F
- io: write -q -P 1 576k 576k
 80000+90000:dM 20000+10000:ge F
 40000+10000:zN F
- io: write -q -z 576k 192k
 40000+10000:Xr F
- io: write -q -z 800k 128k
 40000+10000:qw F
- io: write -q -z 991k 128k
 e7c00+400:8u 107800+400:8u 40000+10000:w3 F
- io: write -q -P 1 576k 576k
 80000+90000:dM F
 40000+10000:zN F
- io: write -q -z -u 576k 192k
 D80000+30000 40000+10000:jm F
 20000+10000:iS F
- io: write -q -z -u 800k 128k
 Dc0000+10000 40000+10000:du F
 20000+10000:Mt F
- io: write -q -z -u 991k 128k
 e7c00+400:8u Df0000+10000 107800+400:8u 40000+10000:4h F
 20000+10000:Ak F
- io: write -q 0 128k
 80000+20000:vF 20000+10000:bZ F
 40000+10000:hv F
 D80000+20000 40000+10000:4h F
 20000+10000:Ak F
- io: discard -q 0 64k
 40000+10000:4h F
=5 create
- io: write -q -P 1 24k 40k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 56000+a000:dM 20000+10000:Dx F
 40000+10000:51 F
 66800+800:5H 20000+10000:Et F
 40000+10000:-o F
 77000+800:cL 20000+10000:MB F
 40000+10000:VN F
 40000+10000:4g F
- io: write -q -P 4 192k 34k
 80000+8800:9P 20000+10000:-l F
 40000+10000:sV F
- io: write -q -P 5 24k 192k
 56000+30000:-Q F
 40000+10000:e3 F
- create [first=write -q -P 17 0 2k field=l2[0][0].zero value=on at=0 1k command=read]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 17 0 2k [first=write -q -P 17 0 2k field=l2[0][0].zero value=on at=0 1k command=read]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+800:mY 20000+10000:Dx F
 40000+10000:6m F
- create [first=write -q -P 17 0 2k field=l2[0][0].zero value=on at=0 1k command=write]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 17 0 2k [first=write -q -P 17 0 2k field=l2[0][0].zero value=on at=0 1k command=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+800:mY 20000+10000:Dx F
 40000+10000:6m F
- io: write 0 1k [first=write -q -P 17 0 2k field=l2[0][0].zero value=on at=0 1k command=write]
 50000+400:BA F
- create [first=write -q -P 17 0 2k field=l2[0][0].zero value=on at=0 1k command=write -z]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 17 0 2k [first=write -q -P 17 0 2k field=l2[0][0].zero value=on at=0 1k command=write -z]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+800:mY 20000+10000:Dx F
 40000+10000:6m F
- io: write -z 0 1k [first=write -q -P 17 0 2k field=l2[0][0].zero value=on at=0 1k command=write -z]
 50000+400:8u F
- create [first=write -q 32k 128k field=l2[0][1].bitmap value=0x1ffffffff at=0 192k command=read]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q 32k 128k [first=write -q 32k 128k field=l2[0][1].bitmap value=0x1ffffffff at=0 192k command=read]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 58000+20000:vF 20000+10000:MB F
 40000+10000:Rw F
- io: read 0 192k [first=write -q 32k 128k field=l2[0][1].bitmap value=0x1ffffffff at=0 192k command=read]
 0+10000:Xt F
- create [first=write -q 32k 128k field=l2[0][1].bitmap value=0x1ffffffff at=0 192k command=write]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q 32k 128k [first=write -q 32k 128k field=l2[0][1].bitmap value=0x1ffffffff at=0 192k command=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 58000+20000:vF 20000+10000:MB F
 40000+10000:Rw F
- io: write 0 192k [first=write -q 32k 128k field=l2[0][1].bitmap value=0x1ffffffff at=0 192k command=write]
 0+10000:Xt F
- create [first=write -q 32k 128k field=l2[0][1].bitmap value=0x1ffffffff at=0 192k command=write -z]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q 32k 128k [first=write -q 32k 128k field=l2[0][1].bitmap value=0x1ffffffff at=0 192k command=write -z]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 58000+20000:vF 20000+10000:MB F
 40000+10000:Rw F
- io: write -z 0 192k [first=write -q 32k 128k field=l2[0][1].bitmap value=0x1ffffffff at=0 192k command=write -z]
 40000+10000:Qy F
- create [first=write -q 256k 1k field=l2[0][0].zero value=on at=0 1k command=read]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q 256k 1k [first=write -q 256k 1k field=l2[0][0].zero value=on at=0 1k command=read]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+800 50000+400:BA 20000+10000:Dx F
 40000+10000:vd F
- create [first=write -q 256k 1k field=l2[0][0].zero value=on at=0 1k command=write]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q 256k 1k [first=write -q 256k 1k field=l2[0][0].zero value=on at=0 1k command=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+800 50000+400:BA 20000+10000:Dx F
 40000+10000:vd F
- io: write 0 1k [first=write -q 256k 1k field=l2[0][0].zero value=on at=0 1k command=write]
 Z60000+800 60000+400:BA 20000+10000:Et F
 40000+10000:D2 F
- create [first=write -q 256k 1k field=l2[0][0].zero value=on at=0 1k command=write -z]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q 256k 1k [first=write -q 256k 1k field=l2[0][0].zero value=on at=0 1k command=write -z]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+800 50000+400:BA 20000+10000:Dx F
 40000+10000:vd F
- io: write -z 0 1k [first=write -q 256k 1k field=l2[0][0].zero value=on at=0 1k command=write -z]
 40000+10000:HQ F
- create [first=write -q 256k 1k field=l2[0][0].bitmap value=1 at=0 1k command=read]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q 256k 1k [first=write -q 256k 1k field=l2[0][0].bitmap value=1 at=0 1k command=read]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+800 50000+400:BA 20000+10000:Dx F
 40000+10000:vd F
- io: read 0 1k [first=write -q 256k 1k field=l2[0][0].bitmap value=1 at=0 1k command=read]
 0+10000:Xt F
- create [first=write -q 256k 1k field=l2[0][0].bitmap value=1 at=0 1k command=write]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q 256k 1k [first=write -q 256k 1k field=l2[0][0].bitmap value=1 at=0 1k command=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+800 50000+400:BA 20000+10000:Dx F
 40000+10000:vd F
- io: write 0 1k [first=write -q 256k 1k field=l2[0][0].bitmap value=1 at=0 1k command=write]
 0+10000:Xt F
- create [first=write -q 256k 1k field=l2[0][0].bitmap value=1 at=0 1k command=write -z]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q 256k 1k [first=write -q 256k 1k field=l2[0][0].bitmap value=1 at=0 1k command=write -z]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+800 50000+400:BA 20000+10000:Dx F
 40000+10000:vd F
- io: write -z 0 1k [first=write -q 256k 1k field=l2[0][0].bitmap value=1 at=0 1k command=write -z]
 0+10000:Xt F
- create [first=write -q 256k 1k field=l2[0][1].bitmap value=0x100000001 at=0 192k command=read]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q 256k 1k [first=write -q 256k 1k field=l2[0][1].bitmap value=0x100000001 at=0 192k command=read]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+800 50000+400:BA 20000+10000:Dx F
 40000+10000:vd F
- io: read 0 192k [first=write -q 256k 1k field=l2[0][1].bitmap value=0x100000001 at=0 192k command=read]
 0+10000:Xt F
- create [first=write -q 256k 1k field=l2[0][1].bitmap value=0x100000001 at=0 192k command=write]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q 256k 1k [first=write -q 256k 1k field=l2[0][1].bitmap value=0x100000001 at=0 192k command=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+800 50000+400:BA 20000+10000:Dx F
 40000+10000:vd F
- io: write 0 192k [first=write -q 256k 1k field=l2[0][1].bitmap value=0x100000001 at=0 192k command=write]
 0+10000:Xt F
- create [first=write -q 256k 1k field=l2[0][1].bitmap value=0x100000001 at=0 192k command=write -z]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q 256k 1k [first=write -q 256k 1k field=l2[0][1].bitmap value=0x100000001 at=0 192k command=write -z]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Z50000+800 50000+400:BA 20000+10000:Dx F
 40000+10000:vd F
- io: write -z 0 192k [first=write -q 256k 1k field=l2[0][1].bitmap value=0x100000001 at=0 192k command=write -z]
 40000+10000:bn F
- create [first=write -q -P 17 4k 2k field=l2[0][0].offset value=0x50200 at=0 6k command=read]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 17 4k 2k [first=write -q -P 17 4k 2k field=l2[0][0].offset value=0x50200 at=0 6k command=read]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51000+800:mY 20000+10000:Dx F
 40000+10000:75 F
- io: read 0 6k [first=write -q -P 17 4k 2k field=l2[0][0].offset value=0x50200 at=0 6k command=read]
 0+10000:Xt F
- create [first=write -q -P 17 4k 2k field=l2[0][0].offset value=0x50200 at=0 6k command=write]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 17 4k 2k [first=write -q -P 17 4k 2k field=l2[0][0].offset value=0x50200 at=0 6k command=write]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51000+800:mY 20000+10000:Dx F
 40000+10000:75 F
- io: write 0 6k [first=write -q -P 17 4k 2k field=l2[0][0].offset value=0x50200 at=0 6k command=write]
 0+10000:Xt F
- create [first=write -q -P 17 4k 2k field=l2[0][0].offset value=0x50200 at=0 6k command=write -z]
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
- io: write -q -P 17 4k 2k [first=write -q -P 17 4k 2k field=l2[0][0].offset value=0x50200 at=0 6k command=write -z]
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51000+800:mY 20000+10000:Dx F
 40000+10000:75 F
- io: write -z 0 6k [first=write -q -P 17 4k 2k field=l2[0][0].offset value=0x50200 at=0 6k command=write -z]
 40000+10000:px F
- create
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 Td0000 20000+10000:1H F
 40000+10000:Kz 18+8:7R F
 0+10000:C0 F
- resize: 1M
 18+8:wZ F
 40000+10000:Xj F
- create
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:P_ F
 0+10000:cF F
- resize
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 5d800+400:_0 dd400+400:_0 5d800+800:Gl 20000+10000:hV F
 40000+10000:Th 18+8:hP F
- create
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:P_ F
- io: write -q -P 0xff 0 503k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+7e000:7B 20000+10000:1H F
 40000+10000:ci F
- resize
 14d400+400:8u 20000+10000:4F F
 40000+10000:mf 18+8:hP F
- create
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 20000+10000:ud F
 40000+10000:6Q F
 30+c:Lq F
 Td0000,falloc F
 20000+10000:1H F
 10000+10000:7r F
 30000+8:CE F
 10000+10000:Kz 18+8:7R F
 0+10000:Dv F
- resize: 1M
 18+8:wZ F
 10000+10000:Xj F
=3 create
- resize
 20000+10000:ud F
 40000+10000:6Q F
 30+c:Lq F
 Te0000,falloc 50000+dc00:9a F
 20000+10000:hV F
 10000+10000:7r F
 30000+8:CE F
 10000+10000:p1 18+8:hP F
=3 create
= io: write -q -P 0xff 0 503k
- resize
 20000+10000:hV F
 d0000+10000:6Q F
 30+c:c5 F
 T170000,falloc e0000+dc00:9a F
 20000+10000:n0 F
 40000+10000:CK F
 20000+10000:JL 18+8:hP F
- create
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 20000+10000:ud F
 40000+10000:6Q F
 30+c:Lq F
 Td0000,full F
 20000+10000:1H F
 10000+10000:7r F
 30000+8:CE F
 10000+10000:Kz 18+8:7R F
 0+10000:Dv F
= resize: 1M
=3 create
- resize
 20000+10000:ud F
 40000+10000:6Q F
 30+c:Lq F
 Te0000,full 50000+dc00:9a F
 20000+10000:hV F
 10000+10000:7r F
 30000+8:CE F
 10000+10000:p1 18+8:hP F
=3 create
= io: write -q -P 0xff 0 503k
- resize
 20000+10000:hV F
 d0000+10000:6Q F
 30+c:c5 F
 T170000,full e0000+dc00:9a F
 20000+10000:n0 F
 40000+10000:CK F
 20000+10000:JL 18+8:hP F
