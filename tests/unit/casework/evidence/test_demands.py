"""Over the real data file: notices name banks, lenders and wallets of all kinds."""

import pytest

from casework.evidence.finding import Verdict
from tests.unit.casework.evidence.real_brands import examined


@pytest.mark.parametrize(
    "text",
    [
        "điện lực gọi bảo nợ tiền điện, chuyển vào STK 1012345678 NGUYEN VAN A Vietcombank",
        "thuế gọi yêu cầu nộp vào tài khoản 1012345678 NGUYEN VAN A Vietcombank",
        "thue goi yeu cau nop vao tai khoan 1012345678 NGUYEN VAN A Vietcombank",
        "chị là nhân viên FE credit, em đóng phí vào STK 31410001234567 BIDV NGUYEN VAN B",
        (
            "Vietcombank: tài khoản quý khách bị khoá, vui lòng chuyển phí 500k vào STK "
            "31410001234567 BIDV"
        ),
        "VCB yêu cầu quý khách nộp phí duy trì vào STK 31410001234567 BIDV để khỏi bị khoá",
        "xưng công an kêu chuyển tiền vào stk 1012345678 NGUYEN VAN A Vietcombank",
        (
            "Công an tỉnh thông báo anh liên quan đường dây rửa tiền, yêu cầu anh chuyển tiền "
            "vào STK 1012345678 NGUYEN VAN A Vietcombank"
        ),
        "nó xưng Vietcombank, tui lỡ chuyển 5tr vào stk 31410001234567 BIDV",
        (
            "BHXH thông báo: để nhận trợ cấp vui lòng nộp phí hồ sơ vào STK 1012345678 NGUYEN "
            "VAN A Vietcombank"
        ),
        "nhân viên Sacombank gọi bảo đóng phí bảo hiểm khoản vay vào stk 31410001234567 BIDV",
        "Agribank xin thông báo: Quý khách chuyển phí mở thẻ vào STK 31410001234567 BIDV",
        "xưng điện lực bảo chuyển vào stk 1012345678 TRAN VAN B Agribank không thì cúp điện",
        "bhxh gọi bảo đóng phí vào stk 1012345678 TRAN VAN B Agribank",
        "nó giả danh Vietcombank kêu chuyển tiền, tui không chuyển vào stk 31410001234567 BIDV",
        "giả làm BIDV kêu đóng phí mở thẻ vào tài khoản 1012345678 Agribank",
        (
            "TECHCOMBANK: Tai khoan cua ban bi tam khoa, vui long nop phi mo khoa 300.000d vao "
            "STK 1012345678 MB Bank"
        ),
        (
            "Ngân hàng BIDV yêu cầu anh chị đóng phí bảo hiểm 2tr vào stk 1012345678 MB Bank "
            "để giải ngân"
        ),
        "nv ngan hang vpbank keu em dong tien bao hiem khoan vay vao stk 1012345678 MB bank",
        (
            "Cơ quan thuế thông báo: hộ kinh doanh nợ thuế, đề nghị nộp gấp vào tài khoản "
            "1012345678 LE VAN TAM Agribank"
        ),
        (
            "MoMo thông báo: bạn trúng thưởng, vui lòng nộp phí vào stk 1012345678 NGUYEN THI "
            "HOA Vietcombank"
        ),
        (
            "Home Credit duyệt vay 50tr, nhân viên Home Credit kêu đóng phí hồ sơ vào stk "
            "1012345678 NGUYEN THI HOA Vietcombank"
        ),
        ("nó mạo danh toà án bắt tui nộp tiền vào tài khoản 1012345678 NGUYEN THI HOA Vietcombank"),
        (
            "Vietcombank thông báo: vui lòng chuyển phí xác minh 500.000đ.\nSTK: "
            "31410001234567\nNgân hàng: BIDV"
        ),
        (
            "BIDV: TK cua quy khach bi khoa. De mo khoa vui long nop 1.500.000 VND vao STK "
            "0123456789 VPBank CTK LE VAN TAM"
        ),
        "xưng điện lực, biểu đóng tiền điện gấp. stk 1012345678 NGUYEN VAN A Vietcombank",
        (
            "SHB thông báo: hồ sơ vay đã duyệt, quý khách đóng phí bảo hiểm khoản vay vào stk "
            "0123456789 Vietcombank"
        ),
        "nhân viên VPBank kêu đóng 2tr tiền bảo hiểm vào stk 0123456789 VIB mới giải ngân",
        (
            "nó tự nhận công an phường, yêu cầu nộp tiền bảo lãnh vào stk 0123456789 TRAN VAN "
            "BINH Vietcombank"
        ),
        "tự xưng cán bộ thuế, yêu cầu nộp thuế nợ vào stk 0123456789 TRAN VAN BINH Vietcombank",
        (
            "em bên HD SAISON, anh đóng phí bảo hiểm khoản vay vào stk 0123456789 TRAN VAN "
            "BINH Vietcombank"
        ),
        (
            "Ngân hàng Vietcombank thông báo: tài khoản bạn bị khoá, yêu cầu chuyển tiền xác "
            "minh vào STK 0123456789 BIDV"
        ),
        "xưng Vietcombank, bảo chuyển tiền sang stk an toàn 0123456789 BIDV",
        (
            "Cục thuế thông báo: yêu cầu ông NGUYEN VAN A nộp thuế nợ vào tài khoản 0123456789 "
            "TRAN THI MO Agribank"
        ),
        (
            "Viện kiểm sát yêu cầu anh chuyển toàn bộ tiền vào tài khoản 0123456789 TRAN THI "
            "MO Agribank để xác minh"
        ),
        "giả danh bhxh nói còn nợ, đóng vào stk 0123456789 TRAN THI MO Agribank",
        (
            "vietcombank: tk cua ban co dau hieu rua tien, yeu cau chuyen toan bo so du sang stk "
            "an toan 0123456789 BIDV"
        ),
        (
            "Ngân hàng ACB duyệt vay 100tr. Quý khách vui lòng nộp phí hồ sơ 2tr vào tài khoản "
            "0123456789 Vietcombank TRAN VAN B"
        ),
        "nhân viên BIDV đòi tui chuyển 3tr phí đáo hạn vào stk 0123456789 VCB",
    ],
)
def test_a_demand_for_money_is_a_contradiction(text: str) -> None:
    (finding,) = examined(text)
    assert finding.verdict is Verdict.OTHER_BANK
    assert finding.reason.startswith("Xưng là ")


def test_a_lender_with_a_persons_account_speaks_for_the_playbook_of_loans() -> None:
    (finding,) = examined(
        "chị là nhân viên FE credit, em đóng phí vào STK 31410001234567 BIDV NGUYEN VAN B"
    )
    assert finding.reason == "Xưng là FE CREDIT mà đưa tài khoản cá nhân."
    assert (finding.brand, finding.playbook) == ("fecredit", "vay_tien_phi_truoc")
