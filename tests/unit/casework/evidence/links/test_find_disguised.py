import pytest

from casework.evidence.links.candidates import find_links

TOP = "nhanqua-vcb.top"
GOV = "dichvucong.gov.vn"
BANK = "vietcombank.com.vn"

DISGUISED = [
    # The scheme.
    *((f"{scheme}nhanqua-vcb.top/x", TOP, "/x") for scheme in (
        "hxxp://", "hxxps://", "hXXps://", "h**p://", "h**ps://", "htxp://", "hxtp://", "htt p://",
        "h ttps://", "http:/ /", "https: //", "https:// ", "https://\n", "https:\\\\", "https:/",
        "https:", "http//", "hxxp[:]//", "hxxps[://]", "https[:]//", "http:///", "ht tp s: //",
        "h__p://", "htp://", "https;//", "https%3A%2F%2F",
    )),
    ("h t t p s : / / n h a n q u a . t o p / x", "nhanqua.top", "/x"),
    ("https.nhanqua-vcb.top", TOP, ""),
    # What stands before the host.
    ("https://vietcombank.com.vn@nhanqua-vcb.top/", TOP, "/"),
    ("https://vietcombank.com.vn:443@nhanqua-vcb.top/x", TOP, "/x"),
    ("https://a@b@nhanqua-vcb.top", TOP, ""),
    ("vietcombank.com.vn@nhanqua-vcb.top/dang-nhap", TOP, "/dang-nhap"),
    # Addresses.
    ("http://3232235777/", "192.168.1.1", "/"),
    ("http://0xC0A80101/x", "192.168.1.1", "/x"),
    ("http://0300.0250.1.1/", "192.168.1.1", "/"),
    ("http://0xc0.0xa8.1.1", "192.168.1.1", ""),
    ("http://192.168.257/", "192.168.1.1", "/"),
    # Dots in brackets.
    *((f"nhanqua-vcb{dot}top", TOP, "") for dot in (
        "[.]", "(.)", "{.}", "<.>", "[.", ".]", "[dot]", "(dot)", "{dot}", " [dot] ", " (dot) ",
        "-dot-", "_dot_", "*dot*", "[chấm]", "(chấm)", "( chấm )", " ( chấm ) ", "(cham)", "[ . ]",
        " [.] ", "((.))", "(,)", "&#46;", "&#x2e;", "&period;", "(d0t)", "“chấm”",
    )),
    ("dichvucong[.]gov[.]vn/x", GOV, "/x"),
    ("dichvucong (dot) gov (dot) vn", GOV, ""),
    ("ok[.]co/abc", "ok.co", "/abc"),
    ("vay[.]me", "vay.me", ""),
    ("hxxps[:]//vietcombank[.]com[.]vn/a", BANK, "/a"),
    # Dots as words and with blanks.
    *((f"nhanqua-vcb{dot}top", TOP, "") for dot in (
        " chấm ", " Chấm ", " CHẤM ", " cham ", " dot ", " DOT ", " dấu chấm ", "chấm", "-chấm-",
        " châm ", " . ", " .", "  .  ", " · ",
    )),
    ("vietcombank chấm com chấm vn", BANK, ""),
    ("vietcombank cham com cham vn", BANK, ""),
    ("vietcombank chấm com chấm vip", "vietcombank.com.vip", ""),
    ("vietcombank dot com dot vn", BANK, ""),
    ("vietcombank . com . vn", BANK, ""),
    ("vietcombank .com .vn", BANK, ""),
    ("vietcombank. com. vn", BANK, ""),
    ("vietcombank,com,vn", BANK, ""),
    ("vietcombank chấm com chấm vn gạch xác thực", BANK, "/xác"),
    ("dịch vụ: dichvucong chấm gov chấm vn", GOV, ""),
    ("vay chấm com", "vay.com", ""),
    ("facebook chấm com", "facebook.com", ""),
    ("zalo chấm me gạch chéo 0912", "zalo.me", "/0912"),
    ("vao trang vay . com di", "vay.com", ""),
    ("nhanqua gạch ngang vcb chấm top", TOP, ""),
    ("bit . ly / abc", "bit.ly", "/abc"),
    ("bit .ly/abc", "bit.ly", "/abc"),
    ("bit. ly/abc", "bit.ly", "/abc"),
    ("bit chấm ly gạch chéo abc", "bit.ly", "/abc"),
    ("bit chấm ly xẹt abc", "bit.ly", "/abc"),
    ("bit cham ly slash abc", "bit.ly", "/abc"),
    ("bit.ly slash abc", "bit.ly", "/abc"),
    ("bit.ly / abc", "bit.ly", "/abc"),
    ("bit(dot)ly(slash)abc", "bit.ly", "/abc"),
    ("bit[.]ly[/]abc", "bit.ly", "/abc"),
    ("vietcombank .top", "vietcombank.top", ""),
    ("vietcombank . top/abc", "vietcombank.top", "/abc"),
    ("nhanqua–vcb.top", TOP, ""),
    ("h.t.t.p.s://nhanqua-vcb.top", TOP, ""),
    ("hxxps:\\/\\/nhanqua-vcb[.]top", TOP, ""),
    ("vcb.t0p", "vcb.top", ""),
    ("chuyen roi . bit . ly / abc", "bit.ly", "/abc"),
    ("https://nhanqua-vcb . top / x", TOP, "/x"),
    ("https://nhanqua-vcb chấm top", TOP, ""),
    # Other signs for the dot.
    *((f"nhanqua-vcb{dot}top", TOP, "") for dot in "。．｡·․•∙⋅‧・"),
    ("vietcombank。com。vn／x", BANK, "/x"),
    ("https://vietcombank.vn-\ngll.top/x", "vietcombank.vn-gll.top", "/x"),
    # Letter by letter.
    ("v i e t c o m b a n k . t o p", "vietcombank.top", ""),
    ("v i e t c o m b a n k . t o p / a b nha", "vietcombank.top", "/ab"),
    ("V I E T C O M B A N K . C O M . V N", BANK, ""),
    ("v i e t c o m b a n k (.) c o m", "vietcombank.com", ""),
    ("v i e t c o m b a n k chấm c o m chấm v n", BANK, ""),
    ("v i e t c o m b a n k . top nha", "vietcombank.top", ""),
    ("vietcombank . t o p", "vietcombank.top", ""),
    ("vietcombank . c o m . v n", BANK, ""),
    ("v  i  e  t  c  o  m  b  a  n  k  .  t  o  p", "vietcombank.top", ""),
    ("v*i*e*t*c*o*m*b*a*n*k*.*t*o*p", "vietcombank.top", ""),
    ("b i t . l y / a b c", "bit.ly", "/abc"),
    # Letters of other kinds.
    ("ｎｈａｎｑｕａ-ｖｃｂ．ｔｏｐ", TOP, ""),
    ("ｈｔｔｐｓ：／／ｎｈａｎｑｕａ-ｖｃｂ.ｔｏｐ／ｘ", TOP, "/x"),
    ("𝐧𝐡𝐚𝐧𝐪𝐮𝐚-𝐯𝐜𝐛.𝐭𝐨𝐩", TOP, ""),
    ("𝓷𝓱𝓪𝓷𝓺𝓾𝓪-𝓿𝓬𝓫.𝓽𝓸𝓹", TOP, ""),
    ("𝚗𝚑𝚊𝚗𝚚𝚞𝚊-𝚟𝚌𝚋.𝚝𝚘𝚙", TOP, ""),
    ("ⓝⓗⓐⓝⓠⓤⓐ-ⓥⓒⓑ.ⓣⓞⓟ", TOP, ""),
    ("🅝🅗🅐🅝🅠🅤🅐-🅥🅒🅑.🅣🅞🅟", TOP, ""),
    ("🅽🅷🅰🅽🆀🆄🅰-🆅🅲🅱.🆃🅾🅿", TOP, ""),
    ("nhan\u200bqua-vcb.t\u200dop", TOP, ""),
    ("nhan\u00adqua-vcb.top/x", TOP, "/x"),
    ("nhanqua-vcb\u2060.\ufefftop", TOP, ""),
    ("nhanqua‐vcb.top", TOP, ""),
    ("https://%6Ehanqua-vcb%2Etop/a", TOP, "/a"),
    ("vietcombank.c0m", "vietcombank.com", ""),
    ("vietcombank.соm", "vietcombank.com", ""),
    ("vіetcombank.com", "xn--vetcombank-x2i.com", ""),
    ("https://viеtcombank.com.vn/x", "xn--vitcombank-lsi.com.vn", "/x"),
    ("vietcοmbank.com", "xn--vietcmbank-lqh.com", ""),
    ("vìetcombank.com.vn", "xn--vetcombank-87a.com.vn", ""),
    ("https://xn--vetcombank-x2i.com/", "xn--vetcombank-x2i.com", "/"),
]  # fmt: skip


def test_the_table_is_as_long_as_was_asked() -> None:
    assert len(DISGUISED) >= 100


@pytest.mark.parametrize(("text", "host", "path"), DISGUISED)
@pytest.mark.parametrize(("before", "after"), [("", ""), ("Nó kêu em mở ", " để nhận tiền nha")])
def test_a_disguised_link_is_found(
    text: str, host: str, path: str, before: str, after: str
) -> None:
    (link,) = find_links(before + text + after)
    assert (link.host, link.path) == (host, path)
    assert link.disguised


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://xn--vetcombank-x2i.com/", "vіetcombank.com"),
        ("VÌETCOMBANK.com.vn", "vìetcombank.com.vn"),
        ("Vietcombank.TOP", "vietcombank.top"),
        ("https://xn--a.com/", "xn--a.com"),
    ],
)
def test_a_host_is_shown_as_a_reader_sees_it(text: str, shown: str) -> None:
    (link,) = find_links(text)
    assert link.shown_host == shown


def test_a_host_with_hyphens_between_its_letters_is_one_of_its_own() -> None:
    (link,) = find_links("v-i-e-t-c-o-m-b-a-n-k.top")
    assert (link.host, link.disguised) == ("v-i-e-t-c-o-m-b-a-n-k.top", False)
