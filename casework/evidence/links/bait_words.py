"""The words that scammers put beside a brand's name: gifts, log-ins, hotlines, haste.

A name of four letters proves little within a domain ("momo" is in "momotaro"); between such words
it does ("momo-nhanqua", "vcbuudai").
"""

from dataclasses import dataclass

# Promises, threats, log-ins: seldom found in an honest domain beside somebody else's name.
STRONG = frozenset(
    (
        "uudai khuyenmai nhanqua nhanthuong trungthuong quatang tangqua tang quayso vongquay "
        "trian hoantien hoanthue doidiem doiqua tichdiem diemthuong voucher giftcode gift "
        "bonus freeship mienphi giamgia giare khachhang khachhangvip canhan doanhnghiep hotro "
        "hotline cskh chamsoc chamsockhachhang tuvan tongdai dichvu dichvucong dangnhap "
        "dangky dangki dangkyvay xacthuc xacnhan xacminh kichhoat khoataikhoan taikhoan "
        "capnhat baomat antoan mokhoa huythe huydichvu thebao thetindung tindung nganhang "
        "nganhangso chuyentien chuyenkhoan ruttien naptien napthe naptiennhanh thanhtoan "
        "giaodich vay vaytien vaynhanh vayvon vaytinchap vayonline tinchap laisuat giaingan "
        "tratruoc tragop trungtam thongbao canhbao khancap nhacno thuno phatnguoi nopphat "
        "nopphi tracuu kekhai quyettoan dinhdanh dinhdanhmuc2 muc2 sinhtrachoc cancuoc cccd "
        "tuyendung vieclam congtacvien ctv kiemtien kiemtienonline nhiemvu duthuong trungso "
        "quytet tet lixi baohanh giaohang donhang vandon buukien thuhang phatsinh hoahong "
        "dautu chungkhoan sukien event promo promotion reward rewards prize lucky luckydraw "
        "winner claim airdrop register registration enroll enrol recovery login logon signin "
        "signon sign verify verification verified validate confirm auth authen authentication "
        "secure secured security account accounts acount update updates unlock recover "
        "restore suspended alert alerts notice billing invoice refund payment payments "
        "payonline password otp smartotp digibank ebank ebanking ibank ibanking "
        "internetbanking mobilebanking onlinebanking netbanking banking support helpdesk "
        "helpcenter customer customers client clients service services careers careteam "
        "protect safe safety wallet transfer transaction bankonline sso webscr cmd token "
        "activate activation appeal copyright violation centre center checkpoint moqua "
        "nhanngay nhantien nhan qua khachhangthanthiet tienich uytin chinhhang chinhthuc loan "
        "loans credit card nangcap nangcapthe nanghang nanghanmuc hanmuc duyetvay duyet "
        "xetduyet timmay mothe lamthe phathanh sodu quydoi doithuong chinhsach trocap "
        "boithuong denbu hoanphi gplx giaypheplaixe nhandien khuonmat sinhtrac khoasim "
        "nangcapsim chuanhoa thuebao lienket dongbo capphat hoso khaibao truythu nopthue "
        "hoanthuetncn tncn cuocthi binhchon tuyenctv flashsale sieusale 247 24h 24x7 "
        "gov govvn tiendien hoadon hoadontien dienluc doisoat congno trasoat nopthuedientu"
    ).split()
)
# Matters of the state: who writes 'gov' beside them poses as it.
_OF_THE_STATE = frozenset(
    (
        "tracuu phatnguoi tracuuphatnguoi nopphat dinhdanh cancuoc cccd dichvucong kekhai khaibao "
        "hoanthue nopthue truythu trocap gplx giaypheplaixe chuanhoa xacminh capphat hoso"
    ).split()
)
# Words that honest domains have too; they fill the rest of a name, and prove little alone.
WEAK = frozenset(
    (
        "http https connect vn vnn viet vietnam vietnamese com comvn net org edu "
        "info www web website site online onl app apps apk mobile mobi m bank bankvn pay shop "
        "store mall sale sales deal deals hot new news now go my the top pro plus vip vip1 "
        "one first best group corp official offical chinh so moi nhanh tot uy tin hcm hn "
        "hanoi saigon danang direct live home page portal id user users member members help "
        "hub world global asia digital smart easy cash money gold tructuyen truc tuyen "
        "internet mail email sms chat zalo tele link click get open start free fast express "
        "ship giao hang nha pos vnd tien dien thoai tv tech soft care center24h 24h 24 247 "
        "24x7 365 2024 2025 2026 2027 4g 5g 789 88 888 99 999 66 68 your our for at to in on "
        "of and by i e digi"
    ).split()
)
_ALL = STRONG | WEAK
_ALL_BACKWARD = frozenset(word[::-1] for word in _ALL)
_STRONG_BACKWARD = frozenset(word[::-1] for word in STRONG)


