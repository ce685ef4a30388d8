blkdrill write log 1
- img: create -q --object secret,id=one,data=first -f luks ...
 @t.luks T2f9000 1000+3e800:jG 0+250:sF F
- create
 @t.raw T100000 F
- io: write -P 1 0 64k
 @t.raw 0+10000:h- af000+1388:-k F
 F
- img: convert -n --object secret,id=one,data=first -f raw ...
 @t.luks 1f9000+10000:9y 209000+9f000:9p 2a8000+2000:79 2aa000+4f000:gp
- img: amend --object secret,id=one,data=first --object sec...
 @t.luks 40000+3e800:dZ 0+250:5H F
- img: amend --object secret,id=one,data=first --object sec...
 @t.luks 7f000+3e800:gg 0+250:dl F
- img: amend --object secret,id=one,data=first --object sec...
 @t.luks 0+250:In 40000+3e800:7J 40000+3e800:Bv 40000+3e800:z- 40000+3e800:3Q 40000+3e800:T3 40000+3e800:QB
 40000+3e800:xW 40000+3e800:zX 40000+3e800:Qs 40000+3e800:Kg 40000+3e800:Un 40000+3e800:Sb 40000+3e800:xi
 40000+3e800:8r 40000+3e800:7D 40000+3e800:aA 40000+3e800:Zc 40000+3e800:eo 40000+3e800:27 40000+3e800:FU
 40000+3e800:oF 40000+3e800:n_ 40000+3e800:48 40000+3e800:Pt 40000+3e800:s9 40000+3e800:j8 40000+3e800:Fm
 40000+3e800:Q5 40000+3e800:BF 40000+3e800:TJ 40000+3e800:f_ 40000+3e800:80 40000+3e800:FW 40000+3e800:pc
 40000+3e800:VS 40000+3e800:_6 40000+3e800:sV 40000+3e800:UX 40000+3e800:_h 40000+3e800:hj F
- img: amend --object secret,id=one,data=first --object sec...
 @t.luks 40000+3e800:gm 0+250:nW F
- img: amend --object secret,id=one,data=first --object sec...
 @t.luks be000+3e800:gg 0+250:iI F
- img: amend --object secret,id=one,data=first --object sec...
 @t.luks 0+250:Gq 7f000+3e800:g0 7f000+3e800:Fo 7f000+3e800:Fn 7f000+3e800:Ul 7f000+3e800:kf 7f000+3e800:sa
 7f000+3e800:aR 7f000+3e800:Jt 7f000+3e800:iH 7f000+3e800:E3 7f000+3e800:9u 7f000+3e800:cr 7f000+3e800:_A
 7f000+3e800:gt 7f000+3e800:wp 7f000+3e800:iz 7f000+3e800:Cn 7f000+3e800:bx 7f000+3e800:OM 7f000+3e800:Un
 7f000+3e800:Hh 7f000+3e800:49 7f000+3e800:1N 7f000+3e800:5T 7f000+3e800:se 7f000+3e800:Lo 7f000+3e800:ep
 7f000+3e800:hD 7f000+3e800:np 7f000+3e800:FO 7f000+3e800:kc 7f000+3e800:u3 7f000+3e800:xM 7f000+3e800:52
 7f000+3e800:TM 7f000+3e800:zc 7f000+3e800:lU 7f000+3e800:tv 7f000+3e800:J1 7f000+3e800:z8 0+250:D0
 be000+3e800:Xv be000+3e800:Vs be000+3e800:kb be000+3e800:zy be000+3e800:Sj be000+3e800:Sh be000+3e800:x-
 be000+3e800:WR be000+3e800:Yk be000+3e800:Qd be000+3e800:z6 be000+3e800:xq be000+3e800:n7 be000+3e800:uw
 be000+3e800:IA be000+3e800:4J be000+3e800:UU be000+3e800:rS be000+3e800:_X be000+3e800:bE be000+3e800:-A
 be000+3e800:hV be000+3e800:53 be000+3e800:W3 be000+3e800:4N be000+3e800:fu be000+3e800:aw be000+3e800:KM
 be000+3e800:1k be000+3e800:NC be000+3e800:X6 be000+3e800:dE be000+3e800:_9 be000+3e800:G- be000+3e800:UG
 be000+3e800:ip be000+3e800:Z4 be000+3e800:KY be000+3e800:Sy be000+3e800:mi F
