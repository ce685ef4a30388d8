blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0:qU 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:wZ F
- io: write -q -P 1 0 64k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+10000:h- 2000+1000:HI F
 4000+1000:Vy F
- snapshot: create one
 48+8:__ F
 15000+8:W2 F
 4000+1000:hT F
 3000+8:Bs F
 16000+28:xA 16028+18:7r 16040+1:-3 16041+3:bx F
 3c+c:O8 F
 2000+1000:DR F
 0:vo F
- io: write -q -P 2 0 64k
 2000+1000:4p F
 17000+1000:hT F
 3000+8:ly F
 18000+10000:WA 2000+1000:2M F
 17000+1000:P4 F
 2000+1000:B1 F
- snapshot: create two
 48+8:__ F
 28000+8:ly F
 17000+1000:7Z F
 3000+8:yo F
 29000+28:xA 29028+18:7r 29040+1:-3 29041+3:bx 29048+28:Yv 29070+18:7r 29088+1:4N 29089+3:pm F
 3c+c:Cd F
 2000+1000:qP F
 0:rr F
 D16000+1000 2000+1000:XO F
- img: bitmap --add TEST_DIR/t.qcow2 b
 16000+8:9p 2a000+20:wR 2000+1000:ig F
 0:W3 F
- snapshot: delete one
 0:5n F
 2a000+20:dS 0:5n F
 0:W3 F
 48+8:__ F
 2b000+8:9p 2c000+20:WO F
 0:v0 F
 2000+1000:qv F
- snapshot: apply two
 0:Ak F
 2c000+20:7N 0:Ak F
 0:v0 F
 0:Hk F
 16000+8:9p 2a000+20:wR 2000+1000:fB F
 0:W3 F
 2000+1000:ig F
- io: read -P 2 0 64k
 0:5n F
 2a000+20:dS 0:5n F
 0:W3 F
 2b000+8:9p 2c000+20:WO 2000+1000:fB F
 0:Hk F
 2000+1000:qv F
