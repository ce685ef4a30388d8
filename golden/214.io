blkdrill write log 1
- create
 0+2000:cJ 2000+4000:9H 0+2000:pA 4000+2000:GU F
 6000+8:9p F
 24+c:mL F
 18+8:Kp F
- io: write -c -q -P 0xad 2M 8k
 4000+2000:tj F
 8000+2000:mU F
 6000+8:L4 F
 a000+1a:d2 a01a+1a:d2 4000+2000:1Z F
 8000+2000:-2 F
- check
 Da000+2000 F
 4000+2000:tj F
- io: read -q -P 0xad 2M 16k
 a000+2000:5J 4000+2000:h- F
 8000+2000:-F F
 4000+2000:h- F
= create
= io: write -c -q -P 0xad 2M 8k
- io: write -q -P 0x5a 2M 16k
 c000+4000:aP 4000+2000:Dk F
 8000+2000:EW F
 4000+2000:qR F
= create
- io: write -c -q -P 0xad 2M 8k
 4000+2000:tj F
 8000+2000:mU F
 6000+8:L4 F
 a000+1a:d2 4000+2000:h- F
 8000+2000:h- F
= check
= create
= io: write -c -q -P 0xad 2M 8k
