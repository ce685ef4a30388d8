blkdrill write log 1
- create
 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
- io: write -q -P 1 0 32k
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+8000:rl 2000+1000:OI F
 4000+1000:Yl F
- img: convert -O qcow2 -o cluster_size=4k TEST_DIR/t.qcow2...
 @copy.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
 2000+1000:Vy 4000+1000:AR 3000+8:W2 5000+8000:rl 2000+1000:OI 4000+1000:Yl
= img: convert -O qcow2 -o cluster_size=4k TEST_DIR/t.qcow2...
- io: write -q -P 2 60k 512
 @copy.qcow2 Zd000+1000 d000:J2 2000+1000:Xu F
 4000+1000:Hv F
- img: convert -t writeback -O qcow2 -o cluster_size=4k TES...
 @copy.qcow2 0+1000:93 1000+2000:uR 0+1000:93 2000+1000:ig F
 3000+8:9p F
 24+c:Tf F
 18+8:Ve F
 2000+1000:Vy F
 4000+1000:AR F
 3000+8:W2 F
 5000+8000:rl 2000+1000:OI F
 4000+1000:Yl F
