import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.evidence.accounts import AccountExaminer
from casework.evidence.brand_names import BrandNames
from casework.evidence.finding import Finding, Kind, Verdict
from casework.evidence.watched import NobodyWatched, WatchList
from tests.unit.casework.evidence.some_brands import BRANDS, OneWatched, digits_said

NAMES = BrandNames(BRANDS)


def examined(text: str, watch_list: WatchList | None = None) -> tuple[Finding, ...]:
    examiner = AccountExaminer(BRANDS, watch_list or NobodyWatched())
    return examiner.examine(text, NAMES.named_in(text))


@pytest.mark.parametrize(
    ("text", "speaker", "bank"),
    [
        (
            "Ngân hàng Techcombank thông báo: thẻ của bạn bị khoá, nộp phí vào STK 190011223344 MB",
            "Techcombank",
            "MB Bank",
        ),
        (
            "Kính gửi khách hàng Vietcombank, nộp phí duy trì tới STK: 0123456789 - NH: BIDV",
            "Vietcombank",
            "BIDV",
        ),
        (
            "nhân viên TPBank tư vấn vay, yêu cầu đóng phí vào stk 0123456789 BIDV",
            "TPBank",
            "BIDV",
        ),
        ("[VCB] Nop phi vao STK 1903334445556 Techcombank", "Vietcombank", "Techcombank"),
        (
            "nó xưng nhân viên Vietcombank kêu chuyển 5 triệu vào stk 0123456789 TRAN VAN BA MB",
            "Vietcombank",
            "MB Bank",
        ),
        (
            "no xung la nhan vien ngan hang Agribank bao nop phi vao tai khoan BIDV 1234 5678 90",
            "Agribank",
            "BIDV",
        ),
        (
            "nhân viên MB gọi bảo tui phải nộp phí vào stk 0123456789 Vietcombank mới mở thẻ",
            "MB Bank",
            "Vietcombank",
        ),
        (
            "Vietcombank thông báo: nộp 500.000đ vào tk 0123 456 789 - TRAN VAN BA - Ngân hàng MB",
            "Vietcombank",
            "MB Bank",
        ),
        (
            "nó gửi vầy nè:\n“Vietcombank: vui lòng chuyển 2tr5 tới tk 0123456789 BIDV”",
            "Vietcombank",
            "BIDV",
        ),
        (
            "giả danh Techcombank kêu nộp phí qua stk một hai ba bốn năm sáu bảy tám chín Agribank",
            "Techcombank",
            "Agribank",
        ),
        (
            "xưng Techcombank bảo chuyển vào stk ０１２３４５６７８９ Agribank",
            "Techcombank",
            "Agribank",
        ),
    ],
)
def test_a_bank_that_speaks_and_an_account_at_another(text: str, speaker: str, bank: str) -> None:
    (finding,) = examined(text)
    assert finding.verdict is Verdict.OTHER_BANK
    assert finding.reason == f"Xưng là {speaker} mà tài khoản nhận tiền lại ở {bank}."
    assert finding.brand is not None
    assert finding.playbook == "gia_danh_ngan_hang"