- img: amend --object secret,id=one,data=first --object sec...
 @t.luks 1ba000+3e800:vP 0+250:k7 F
- img: amend --force --object secret,id=one,data=first --ob...
 @t.luks 40000+3e800:gH 0+250:RC F
- img: amend --force --object secret,id=one,data=first -o s...
 @t.luks 0+250:2N 1ba000+3e800:6X 1ba000+3e800:S8 1ba000+3e800:Gq 1ba000+3e800:tO 1ba000+3e800:II
 1ba000+3e800:eF 1ba000+3e800:V8 1ba000+3e800:d- 1ba000+3e800:Cx 1ba000+3e800:53 1ba000+3e800:Ze
 1ba000+3e800:5W 1ba000+3e800:UM 1ba000+3e800:4O 1ba000+3e800:Fc 1ba000+3e800:No 1ba000+3e800:HF
 1ba000+3e800:Ne 1ba000+3e800:4- 1ba000+3e800:0b 1ba000+3e800:t2 1ba000+3e800:C0 1ba000+3e800:sV
 1ba000+3e800:rh 1ba000+3e800:vz 1ba000+3e800:7m 1ba000+3e800:YJ 1ba000+3e800:Xp 1ba000+3e800:Wn
 1ba000+3e800:H3 1ba000+3e800:5I 1ba000+3e800:9h 1ba000+3e800:AU 1ba000+3e800:bd 1ba000+3e800:qG
 1ba000+3e800:C6 1ba000+3e800:W3 1ba000+3e800:0P 1ba000+3e800:eD 1ba000+3e800:Ra F
- img: amend --force --object secret,id=one,data=first -o s...
 @t.luks 0+250:sF 40000+3e800:7q 40000+3e800:aF 40000+3e800:Um 40000+3e800:n7 40000+3e800:14 40000+3e800:3i
 40000+3e800:rB 40000+3e800:5O 40000+3e800:Z2 40000+3e800:NT 40000+3e800:Wl 40000+3e800:gJ 40000+3e800:GF
 40000+3e800:hI 40000+3e800:ST 40000+3e800:5r 40000+3e800:lX 40000+3e800:tu 40000+3e800:WE 40000+3e800:hp
 40000+3e800:hO 40000+3e800:Kx 40000+3e800:eK 40000+3e800:GT 40000+3e800:30 40000+3e800:Re 40000+3e800:2a
 40000+3e800:qj 40000+3e800:Nn 40000+3e800:3o 40000+3e800:3N 40000+3e800:4g 40000+3e800:WC 40000+3e800:oF
 40000+3e800:89 40000+3e800:-J 40000+3e800:pS 40000+3e800:0K 40000+3e800:dW 40000+3e800:ZI F
= img: amend --force --object secret,id=one,data=first -o s...
- img: amend --force --object secret,id=one,data=first -o s...
 @t.luks 0+250:O7 1000+3e800:A9 1000+3e800:sA 1000+3e800:eJ 1000+3e800:JP 1000+3e800:xR 1000+3e800:zW
 1000+3e800:ZH 1000+3e800:rl 1000+3e800:Oi 1000+3e800:iE 1000+3e800:eR 1000+3e800:zp 1000+3e800:x1
 1000+3e800:kn 1000+3e800:jC 1000+3e800:IJ 1000+3e800:48 1000+3e800:jm 1000+3e800:Pr 1000+3e800:9e
 1000+3e800:hh 1000+3e800:jn 1000+3e800:Pe 1000+3e800:be 1000+3e800:dJ 1000+3e800:Be 1000+3e800:xq
 1000+3e800:Uf 1000+3e800:t2 1000+3e800:sq 1000+3e800:jv 1000+3e800:y4 1000+3e800:4K 1000+3e800:OL
 1000+3e800:Hd 1000+3e800:XE 1000+3e800:gR 1000+3e800:EG 1000+3e800:xo 1000+3e800:uK F
- img: convert --object secret,id=one,data=0123456789abcdef...
 0+10000:2O 10000+20000:aU 0+10000:kQ 20000+10000:-4 F
 30000+8:9p F
 24+c:x1 F
 18+8:wZ F
 0+10000:p8 F
 20000+10000:ud 40000+10000:7r 30000+8:Jv 50000+10000:oJ 60000+20000:L4 20000+10000:MB 40000+10000:C_
