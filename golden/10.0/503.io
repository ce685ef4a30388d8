blkdrill write log 1
- create
 @base.raw T100000 F
- io
 @base.raw 0+100000:EU,fua F
- create
 0+10000:Ct 10000+20000:aU 0+10000:Qz 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:i- F
- io: write -q -P 1 8k 2k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 52000+800:PS 20000+10000:Dx F
 40000+10000:nE F
- io: write -q -P 1 8k 2k
 52000+800:PS F
= io: write -q -P 1 8k 2k
= create
- io: write -q -P 1 8k 512
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 20000+10000:ud F
- io: write -q -P 1 8k 512
 20000+10000:ud F
- io: write -q -P 1 8k 512
 52000+800:bY 20000+10000:Dx F
 40000+10000:nE F
= create
- io: write -q -P 1 9k 1k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 20000+10000:ud F
- io: write -q -P 1 9k 1k
 20000+10000:ud F
- io: write -q -P 1 9k 1k
 52000+800:qW 20000+10000:Dx F
 40000+10000:nE F
= create
- io: write -q -P 1 9k 512
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 20000+10000:ud F
- io: write -q -P 1 9k 512
 20000+10000:ud F
- io: write -q -P 1 9k 512
 52000+800:_2 20000+10000:Dx F
 40000+10000:nE F
= create
- io: write -q -P 1 9k 6k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 20000+10000:ud F
- io: write -q -P 1 9k 6k
 20000+10000:ud F
- io: write -q -P 1 9k 6k
 52000+2000:m6 20000+10000:Dx F
 40000+10000:UU F
= create
- io: write -q -P 1 0 64k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 50000+10000:h- 20000+10000:Dx F
 40000+10000:SE F
- io: write -q -P 1 0 64k
 50000+10000:h- F
= io: write -q -P 1 0 64k
= create
- io: write -q -P 1 61k 6k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 20000+10000:ud F
- io: write -q -P 1 61k 6k
 20000+10000:ud F
- io: write -q -P 1 61k 6k
 5f000+2000:m6 20000+10000:Et F
 40000+10000:J8 F
= create
- io: write -q -z 14k 2k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 40000+10000:UU F
 56800+800:PS 20000+10000:Dx F
 40000+10000:AQ F
 59000+800:5H F
 40000+10000:dg F
- io: write -P 9 30k 1k
 66800+3000:9P 20000+10000:yZ F
 40000+10000:f_ F
 20000+10000:Et F
- io: write -P 9 30k 1k
 67800+400:2F F
= create
= io: write -q -z 14k 2k
- io: write -P 9 20k 1k
 65000+4800:3P 20000+10000:yZ F
 40000+10000:Ig F
 20000+10000:Et F
- io: write -P 9 20k 1k
 65000+400:2F F
= create
= io: write -q -z 14k 2k
- io: write -P 9 40k 1k
 66800+4000:61 20000+10000:yZ F
 40000+10000:Tf F
 20000+10000:Et F
- io: write -P 9 40k 1k
 6a000+400:2F F
= create
= io: write -q -z 14k 2k
- io: write -P 9 26k 1k
 66800+3000:Gr 20000+10000:yZ F
 40000+10000:f_ F
 20000+10000:Et F
- io: write -P 9 26k 1k
 66800+400:2F F
= create
= io: write -q -z 14k 2k
- io: write -P 9 37k 1k
 66800+3000:_s 20000+10000:yZ F
 40000+10000:f_ F
 20000+10000:Et F
- io: write -P 9 37k 1k
 69400+400:2F F
= create
= io: write -q -z 14k 2k
- io: write -P 9 14k 1k
 63800+6000:s2 20000+10000:yZ F
 40000+10000:jq F
 20000+10000:Et F
- io: write -P 9 14k 1k
 63800+400:2F F
= create
= io: write -q -z 14k 2k
- io: write -P 9 1k 1k
 60000+9800:FV 20000+10000:yZ F
 40000+10000:5j F
 20000+10000:Et F
- io: write -P 9 1k 1k
 60400+400:2F F
= create
= io: write -q -z 14k 2k
- io: write -P 9 62k 1k
 66800+9800:F3 20000+10000:yZ F
 40000+10000:Z- F
 20000+10000:Et F
- io: write -P 9 62k 1k
 6f800+400:2F F
= create
= io: write -q -z 14k 2k
- io: write -P 9 60k 8k
 66800+a800:Fb 20000+10000:61 F
 40000+10000:5g F
 20000+10000:MB F
- io: write -P 9 60k 8k
 6f000+2000:co F
= create
= io: write -q -z 14k 2k
- io: write -z 30k 3k
 66800+3000:Eu 20000+10000:yZ F
 40000+10000:f_ F
 20000+10000:Et F
- io: write -z 30k 3k
 68000+400:8u 40000+10000:tf F
= create
= io: write -q -z 14k 2k
- io: write -z 26k 2k
 40000+10000:3C F
= create
= io: write -q -z 14k 2k
- io: write -z 26k 1k
 66800+3000:Hg 20000+10000:yZ F
 40000+10000:f_ F
 20000+10000:Et F
- io: write -z 26k 1k
 66800+400:8u F
