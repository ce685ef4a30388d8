blkdrill write log 1
- create
 @t.raw T100000 F
- io: write -P 1 0 64k
 @t.raw 0+10000:h- 19000+3e8:gI F
 ffc00+400:J7 F
 F
- img: create --object secret,id=one,data=first -f luks -o ...
 @t.luks T1f93e8 1000+3e800:2L 0+250:0Z F
- img: convert --object secret,id=one,data=first -f raw -O ...
 @t.luks T279000 1000+2ee00:2Q 0+250:2l F
 179000+10000:Lv 189000+9000:6O 192000+1000:hK 193000+e5000:ZJ 278000+1000:Ys
- img: convert --object secret,id=one,data=first -f raw -O ...
 @t.luks T181000 1000+fa00:p2 0+250:t1 F
 81000+10000:Qk 91000+9000:VU 9a000+1000:BX 9b000+e5000:X8 180000+1000:pC
- img: convert --object secret,id=one,data=first -f raw -O ...
 @t.luks T201000 1000+1f400:xt 0+250:nk F
 101000+10000:FE 111000+9000:w2 11a000+1000:4d 11b000+e5000:3E 200000+1000:9r
- img: convert --object secret,id=one,data=first -f raw -O ...
 @t.luks T201000 1000+1f400:Kc 0+250:TV F
 101000+10000:14 111000+9000:zO 11a000+1000:Im 11b000+e5000:AD 200000+1000:L0
- img: convert --object secret,id=one,data=first -f raw -O ...
 @t.luks T2f9000 1000+3e800:5y 0+250:rh F
 1f9000+10000:9D 209000+9000:Y0 212000+1000:FU 213000+e5000:k4 2f8000+1000:hU
- img: resize --object secret,id=one,data=first json:{"driv...
 @t.luks T3f9000 F
- img: resize --shrink --object secret,id=one,data=first js...
 @t.luks T2f9000 F
- img: amend --object secret,id=one,data=first --object sec...
 @t.luks 17b000+3e800:RV 0+250:wm F
- img: amend --object secret,id=one,data=first --object sec...
 @t.luks 0+250:ob 1000+3e800:xn 1000+3e800:Uo 1000+3e800:3p 1000+3e800:TQ 1000+3e800:CO 1000+3e800:Rv
 1000+3e800:mE 1000+3e800:fE 1000+3e800:7a 1000+3e800:eE 1000+3e800:kh 1000+3e800:HZ 1000+3e800:Q2
 1000+3e800:o- 1000+3e800:Fu 1000+3e800:9F 1000+3e800:dK 1000+3e800:yL 1000+3e800:Rg 1000+3e800:hy
 1000+3e800:Mw 1000+3e800:d0 1000+3e800:6u 1000+3e800:1K 1000+3e800:5b 1000+3e800:c2 1000+3e800:jJ
 1000+3e800:mo 1000+3e800:lw 1000+3e800:BE 1000+3e800:Z8 1000+3e800:fs 1000+3e800:ub 1000+3e800:RM
 1000+3e800:H5 1000+3e800:H9 1000+3e800:XR 1000+3e800:U7 1000+3e800:j1 1000+3e800:q4 F
