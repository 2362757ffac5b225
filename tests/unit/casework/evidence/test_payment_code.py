from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.evidence.brand_names import BrandNames
from casework.evidence.finding import Finding, Kind, Verdict
from casework.evidence.payment_code import CodeExaminer, CodeKind, kind_of
from casework.evidence.vietqr import read_payment
from casework.evidence.watched import NobodyWatched
from tests.unit.casework.evidence.some_brands import (
    BRANDS,
    OneWatched,
    digits_said,
    sealed,
    values,
    vietqr,
)

EXAMINER = CodeExaminer(BRANDS, NobodyWatched())
NAMES = BrandNames(BRANDS)
VNPAY_SHOP = sealed(
    values(
        {
            "00": "01",
            "26": values({"00": "A000000775", "01": "0100000000"}),
            "53": "704",
            "54": "21090000",
            "58": "VN",
            "59": "CUA HANG THU",
            "62": "khong phai mau",
        }
    )
)
LOSS = "Quét mã rồi bấm là mất tiền thật."


def examined(code: str, words: str = "") -> Finding:
    named = {name.brand for name in NAMES.named_in(words)}
    (finding,) = EXAMINER.examine(code, named, words)
    return finding


def test_a_transfer_is_told_in_words() -> None:
    finding = examined(vietqr(amount="5000000"))
    assert (finding.kind, finding.verdict) == (Kind.QR, Verdict.PAYMENT)
    assert finding.reason == f"Mã QR này chuyển 5.000.000đ tới tài khoản …4567 ở MB Bank. {LOSS}"
    assert (finding.shown, finding.brand) == ("…4567 (MB Bank)", "mbbank")
    assert not finding.is_damning


@pytest.mark.parametrize(
    ("code", "part"),
    [
        (vietqr(), "chuyển tiền (bạn tự gõ số tiền) tới tài khoản …4567"),
        (vietqr(amount="50000.00"), "chuyển 50.000đ"),
        (vietqr(amount="0"), "bạn tự gõ số tiền"),
        (vietqr(amount="12,5"), "bạn tự gõ số tiền"),
        (vietqr(amount="12.5", currency="840"), "chuyển 12.5 (không phải tiền Việt)"),
        (vietqr("999999"), "ở ngân hàng mã số 999999 (tôi không biết của ai)"),
        (vietqr(service="QRIBFTTC", account="9704220123456789"), "tới thẻ …6789 ở MB Bank"),
        (vietqr(account="012345"), "tới tài khoản …45"),
        (vietqr(service="QRCASH"), "để rút tiền ở máy ATM"),
        (vietqr("970454", "99MM00000M12345678"), "tới ví …5678 ở MoMo"),
        (VNPAY_SHOP, "trả 21.090.000đ cho cửa hàng “CUA HANG THU” qua VNPAY"),
        (sealed(values({"00": "01", "26": "abc", "58": "VN"})), "cho cửa hàng. "),
    ],
)
def test_forms_of_payment(code: str, part: str) -> None:
    finding = examined(code)
    assert finding.verdict is Verdict.PAYMENT
    assert part in finding.reason
    assert finding.reason.endswith(LOSS)


def test_the_fields_of_a_transfer() -> None:
    payment = read_payment(vietqr(amount="120000", note="ung ho", name="SHOP"))
    assert (payment.bank, payment.account) == ("970422", "0123456784567")
    assert payment.amount == Decimal(120000)
    assert (payment.note, payment.name, payment.to_card) == ("ung ho", "SHOP", False)


@pytest.mark.parametrize(
    ("note", "part"),
    [
        ("HOAN TIEN DON HANG", "Lời ghi sẵn trong mã: “HOAN TIEN DON HANG”."),
        ("nop phat vi pham giao thong " * 3, "“nop phat vi pham giao thong nop phat vi”."),
        ("chuyen 0903111222 nha", "“chuyen … nha”"),
        ("0123456784567", None),
        ("  ", None),
        # What its maker would have residents read in our name.
        ("vietcornbank.com hoac 19001234", None),
        ("An toan. Goi 19001234 de xac minh", None),
        ("yen tam nha", None),
        ("goi 1900 6789 nhe", "“goi … nhe”"),
        ("abc” dung bam. “d", "“abc dung bam. d”"),
        ("xem {canh_sat_113} <b>", "“xem … b”"),
    ],
)
def test_the_note_is_shown_without_personal_data(note: str, part: str | None) -> None:
    reason = examined(vietqr(note=note)).reason
    if part is None:
        assert "Lời ghi" not in reason
    else:
        assert part in reason


@pytest.mark.parametrize(
    ("words", "part", "playbook"),
    [
        ("nó xưng nhân viên Vietcombank đưa mã này", "Vietcombank", "gia_danh_ngan_hang"),
        ("Vietcombank thông báo: quét mã để nhận quà", "Vietcombank", "gia_danh_ngan_hang"),
        ("xưng công an kêu quét mã", "công an", "gia_danh_cong_an_toa_an"),
    ],
)
def test_who_speaks_is_held_against_where_the_money_goes(
    words: str, part: str, playbook: str
) -> None:
    finding = examined(vietqr(), words)
    assert finding.verdict is Verdict.OTHER_BANK
    assert finding.reason.startswith(f"Xưng là {part} mà mã QR lại chuyển tiền tới")
    assert finding.playbook == playbook
    assert "…4567" in finding.reason


