import pytest

from casework.evidence.links.candidates import FoundLink, find_links

PLAIN = [
    ("https://vietcombank.vn-gll.top/abc", "vietcombank.vn-gll.top", "/abc"),
    ("Vui lòng vào http://www.nhanqua-tet.site để nhận", "www.nhanqua-tet.site", ""),
    ("www.hotro-bidv.com", "www.hotro-bidv.com", ""),
    ("WWW.HOTRO-BIDV.COM", "www.hotro-bidv.com", ""),
    ("HTTPS://NhanQua.TOP/A?b=C#d", "nhanqua.top", "/A?b=C#d"),
    ("vào vietcombank.vn-gll.top nha", "vietcombank.vn-gll.top", ""),
    ("dichvucongs.top/vn", "dichvucongs.top", "/vn"),
    ("j8sk.vip/doidiemVCB", "j8sk.vip", "/doidiemVCB"),
    ("vietcombank.com.vn", "vietcombank.com.vn", ""),
    ("Tại VIETCOMBANK.COM.VN.", "vietcombank.com.vn", ""),
    ("nhanqua.top:8080/x", "nhanqua.top", "/x"),
    ("https://nhanqua.top:8443", "nhanqua.top", ""),
    ("https://nhanqua.top.", "nhanqua.top", ""),
    ("https://nhanqua.top./x", "nhanqua.top", "/x"),
    ("https://nhanqua.top?ma=1", "nhanqua.top", "?ma=1"),
    ("nhanqua.top#x", "nhanqua.top", "#x"),
    ("http://192.168.10.5/login", "192.168.10.5", "/login"),
    ("http://192.168.10.5:8080", "192.168.10.5", ""),
    ("103.9.8.7:8080", "103.9.8.7", ""),
    ("103.9.8.7/vneid", "103.9.8.7", "/vneid"),
    ("http://[2001:db8::1]/a", "2001:db8::1", "/a"),
    ("http://[2001:db8::1]:80", "2001:db8::1", ""),
    ("bấm vào:bit.ly/abc", "bit.ly", "/abc"),
    ("link:t.me/nhom_kiem_tien", "t.me", "/nhom_kiem_tien"),
    ("Nhóm m.me/abc1 nha", "m.me", "/abc1"),
    ("zalo.me/g/xyz123", "zalo.me", "/g/xyz123"),
    ("bit.ly", "bit.ly", ""),
    ("(https://nhanqua.top/x).", "nhanqua.top", "/x"),
    ("(xem https://vi.example.com/A_(b))", "vi.example.com", "/A_(b)"),
    ("“vcb-uudai.top”", "vcb-uudai.top", ""),
    ("«vcb-uudai.top/a», rồi", "vcb-uudai.top", "/a"),
    ("'vcb-uudai.top/a!'", "vcb-uudai.top", "/a"),
    ("**vcb-uudai.top/a**", "vcb-uudai.top", "/a"),
    ("-vcb-uudai.top", "vcb-uudai.top", ""),
    ("rồi.bit.ly/abc", "bit.ly", "/abc"),
    ("[bấm đây](https://nhanqua.top/x)", "nhanqua.top", "/x"),
    ('<a href="https://nhanqua.top/x">bấm đây</a>', "nhanqua.top", "/x"),
    ("nhanqua.vnđể nhận tiền", "nhanqua.vn", ""),
    ("nhanqua.com.vnNhận ngay", "nhanqua.com.vn", ""),
    ("Vô nhanqua.com.Nó kêu nạp tiền", "nhanqua.com", ""),
    ("vo nhanqua.com.no keu nap tien", "nhanqua.com", ""),
    ("https://nhanqua.top.Em chuyển rồi", "nhanqua.top", ""),
    ("https://nhanqua.top,em chuyển rồi", "nhanqua.top", ""),
    ("24h.com là báo", "24h.com", ""),
    ("01234.top", "01234.top", ""),
    ("👉vcb-digi.top👈", "vcb-digi.top", ""),
    ("`vcb-digi.top`", "vcb-digi.top", ""),
    ("vcb-digi.top?", "vcb-digi.top", ""),
    ("SMSTO:0900:vào vcb-digi.top", "vcb-digi.top", ""),
    ("MEBKM:URL:https\\://vcb-digi.top;;", "vcb-digi.top", ""),
    ("https://nhanqua.top\\@vietcombank.com.vn", "nhanqua.top", "\\@vietcombank.com.vn"),
    ("https://nhanqua.top/@vietcombank.com.vn", "nhanqua.top", "/@vietcombank.com.vn"),
    ("https://nhanqua.top?@vietcombank.com.vn", "nhanqua.top", "?@vietcombank.com.vn"),
    ("https://nhanqua.top/polka-dot-dress,com", "nhanqua.top", "/polka-dot-dress,com"),
    ("dichvucong.gov.vn.vn-xacthuc.com", "dichvucong.gov.vn.vn-xacthuc.com", ""),
    ("https://vcb_digi.top", "vcb_digi.top", ""),
    ("188bet.link", "188bet.link", ""),
    ("vao shbet.day choi", "shbet.day", ""),
    ("okvip.run", "okvip.run", ""),
    ("vào sun.win chơi", "sun.win", ""),
    ("789bet.ong la nha cai", "789bet.ong", ""),
    ("cskh-evn.tk", "cskh-evn.tk", ""),
    ("shorturl.at/abX12", "shorturl.at", "/abX12"),
    ("t.me", "t.me", ""),
    ("zalo.cloud", "zalo.cloud", ""),
    ("shopee.co.th la san cua Thai", "shopee.co.th", ""),
    ("hsbc.com.hk", "hsbc.com.hk", ""),
    ("xem zalo.me", "zalo.me", ""),
    ("24h.com.vn", "24h.com.vn", ""),
    ("vào 88.com chơi", "88.com", ""),
    ("facebook.com", "facebook.com", ""),
    ("vay.vn", "vay.vn", ""),
    ("vaytien.me", "vaytien.me", ""),
    ("vào vietcombank.co để xác thực", "vietcombank.co", ""),
    ("vietcombank.co", "vietcombank.co", ""),
    ("bidv247.co la web gia", "bidv247.co", ""),
    ("vay-nhanh.me la web gia", "vay-nhanh.me", ""),
    ("dangkyvneid.co la web gia", "dangkyvneid.co", ""),
    ("xacthuc.vneid.la la web gia", "xacthuc.vneid.la", ""),
    ("hoantien.web.app", "hoantien.web.app", ""),
    ("hoantien.pages.dev", "hoantien.pages.dev", ""),
    ("https://docs.google.com/forms/d/e/1F/viewform", "docs.google.com", "/forms/d/e/1F/viewform"),
    ("https://nhanqua.top/xac-thuc-\ntai-khoan xong", "nhanqua.top", "/xac-thuc-\ntai-khoan"),
    ("tg://t.me/abc", "t.me", "/abc"),
    ("intent://nhanqua.top/a#Intent;scheme=https;end", "nhanqua.top", "/a#Intent;scheme=https;end"),
    ("itms-services://?action=x&url=https://nhanqua.top/a.plist", "nhanqua.top", "/a.plist"),
    ("URL:https://nhanqua.top/qr", "nhanqua.top", "/qr"),
    ("https://nhanqua.top/bai.zip", "nhanqua.top", "/bai.zip"),
    ("http://hopdong.zip", "hopdong.zip", ""),
    ("hopdong.zip/tai", "hopdong.zip", "/tai"),
    ("https://trang.khongcoduoi/x", "trang.khongcoduoi", "/x"),
    ("bidv88.me là web giả", "bidv88.me", ""),
    ("vào ok.vn", "ok.vn", ""),
    ("https://socket.io", "socket.io", ""),
    ("docs.asp.net.vn", "docs.asp.net.vn", ""),
    ("https://nhanqua.com.co", "nhanqua.com.co", ""),
    ("https://tiếngviệt.vn", "xn--tingvit-5t4cyc.vn", ""),
]


