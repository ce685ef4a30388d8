blkdrill write log 1
- create
 0:Pg 200+400:zl 0:Pg 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 1k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:BA 48+8:__ F
 800:yS F
 800:-8 F
 800:OQ F
 400:Ls F
 0:e5 F
- create
 0:TD 200+400:zl 0:TD 400:3g F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 2k
 400:kh F
 800:V4 F
 600+8:C7 F
 a00+800:05 400:Kz F
 800:m8 F
- create
 0:YV 200+400:zl 0:YV 400:m3 F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 2k
 400:st F
 800:V4 F
 600+8:C7 F
 a00+800:05 400:h- F
 800:m8 F
- create
 0:cu 200+400:zl 0:cu 400:Yl F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 2k
 400:mI F
 800:V4 F
 600+8:C7 F
 a00+800:05 400:Qm F
 800:m8 F
- create
 0:X4 200+400:zl 0:X4 400:xd F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 2k
 400:j8 F
 800:V4 F
 600+8:C7 F
 a00+800:05 400:IJ F
 800:m8 F
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 2k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+800:05 400:8Q F
 800:m8 F
- create
 0:eO 200+400:zl 0:eO 400:wU F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 2k
 400:ed F
 800:V4 F
 600+8:C7 F
 a00+800:05 400:YS F
 800:m8 F
- create
 0:a1 200+400:zl 0:a1 400:9a F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 2k
 400:BH F
 800:V4 F
 600+8:C7 F
 a00+800:05 400:go F
 800:m8 F
- create [field=l2[0][1].copied value=off]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 1k [field=l2[0][1].copied value=off]
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:BA 400:Ls F
 800:yS F
- create [field=l1[0].copied value=off]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 1k [field=l1[0].copied value=off]
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:BA 400:Ls F
 800:yS F
- create [field=l2[0][1].offset value=0x200]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 1k [field=l2[0][1].offset value=0x200]
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:BA 400:Ls F
 800:yS F
- create [field=l2[0][1] value=0x8000000000001203]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 1k [field=l2[0][1] value=0x8000000000001203]
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:BA 400:Ls F
 800:yS F
- create [field=l1[0].offset value=0]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 1k [field=l1[0].offset value=0]
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:BA 400:Ls F
 800:yS F
- create [field=l1[0] value=0x8000000000000801]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 1k [field=l1[0] value=0x8000000000000801]
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:BA 400:Ls F
 800:yS F
- create [field=refcount_table[0] value=0x401]
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q 0 1k [field=refcount_table[0] value=0x401]
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:BA 400:Ls F
 800:yS F
=3 create
- io: write -q 0 1k
 400:RE F
 800:V4 F
 600+8:C7 F
 a00+400:BA 400:Ls F
 800:yS F
= create
= io: write -q 0 1k
= create
= io: write -q 0 1k
= create
= io: write -q 0 1k
= create
= io: write -q 0 1k
= create
= io: write -q 0 1k
= create
= io: write -q 0 1k