@pytest.mark.parametrize(
    "words",
    [
        "",
        "xưng nhân viên MB Bank đưa mã này",
        "tui dùng Vietcombank quét mã này",
        "nhân viên Vietcombank kêu đừng quét",
        "quét mã của shop",
        "Công an xã thông báo thủ đoạn dán mã QR giả",
        "Vietcombank cảnh báo người dân: xem tên trước khi quét mã",
    ],
)
def test_without_a_contradiction_it_is_a_payment(words: str) -> None:
    assert examined(vietqr(), words).verdict is Verdict.PAYMENT


def test_a_wallet_is_not_the_bank_that_keeps_its_money() -> None:
    wallet = vietqr("970454", "99MM00000M12345678")
    assert examined(wallet, "xưng là MoMo hoàn tiền").verdict is Verdict.PAYMENT


def test_a_watched_account_in_a_code() -> None:
    examiner = CodeExaminer(BRANDS, OneWatched(Kind.ACCOUNT, "0123456784567"))
    (finding,) = examiner.examine(vietqr(account="0123456784567"))
    assert finding.verdict is Verdict.LISTED
    assert finding.playbook == "gia_danh_ngan_hang"
    assert finding.reason.startswith("Tài khoản trong mã QR này đang trong danh sách cảnh báo")


@pytest.mark.parametrize(
    "code",
    [
        vietqr()[:-1] + "?",
        vietqr().replace("0123456784567", "0123456784568"),
        vietqr("97042"),
        vietqr(account=""),
        sealed(values({"00": "01", "38": "xx"})),
    ],
)
def test_a_broken_code_is_called_so(code: str) -> None:
    finding = examined(code)
    assert finding.verdict is Verdict.BROKEN
    assert finding.reason == "Mã QR này hỏng hoặc bị sửa; đừng quét lại."


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (vietqr(), CodeKind.PAYMENT),
        ("000201 hỏng", CodeKind.PAYMENT),
        ("https://vietcombank.example/x", CodeKind.WEB),
        ("HTTP://A.VN", CodeKind.WEB),
        ("hxxp://a.vn", CodeKind.WEB),
        ("www.a.vn", CodeKind.WEB),
        ("a-b.top/x?y", CodeKind.WEB),
        ("a.vn", CodeKind.WEB),
        ("WIFI:S:nha;T:WPA;P:12345678;;", CodeKind.TEXT),
        ("tel:0903111222", CodeKind.TEXT),
        ("xin chào. Anh khoẻ không", CodeKind.TEXT),
        ("", CodeKind.TEXT),
    ],
)
def test_what_a_code_holds(content: str, kind: CodeKind) -> None:
    assert kind_of(content) is kind


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("WIFI:S:nha;T:WPA;P:12345678;;", "Wi-Fi"),
        ("BEGIN:VCARD\nFN:A\nTEL:0903111222\nEND:VCARD", "danh bạ"),
        ("tel:0903111222", "gọi tới"),
        ("SMSTO:0903111222:DK", "tin nhắn"),
        ("sms:0903111222?body=DK", "tin nhắn"),
        ("mailto:a@b.vn", "thư điện tử"),
        ("geo:10.3,106.3", "bản đồ"),
        ("otpauth://totp/x?secret=ABC", "xác thực hai lớp"),
        ("LPA:1$smdp.example$ABC", "eSIM"),
        ("tg://login?token=abc", "Telegram"),
        ("momo://?action=pay", "ví điện tử"),
        ("bitcoin:abc", "tiền ảo"),
        ("087099000111||Trần Thử|01011999|Nam|ấp Thử|01012021", "căn cước"),
        ("chuyện gì đó", "Tôi không biết mã này"),
    ],
)
def test_other_codes_are_told_in_words_that_quote_nothing(content: str, part: str) -> None:
    finding = examined(content)
    assert (finding.kind, finding.verdict) == (Kind.QR, Verdict.UNKNOWN)
    assert part in finding.reason
    assert "0903111222" not in finding.reason
    assert "12345678" not in finding.reason


@settings(deadline=None, max_examples=40)
@given(
    st.text("0123456789ABCM", min_size=6, max_size=19).filter(lambda drawn: len(set(drawn)) > 2),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
)
def test_no_finding_holds_a_whole_account(account: str, words: str) -> None:
    note = f"{words} {account}"
    code = vietqr(account=account, amount="12345", note=note, name=note[:25])
    finding = examined(code)
    assert account not in finding.shown + finding.reason + repr(finding)
    assert not account.isdigit() or account not in digits_said(finding)


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=120))
def test_nothing_is_raised_whatever_a_code_holds(content: str) -> None:
    kind_of(content)
    examined(content)
