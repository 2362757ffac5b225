import pytest

from casework.evidence.links.candidates import find_links

ORDINARY = """\
3.5 triệu
1.000.000
1.000.000đ/tháng
8.900.000/khach
2.500.000.000
5.tr
5.tr/ngay
2tr.co gi dau
500k.no hen mai
3.5tr.em chuyen roi
0912.345.678
ĐT.0909 123 456
20.10.2026
ngày 2.9.vn nghỉ
20-10.co gap
10.30
10h.co mat
3/4
km/h
v/v mời họp
24/7
lương 300k.VIP 900k
có danh bạ.ảnh.tin nhắn
evil/top
vao 33win nha
zalo://qr/p/abc
WIFI:S:abc;T:WPA;P:x;;
00020101021138570010A00000072701270006970436
TP.HCM
TP.HCM.No bao
TP.Vinh
Th.S
Th.S Nam
PGS.TS
Q.1
P.Bến Nghé
v.v
v.v.no noi
U.S.A
Mr.Smith
e.g.
i.e. that
a.b.c
a . b . c
1 . 2 . 3
1.2.3
1.2.3.4
phiên bản 10.0.2.1
self.name
data.id
main.py
readme.md
bai.zip
clip.mov
hopdong.pdf
anh.jpg
app.apk
vietcombank.com.vn.apk
bidv.vn.pdf
a@b.com
nguyen.van@gmail.com
lienhe@vietcombank.vn-gll.top
x@mail.vietcombank.com.vn
mailto:a@nhanqua.vn
a @ gmail.com
abc(at)gmail.com
abc a còng gmail chấm com
abc a cong gmail cham com
abc at gmail dot com
@nhanqua.vn
#nhanqua.com
<PHONE>
<OTHER_ID>
{canh_sat_113}
gọi <PHONE>.no bao
chuyển rồi.co gọi lại
chuyen roi.co goi lai
xong.no bao
Xong.No bao
tien.me tui
di.no kêu
ok.cam on
ok.tks
mất tiền.Anh
mất tiền.vn mình
nhà.Em
nha.em
duoc.co gi
thoi.la do em
vay.so tien
toi.ma no
lam.to lam
an.vi doi
biet.ai ma biet
anh.im di
the.do la
Vietcombank.no bao
vietcombank.no goi hoai
facebook.no khoa roi
facebook.co nguoi ket ban
zalo.me em bao
t.me nha em
shopee.em dat hang
VNeID.no keu cai
shipper.no goi
telegram.co nhom
app.no bat tai
canada.co mo vang
karaoke.co tiep vien
homestay.cam lien lac
tuan.mai lay
roi.mn oi
xong.ck lai
ok.tk cua em
roi.bt em
em.co/khong
anh.no/ban
nước.VN mình
nuoc.VN minh
co nhom.app do
xong . no bao
xong .no bao
chuyen roi . co goi lai
chuyen roi. vn minh
Em ở Vietcombank. VN đang
qua zalo .me quay mat
qua zalo . co nguoi
về nước . VN mình
em . vn
ten mien .xyz
đuôi .top là giả
web .com
thầy chấm bài
cô chấm em
anh ấy chấm em vn
em chấm co
ban cham vn roi
cham no di
dot nay vn lanh
dot 1 com
chấm hết
nói (chấm hết) rồi
trang dichvucong
web vietcombank
xem tại trang vietcombank-uudai top
http://
https:// nha
http://5
http://localhost
http://1.000.000
a e k o d
a e o . a e
roi . a e oi
m . n . o
gov.vn
đuôi gov.vn
com.vn
...
…rồi sao
hic -.- no
?.?
ok...co gi
roi..co gi
你好。再见
ơ.ơ
em học lớp 10A1.me ơi
ok.vn minh hop 8h
học ASP.NET
dùng socket.io
xe máy-honda.vn.thanh toán
""".splitlines()


def test_the_table_is_as_long_as_was_asked() -> None:
    assert len(ORDINARY) >= 100


@pytest.mark.parametrize("text", ORDINARY)
@pytest.mark.parametrize("end", ["", " nha mọi người"])
def test_nothing_is_found_in_ordinary_words(text: str, end: str) -> None:
    assert [link.host for link in find_links(text + end)] == []
