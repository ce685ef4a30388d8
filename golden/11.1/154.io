blkdrill write log 1
- create
 @base.qcow2 0+400:7b 400+800:Fk 0+400:7b 800+400:OZ F
 c00+8:9p F
 24+c:0g F
 18+8:Ve F
- io
 @base.qcow2 800+400:Ys F
 1000+400:8u F
 c00+8:ji F
 1400+1000:aC 800+400:3L F
 1000+400:kb F
 1000+400:LB F
 2400+b000:ef 800+400:Xx F
 1000+400:Iw F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
 0+1000:Go F
- io: write -z 1k 1k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:aM F
= create
- io: write -z -u 1k 1k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:aM F
= create
- io: write -z 7k 1k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:Pp F
= create
- io: write -z -u 7k 1k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:Pp F
= create
- io: write -z 7k 2k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Fk 2000+1000:LX F
 4000+1000:f- F
= create
- io: write -z -u 7k 2k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Fk 2000+1000:LX F
 4000+1000:f- F
= create
- io: write -z 9k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Rv 2000+1000:LX F
 4000+1000:QG F
= create
- io: write -z -u 9k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Rv 2000+1000:LX F
 4000+1000:QG F
= create
- io: write -z 11k 2k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:l8 2000+1000:LX F
 4000+1000:9I F
= create
- io: write -z -u 11k 2k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:l8 2000+1000:LX F
 4000+1000:9I F
= create
- io: write -z 12k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:tf F
= create
- io: write -z -u 12k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:tf F
= create
- io: write -z 13k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:tf F
= create
- io: write -z -u 13k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:tf F
= create
- io: write -z 13k 1k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:tf F
= create
- io: write -z -u 13k 1k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:tf F
= create
- io: write -z 14k 6k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:ix F
= create
- io: write -z -u 14k 6k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:ix F
= create
- io: write -z 15k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:tf F
= create
- io: write -z -u 15k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:tf F
= create
- io: write -z 19k 2k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:G2 2000+1000:LX F
 4000+1000:E4 F
= create
- io: write -z -u 19k 2k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:G2 2000+1000:LX F
 4000+1000:E4 F
= create
- io: write -z 20k 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:8a F
= create
- io: write -z -u 20k 8k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:8a F
= create
- io: write -z 62k 2k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:oF 2000+1000:LX F
 4000+1000:cm F
= create
- io: write -z -u 62k 2k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:oF 2000+1000:LX F
 4000+1000:cm F
= create
- io: write -z 9k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Rv 2000+1000:LX F
 4000+1000:QG F
 4000+1000:f- F
 6000+1000:G2 2000+1000:SF F
 4000+1000:nH F
 4000+1000:KJ F
= create
- io: write -z 8k 4k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:Jv F
 4000+1000:Oc F
 Z5000+1000 5400:b_ 2000+1000:LX F
 4000+1000:X1 F
 5800+400:8u F
 Z6000+1000 6400+400:lI 2000+1000:SF F
 4000+1000:xl F
 6000+400:8u F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:9W F
 0+1000:9O F
- io: write -z 64k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 4000+1000:PP F
 5000+1000:Z4 2000+1000:LX F
 4000+1000:T4 F
 6000+1000:ze 2000+1000:SF F
 4000+1000:sI F
 6000:V4 F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ba F
 0+1000:bb F
= io: write -z 64k 512
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:LY F
 0+1000:ZC F
= io: write -z 64k 512
- create
 @mid.qcow2 0+800:qn 800+1000:2s 0+800:qn 1000+800:iF F
 1800+8:9p F
 24+c:p1 F
 18+8:Ve F
 0+800:3B F
- io
 @mid.qcow2 1000+800:FP F
 2000+800:qe F
 1800+8:4R F
 2000+800:Ce F
 2800+800:YJ 1000+800:s7 F
 2000+800:fl F
 2000+800:x_ F
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
 0+1000:cL F
- io: write -z 8k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Ht 2000+1000:LX F
 4000+1000:QG F
= create
- io: write -z 9k 1k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Ht 2000+1000:LX F
 4000+1000:QG F
= create
- io: write -z 10k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:6W 2000+1000:LX F
 4000+1000:QG F
= create
- io: write -z 27k 1k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Z4 2000+1000:LX F
 4000+1000:yn F
= create
- io: write -z 28k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:9q 2000+1000:LX F
 4000+1000:-K F
= create
- io: write -z 29k 2k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:On 2000+1000:LX F
 4000+1000:-K F
= create
- io: write -z 32k 1k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:ih 2000+1000:LX F
 4000+1000:ZL F
= create
- io: write -z 33k 512
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:ih 2000+1000:LX F
 4000+1000:ZL F
= create
- io: write -z 33k 2k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Tc 2000+1000:LX F
 4000+1000:ZL F
= create
- io: write -z 9k 1k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:Ht 2000+1000:LX F
 4000+1000:QG F
 6000+1000:On 2000+1000:SF F
 4000+1000:E6 F
 7000+1000:ih 2000+1000:d9 F
 4000+1000:F7 F
 5000:tk F
= create
- io: write -q -P 5 40k 4k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+1000:h4 2000+1000:LX F
 4000+1000:ua F
- io: write -z 13k 512
 Z6000+1000 6400:V4 2000+1000:SF F
 4000+1000:lp F
= create
= io: write -q -P 5 40k 4k
- io: write -z 9k 512
 6000+1000:Ht 2000+1000:SF F
 4000+1000:wt F
= create
= io: write -q -P 5 40k 4k
= create
= io: write -q -P 5 40k 4k
- io: write -z 13k 512
 4000+1000:DU F
= create
= io: write -q -P 5 40k 4k
- io: write -z 9k 512
 2000+1000:LX F
= create
= io: write -q -P 5 40k 4k
- io: write -z 28k 4k
 4000+1000:7I F
= create
= io: write -q -P 5 40k 4k
= io: write -z 13k 512
= create
= io: write -q -P 5 40k 4k
= io: write -z 9k 512
= create
= io: write -q -P 5 40k 4k
= io: write -z 28k 4k
= create
= io: write -q -P 5 40k 4k
= io: write -z 13k 512
= create
= io: write -q -P 5 40k 4k
= io: write -z 9k 512
= create
= io: write -q -P 5 40k 4k
= io: write -z 28k 4k
= create
= io: write -q -P 5 40k 4k
= io: write -z 13k 512
= create
= io: write -q -P 5 40k 4k
=2 io: write -z 9k 512
= create
= io: write -q -P 5 40k 4k
= io: write -z 28k 4k
= create
= io: write -q -P 5 40k 4k
= io: write -z 13k 512
= create
= io: write -q -P 5 40k 4k
= create
= io: write -q -P 5 40k 4k
= io: write -z 28k 4k
= create
= io: write -q -P 5 40k 4k
= io: write -z 13k 512
= create
= io: write -q -P 5 40k 4k
=2 io: write -z 9k 512
= create
= io: write -q -P 5 40k 4k
= io: write -z 28k 4k
