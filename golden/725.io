blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -q -c -s TEST_DIR/one 0 512
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+4b:sl a4b+4c:eI a97+4b:sl ae2+4c:eI b2e+4b:sl b79+4c:eI bc5+4b:sl c10+4c:eI c5c+4b:sl ca7+4c:eI
 cf3+4b:sl d3e+4c:eI d8a+4b:sl dd5+4c:eI e21+4b:sl e6c+4c:eI 400:rx F
 800:TU F
- snapshot: create one
 1000+10:ZV 400:HR F
 600+10:uh F
 400:pY F
 1200+28:Zo 1228+18:Xg 1240+1:-3 1241+3:bx F
 3c+c:L_ F
- io: write -q -P 200 0 8k
 400:Vf F
 1400:TU F
 600+8:3m F
 1600+2000:EU F
 400:XD F
 1400:G8 F
 400:Yc F
- snapshot: apply one
 400:3f F
 1000+10:uh F
 600+10:ZV F
 400:pY F
 D1400+2200 F
 600+10:uh F
- snapshot: delete one
 3c+c:Zv F
 D1200 F
 400:oS F
 D1000 F
 400:rx F
 600+10:ZV F
