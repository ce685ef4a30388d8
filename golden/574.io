blkdrill write log 1
- create
 0:a1 200+400:zl 0:a1 400:9a F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
- io: write -q -P 1 0 1k
 400:BH F
 800:V4 F
 600+8:C7 F
 a00+400:Qd 400:Cp F
 800:yS F
- io: write -q -P 2 512k 512
 400:8i F
 e00:V4 F
 680+8:c9 F
 1000:J2 400:go F
 e00:tH F
 b00:Hx F
- io: write -q -P 2 512k 512
 1000:J2 F
 b00:Hx F
= create
= io: write -q -P 1 0 1k
- io: read -q -P 1 0 256
 400:8i F
 e00:V4 F
 680+8:c9 F
 1000+400:Pi 400:I4 F
 e00:De F
= create
= io: write -q -P 1 0 1k
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
- io: write -q -P 2 512k 512
 b00:Hx F
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
- io: write -q -P 2 512k 512
 400:8i!5 De00 b00:Hx F
 400:Cp F
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
- io: write -q -P 2 512k 512
 400:8i F
 e00:V4!5 De00 b00:Hx F
 400:Cp F
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
- io: write -q -P 2 512k 512
 400:8i F
 e00:V4 F
 680+8:c9!5 De00 b00:Hx F
 400:Cp F
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
- io: write -q -P 2 512k 512
 400:8i F
 e00:V4 F
 680+8:c9 F
 1000:J2!5 b00:Hx F
 400:8i F
- io: read -q -P 1 0 256
 1000+400:Pi 400:I4 F
 e00:De F
= create
= io: write -q -P 1 0 1k
- io: write -q -P 2 512k 512
 400:8i F
 e00:V4 F
 680+8:c9 F
 1000:J2 400:go!5 b00:Hx 400:go F
 e00:tH F
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
- io: write -q -P 2 512k 512
 400:8i F
 e00:V4 F
 680+8:c9 F
 1000:J2 400:go F
 e00:tH!5 b00:Hx e00:tH F
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
- io: write -q -P 2 512k 512
 400:8i F
 e00:V4 F
 680+8:c9 F
 1000:J2 400:go F
 e00:tH F
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
- io: write -q -P 2 512k 512
 400:8i F
 e00:V4 F
 680+8:c9 F
 1000:J2 400:go F
 e00:tH F
 b00:Hx!5 F
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
=11 io: write -q -P 2 512k 512
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
=2 io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
- io: write -q -P 2 512k 512
 400:8i!28 De00!28 F!28
 F!28
 F!28
 F!28
 F!28
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
- io: write -q -P 2 512k 512
 400:8i F!28
 De00!28 F!28
 F!28
 F!28
 F!28
 F!28
- io: read -q -P 1 0 256
 400:go F
 1000:V4 F
 680+8:ji F
 1200+400:Pi 400:SA F
 1000:FS F
= create
= io: write -q -P 1 0 1k
- io: write -q -P 2 512k 512
 400:8i F
 e00:V4!28 De00!28 F!28
 F!28
 F!28
 F!28
 F!28
= io: read -q -P 1 0 256
= create
= io: write -q -P 1 0 1k
- io: write -P 2 0 512
 a00:J2!5 F