= create
= io: write -q -z 14k 2k
- io: write -z 12k 1k
 63000+6800:J3 20000+10000:yZ F
 40000+10000:cR F
 20000+10000:Et F
- io: write -z 12k 1k
 63000+400:8u F
= create
= io: write -q -z 14k 2k
- io: write -z 0 64k
 40000+10000:Ck F
= create
= io: write -q -z 14k 2k
- io: write -z -u 0 64k
 40000+10000:tP F
 20000+10000:Dx F
= create
- io: write -q -P 1 4k 6k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51000+1800:31 20000+10000:Dx F
 40000+10000:kQ F
 40000+10000:ww F
- io: write -P 3 5k 4k
 51400+1000:oJ F
- io: write -P 4 5k 4k
 51400+1000:xP F
- io: write -P 3 21k 512
 55000+800:6e F
 40000+10000:U0 F
- io: write -P 4 21k 512
 55400:tk F
- io: write -P 3 24k 2k
 56000+800:cL F
 40000+10000:2m F
- io: write -P 4 24k 2k
 56000+800:Ms F
- io: write -P 3 13k 512
 Z53000+800 53400:Hx F
 40000+10000:yC F
- io: write -P 4 13k 512
 53400:tk F
- io: write -P 3 9k 6k
 Z52400+1c00 52400+1800:Yg F
 40000+10000:RW F
- io: write -P 4 9k 6k
 52400+1800:LU F
- io: write -P 3 3k 2k
 50800+c00:6i F
 40000+10000:ZP F
- io: write -P 4 3k 2k
 50c00+800:Ms F
- io: write -P 3 20k 6k
 55000+1800:Yg F
 40000+10000:IG F
- io: write -P 4 20k 6k
 55000+1800:LU F
- io: write -P 3 3k 13k
 50c00+3400:DG F
- io: write -P 4 3k 13k
 50c00+3400:Hc F
= create
- io: break write_aio A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51000+800:PS 20000+10000:Dx F
 40000+10000:75 F
 51800+800:5H F
 40000+10000:xe F
= create
- io: write -q -P 5 16k 2k
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 54000+800:pg 20000+10000:Dx F
 40000+10000:bL F
- io: break write_aio A
 51800+800:5H F
 40000+10000:Rs F
 51000+800:PS F
 40000+10000:Yf F
= create
- io: break write_aio A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51800+800:PS 20000+10000:Dx F
 40000+10000:4t F
 51000+800:5H F
 40000+10000:xe F
= create
= io: write -q -P 5 16k 2k
- io: break write_aio A
 51000+800:5H F
 40000+10000:S4 F
 51800+800:PS F
 40000+10000:Yf F
= create
- io: break cow_read A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51000+800:-c 20000+10000:Dx F
 40000+10000:75 F
 51800+800:bo F
 40000+10000:xe F
= create
= io: write -q -P 5 16k 2k
- io: break cow_read A
 51800+800:bo F
 40000+10000:Rs F
 51000+800:-c F
 40000+10000:Yf F
= create
- io: break cow_read A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51800+800:-c 20000+10000:Dx F
 40000+10000:4t F
 51000+800:bo F
 40000+10000:xe F
= create
= io: write -q -P 5 16k 2k
- io: break cow_read A
 51000+800:bo F
 40000+10000:S4 F
 51800+800:-c F
 40000+10000:Yf F
= create
- io: break cow_write A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51000+800:-c 20000+10000:Dx F
 40000+10000:75 F
 51800+800:bo F
 40000+10000:xe F
= create
= io: write -q -P 5 16k 2k
- io: break cow_write A
 51800+800:bo F
 40000+10000:Rs F
 51000+800:-c F
 40000+10000:Yf F
= create
- io: break cow_write A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51800+800:-c 20000+10000:Dx F
 40000+10000:4t F
 51000+800:bo F
 40000+10000:xe F
= create
= io: write -q -P 5 16k 2k
- io: break cow_write A
 51000+800:bo F
 40000+10000:S4 F
 51800+800:-c F
 40000+10000:Yf F
= create
- io: break cow_read A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51000+800:-c 20000+10000:Dx F
 40000+10000:75 F
 51000:J2 F
= create
= io: write -q -P 5 16k 2k
- io: break cow_read A
 51000+800:-c F
 40000+10000:S4 F
 51000:J2 F
= create
- io: break cow_read A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51000+800:_2 20000+10000:Dx F
 40000+10000:75 F
 51000:J2 F
= create
= io: write -q -P 5 16k 2k
- io: break cow_read A
 51000+800:_2 F
 40000+10000:S4 F
 51000:J2 F
= create
- io: break cow_write A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51000+800:-c 20000+10000:Dx F
 40000+10000:75 F
 51000:J2 F
= create
= io: write -q -P 5 16k 2k
- io: break cow_write A
 51000+800:-c F
 40000+10000:S4 F
 51000:J2 F
= create
- io: break cow_write A
 20000+10000:ud F
 40000+10000:7r F
 30000+8:Jv F
 51000+800:_2 20000+10000:Dx F
 40000+10000:75 F
 51000:J2 F
= create
= io: write -q -P 5 16k 2k
- io: break cow_write A
 51000+800:_2 F
 40000+10000:S4 F
 51000:J2 F
