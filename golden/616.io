blkdrill write log 1
- create
 0+400:7b 400+800:Fk 0+400:7b 800+400:OZ F
 c00+8:9p F
 24+c:0g F
 18+8:Ve F
- io: write -P 1 4k 8k
 800+400:Ys F
 1000+400:8u F
 c00+8:ji F
 1400+2000:H- 800+400:wH F
 1000+400:vw F
- resize
 18+8:sH F
- resize
 400+400:i4 F
 18+8:ci F
- img: amend -o compat=0.10 TEST_DIR/t.qcow2
 0+400:Rm F
 0+400:Fv F
- img: amend -o compat=1.1,refcount_bits=8 TEST_DIR/t.qcow2
 0+400:Rm 3400+400:AQ 3800+400:dS 800+400:vQ F
 0+400:N4 0+400:N4 F
 3400+400:Pf F
- check
 3400+400:Pf F
