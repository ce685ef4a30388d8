blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+10:tV F
 24+c:lv F
 18+8:Ve F
- io: write -P 1 0 2k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+800:PS 400:8Q F
 800:m8 F
 400:SZ F
 1200:V4 F
 608+8:pg F
 1400+400:lI 400:iw F
 1200:9B F
 Da00 800:Ia F
 400:_V F
- check
 Da00 F
 400:_V F