def only(text: str) -> FoundLink:
    (link,) = find_links(text)
    return link


@pytest.mark.parametrize(("text", "host", "path"), PLAIN)
def test_a_plain_link_is_found(text: str, host: str, path: str) -> None:
    link = only(text)
    assert (link.host, link.path) == (host, path)
    assert not link.disguised


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("xem https://nhanqua.top/x nha", "https://nhanqua.top/x"),
        ("xem “nhanqua.top/x”, nha", "nhanqua.top/x"),
        ("tại nha\u0301 vcb-qua.top:80/x.", "vcb-qua.top:80/x"),
        ("vcb\u200b-qua.top đó", "vcb\u200b-qua.top"),
        ("vào b i t . l y / a b nha", "b i t . l y / a b"),
        ("gõ bidv-qua chấm com nha", "bidv-qua chấm com"),
        ("https://a.com@nhanqua.top/ x", "https://a.com@nhanqua.top/"),
    ],
)
def test_the_place_is_that_in_the_text_as_pasted(text: str, shown: str) -> None:
    link = only(text)
    assert text[link.start : link.end] == shown


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        (
            "[https://vietcombank.com.vn](https://nhanqua.top/)",
            ["vietcombank.com.vn", "nhanqua.top"],
        ),
        (
            '<a href="http://nhanqua.top">vietcombank.com.vn</a>',
            ["nhanqua.top", "vietcombank.com.vn"],
        ),
        ("vietcombank.com.vn / nhanqua.top", ["vietcombank.com.vn", "nhanqua.top"]),
        ("vietcombank.com.vn . nhanqua.top", ["vietcombank.com.vn", "nhanqua.top"]),
        ("nhanqua.top,bidv-qua.vip", ["nhanqua.top", "bidv-qua.vip"]),
        ("nhanqua.top\nbidv-qua.vip", ["nhanqua.top", "bidv-qua.vip"]),
        ("https://google.com/url?q=https://nhanqua.top/x", ["google.com", "nhanqua.top"]),
        ("https://google.com/url?q=https%3A%2F%2Fnhanqua.top%2Fx", ["google.com", "nhanqua.top"]),
    ],
)
def test_of_two_links_both_are_found(text: str, hosts: list[str]) -> None:
    assert [link.host for link in find_links(text)] == hosts


def test_a_link_inside_the_query_of_another_is_hidden_there() -> None:
    outer, inner = find_links("https://google.com/url?q=https://nhanqua.top/x")
    assert (outer.path, outer.disguised, inner.disguised) == ("/url?q=", False, True)


def test_no_part_of_a_link_is_in_its_repr() -> None:
    assert "nhanqua" not in repr(only("https://nhanqua.top/ma-so-0912"))
    assert "0912" not in repr(only("https://nhanqua.top/ma-so-0912"))
