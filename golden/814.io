blkdrill write log 1
- img: create -q --object secret,id=one,data=first -f luks ...
 @t.luks T209000 1000+3e800:Fd 0+250:Kv F
- img: amend --object secret,id=one,data=first --object sec...
 @t.luks 40000+3e800:tD 0+250:jc F
- img: amend --object secret,id=one,data=first -o state=ina...
 @t.luks 40000+3e800:SF 40000+3e800:VZ 40000+3e800:Gt 40000+3e800:59 40000+3e800:PD 40000+3e800:LB
 40000+3e800:Oo 40000+3e800:1p 40000+3e800:s7 40000+3e800:H1 40000+3e800:t- 40000+3e800:2v 40000+3e800:w2
 40000+3e800:9Z 40000+3e800:7x 40000+3e800:9b 40000+3e800:ZI 40000+3e800:zx 40000+3e800:U- 40000+3e800:bi
 40000+3e800:UR 40000+3e800:CZ 40000+3e800:JW 40000+3e800:N8 40000+3e800:Zp 40000+3e800:tI 40000+3e800:DT
 40000+3e800:Of 40000+3e800:Lv 40000+3e800:fS 40000+3e800:OU 40000+3e800:Fx 40000+3e800:Jf 40000+3e800:s_
 40000+3e800:JH 40000+3e800:G4 40000+3e800:cw 40000+3e800:SS 40000+3e800:GR 40000+3e800:9D F
- img: amend --object secret,id=one,data=first -o state=ina...
 @t.luks 0+250:CT 1000+3e800:Qs 1000+3e800:0k 1000+3e800:ZU 1000+3e800:jc 1000+3e800:1u 1000+3e800:lL
 1000+3e800:kv 1000+3e800:a2 1000+3e800:3y 1000+3e800:CU 1000+3e800:0H 1000+3e800:u5 1000+3e800:5d
 1000+3e800:wB 1000+3e800:Xs 1000+3e800:Nc 1000+3e800:cV 1000+3e800:0V 1000+3e800:Kb 1000+3e800:Hp
 1000+3e800:eV 1000+3e800:IL 1000+3e800:iT 1000+3e800:4q 1000+3e800:f6 1000+3e800:6C 1000+3e800:_h
 1000+3e800:hk 1000+3e800:Hf 1000+3e800:ze 1000+3e800:6a 1000+3e800:UV 1000+3e800:bJ 1000+3e800:U-
 1000+3e800:fd 1000+3e800:sH 1000+3e800:ag 1000+3e800:2d 1000+3e800:lX 1000+3e800:Ng F
= img: create -q --object secret,id=one,data=first -f luks ...
- img: amend --force --object secret,id=one,data=first --ob...
 @t.luks 1000+3e800:FQ F