@pytest.mark.parametrize(
    "text",
    [
        "tui chuyển từ Agribank qua stk 0071000123456 Vietcombank",
        "tui xài Agribank, nó kêu chuyển vào stk 0071000123456 Vietcombank",
        "nhân viên Agribank ngăn không cho tui chuyển vào stk 0123456789 MB Bank",
        "nhân viên Agribank chuyển giùm tui qua stk 0123456789 Vietcombank",
        "ra quầy, nhân viên BIDV bảo tui phải ghi stk 0123456789 Vietcombank để chuyển",
        "VCB: TK 0071000123456 -2,000,000VND. SD: 1,000,000VND. ND: chuyen toi 0123456789 MB",
        "Vietcombank thông báo: số dư TK 0071000123456 ghi có 500.000đ từ 0123456789 MB",
        "Ngân hàng Techcombank thông báo: chuyển phí vào STK Techcombank 19001122334455",
        "xưng Techcombank bảo chuyển vào stk 19001122334455 Techcombank, tui xài MB",
        "xưng Vietcombank kêu chuyển hết tiền về stk 0123456789 MB của tui",
        "Timo thông báo: nộp phí vào stk 0123456789 BVBank",
        "chị tui làm nhân viên Vietcombank bảo chuyển học phí vào stk 0123456789 BIDV của trường",
        "anh Ba nhân viên BIDV là bạn tui, tui phải trả nợ ảnh qua stk 0123456789 ACB",
        "Vietcombank: 0071000123456\nkhông được thì chuyển qua stk 0123456789 BIDV",
        "bạn tui làm ở Vietcombank, đặt cọc vào stk 0123456789 BIDV",
        "không phải nhân viên Vietcombank, chuyển vào stk 0123456789",
        "xưng Vietcombank, gọi 0903111222 MB",
        "khách xưng nhân viên Viettel kêu chuyển vào stk 0123456789 BIDV",
        "Công an phường thông báo bà con: kẻ lừa nhận tiền qua stk 0123456789 LE THI TU Agribank",
        "công an xã kêu tui ghi lại stk 0123456789 TRAN THI BICH MB Bank nó lừa chuyển tiền",
        "xưng toà án yêu cầu nộp tiền vào stk 0123456789 KHO BAC NHA NUOC Agribank",
        "xưng công an hỏi tui có chuyển tiền vào stk 0123456789 ACB không",
        "",
    ],
)
def test_no_contradiction(text: str) -> None:
    assert examined(text) == ()


@pytest.mark.parametrize(
    ("text", "office", "playbook"),
    [
        (
            "xưng công an gọi bảo chuyển tiền vào stk 0123456789 TRAN THI BICH ngân hàng ACB",
            "công an",
            "gia_danh_cong_an_toa_an",
        ),
        (
            "tu xung la can bo vien kiem sat, bao nop tien vao stk 0123456789 LE VAN TAM BIDV",
            "viện kiểm sát",
            "gia_danh_cong_an_toa_an",
        ),
        (
            "CỤC THUẾ thông báo anh chị nộp phí vào STK 0123456789 NGUYEN THI MO Agribank nha",
            "cơ quan thuế",
            "thue_ho_kinh_doanh_gia",
        ),
        (
            "giả danh điện lực kêu chuyển tiền điện vào stk 0123456789 LE THI TU Agribank",
            "điện lực",
            "dien_luc_bhxh_gia",
        ),
    ],
)
def test_an_office_with_a_persons_account(text: str, office: str, playbook: str) -> None:
    (finding,) = examined(text)
    assert finding.verdict is Verdict.OTHER_BANK
    assert finding.reason.startswith(f"Xưng là {office} mà đưa tài khoản cá nhân.")
    assert (finding.brand, finding.playbook) == (None, playbook)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0123456789", "stk 0123456789 MB"),
        ("0123456789", "tài khoản 0123 456 789"),
        ("0123456789", "stk 0123-456-789"),
        ("0123456789", "stk không một hai ba bốn năm sáu bảy tám chín"),
        ("0123456789", "stk ０１２３４５６７８９"),
        ("0123456789", "stk o123456789 MB"),
        ("SHOPLUA99", "tài khoản định danh là shoplua99"),
        ("0903111222", "stk 0903111222 MB"),
    ],
)
def test_a_watched_account_is_found_in_each_of_its_forms(value: str, text: str) -> None:
    (finding,) = examined(text, OneWatched(Kind.ACCOUNT, value))
    assert (finding.kind, finding.verdict) == (Kind.ACCOUNT, Verdict.LISTED)
    assert "Phòng thử, CV 1/2026" in finding.reason


@settings(deadline=None, max_examples=80)
@given(
    st.text("0123456789", min_size=6, max_size=19),
    st.sampled_from(["stk {} MB Bank", "xưng Vietcombank kêu nộp phí vào stk {} BIDV"]),
)
def test_no_finding_holds_a_whole_account(account: str, around: str) -> None:
    text = around.format(account)
    for watch_list in (OneWatched(Kind.ACCOUNT, account), NobodyWatched()):
        for finding in examined(text, watch_list):
            assert account not in finding.shown + finding.reason
            assert account not in repr(finding)
            assert account not in digits_said(finding)


@settings(deadline=None, max_examples=60)
@given(st.text(st.sampled_from("0123456789 stkMBxưngVCB:,.\n"), max_size=120))
def test_no_text_is_too_odd(text: str) -> None:
    examined(text)