def _lengths(words: frozenset[str]) -> dict[str, tuple[int, ...]]:
    """How long the words are that begin with a letter."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(len(word))
    return {letter: tuple(sorted(lengths)) for letter, lengths in found.items()}


_LENGTHS = _lengths(_ALL)
_LENGTHS_BACKWARD = _lengths(_ALL_BACKWARD)
_JOINTS = frozenset("-0123456789")


@dataclass(frozen=True, slots=True)
class Frame:
    """Which parts of a label are bait: `left[i]` all before i, `right[j]` all from j on.

    `strong_left[i]` and `strong_right[j]`: and there is a strong word among it.
    """

    left: tuple[bool, ...]
    right: tuple[bool, ...]
    strong_left: tuple[bool, ...]
    strong_right: tuple[bool, ...]

    def fits(self, start: int, end: int) -> bool:
        """Whether nothing but bait stands around a part of the label."""
        return self.left[start] and self.right[end]

    def is_strong(self, start: int, end: int) -> bool:
        """Whether strong bait stands before or after a part of the label."""
        return self.strong_left[start] or self.strong_right[end]


def frame(label: str) -> Frame:
    """Read a label from both ends as bait words, digits and hyphens."""
    left, strong_left = _reach(label, _ALL, STRONG, _LENGTHS)
    right, strong_right = _reach(label[::-1], _ALL_BACKWARD, _STRONG_BACKWARD, _LENGTHS_BACKWARD)
    right.reverse()
    strong_right.reverse()
    return Frame(tuple(left), tuple(right), tuple(strong_left), tuple(strong_right))


def speaks_for_the_state(label: str) -> bool:
    """Whether 'gov' stands in a label between hyphens, beside a matter of the state."""
    words = label.split("-")
    return "gov" in words and not _OF_THE_STATE.isdisjoint(words)


def _reach(
    label: str,
    words: frozenset[str],
    strong_words: frozenset[str],
    lengths: dict[str, tuple[int, ...]],
) -> tuple[list[bool], list[bool]]:
    """Which places are reached from the start by bait alone, and which by strong bait."""
    size = len(label)
    reached = [True] + [False] * size
    strong = [False] * (size + 1)
    for start in range(size):
        if not reached[start]:
            continue
        if label[start] in _JOINTS:
            reached[start + 1] = True
            strong[start + 1] |= strong[start]
        for length in lengths.get(label[start], ()):
            word, end = _letters(label, start, length)
            if len(word) == length and word in words:
                reached[end] = True
                strong[end] |= strong[start] or word in strong_words
    return reached, strong


def _letters(label: str, start: int, length: int) -> tuple[str, int]:
    """So many letters from a place on, and where they end; 'xac-thuc' is a word too."""
    word = label[start : start + length]
    if "-" not in word:
        return word, start + len(word)
    end, letters = start, ""
    while end < len(label) and len(letters) < length:
        letters += "" if label[end] == "-" else label[end]
        end += 1
    return letters, end
