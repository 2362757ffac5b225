"""Over the real data file: notices name banks, lenders and wallets of all kinds."""

import pytest

from tests.unit.casework.evidence.real_brands import examined


@pytest.mark.parametrize(
    "text",
    [
        (
            "Vietcombank: Quy khach dang thuc hien giao dich chuyen tien den TK 19035678901234 "
            "tai Techcombank, so tien 2,000,000 VND. Ma OTP: 839201. Khong cung cap OTP cho "
            "bat ky ai"
        ),
        (
            "TPBank: Yeu cau chuyen tien den STK 0071001234567 Vietcombank so tien 5.000.000. "
            "Ma OTP 839201"
        ),
        "TPBank: Yeu cau chuyen tien den STK 0071001234567 Vietcombank so tien 5.000.000",
        (
            "[Sacombank] Quy khach da yeu cau chuyen 1,000,000d den TK 0441000123456 tai VCB. "
            "Vui long nhap OTP 123456"
        ),
        (
            "MB Bank thong bao: Quy khach chuyen 2,000,000 VND den STK 1012345678 VIETCOMBANK "
            "TRAN THI B thanh cong luc 10:22"
        ),
        (
            "MB Bank thong bao: Quy khach chuyen 2,000,000 VND den STK 1012345678 VIETCOMBANK "
            "TRAN THI B"
        ),
        ("VCB thong bao: Lenh chuyen tien den STK 1012345678 BIDV cua Quy khach khong thanh cong."),
        (
            "Techcombank thông báo hoàn tiền 50k cho quý khách. Giao dịch tới BIDV "
            "31410001234567 thất bại"
        ),
        "Techcombank: Vui lòng xác nhận giao dịch chuyển khoản tới STK 31410001234567 BIDV",
        "MoMo: Quy khach vua rut tien ve tai khoan 1012345678 ngan hang Vietcombank.",
        "ACB: Quy khach da dat lenh chuyen khoan dinh ky toi so TK 1012345678 tai Vietcombank",
        "Agribank: Quy khach vua chuyen 1.000.000d toi TK 1012345678 Vietcombank.",
        "VPBank xin thông báo khách hàng nộp tiền vào TK 123456789 CAKE",
        "VPBank: vui lòng nộp phí thẻ vào TK 123456789 CAKE",
        (
            "Vietcombank cảnh báo: kẻ gian giả danh nhân viên Vietcombank yêu cầu chuyển tiền "
            "vào STK 1012345678 MB"
        ),
        "Vietcombank cảnh báo thủ đoạn yêu cầu chuyển tiền vào STK 1012345678 BIDV",
        "nhân viên Vietcombank hướng dẫn tui chuyển học phí vào stk 31410001234567 BIDV",
        (
            "nhân viên Techcombank gọi báo khuyến mãi, tui chuyển tiền cho bạn vào stk "
            "31410001234567 BIDV"
        ),
        "Mirae Asset Finance: vui lòng thanh toán khoản vay vào tài khoản 31410001234567 BIDV",
        "Prudential: Quý khách vui lòng nộp phí bảo hiểm vào TK 31410001234567 BIDV",
        "MoMo: để nạp ví, vui lòng chuyển tiền vào tài khoản 9020001234567 BIDV",
        "VietinBank: Nap tien dien thoai thanh cong. TK 1012345678 Vietcombank",
        "xưng Vietcombank hỏi tui có chuyển tiền vào stk 1012345678 BIDV không",
        "BIDV: So tien 5tr da duoc chuyen vao TK 1012345678 tai Vietcombank",
        "ACB: Phai thu 11,000d phi chuyen tien den TK 1012345678 Vietcombank",
        (
            "VIB: Quy khach nhan duoc yeu cau thanh toan tu NGUYEN VAN A den TK 1012345678 "
            "Vietcombank"
        ),
        "Techcombank: De nghi chuyen tien cua QK toi TK 1012345678 Vietcombank da bi huy",
        "SHB: truoc khi chuyen khoan vao STK 1012345678 Vietcombank hay kiem tra ten nguoi nhan",
        "Sacombank: Ban da chuyen 500k toi NGUYEN VAN A 31410001234567 BIDV. Phi 0d",
        (
            "BIDV: Quy khach co yeu cau mo lenh chuyen tien tu dong hang thang vao TK "
            "1012345678 Vietcombank"
        ),
        (
            "SeABank: De hoan tat chuyen tien den TK 1012345678 Vietcombank, vui long xac thuc "
            "khuon mat"
        ),
        "ACB: Vui long nhap ma de chuyen 2,000,000 VND den TK 1012345678 Vietcombank",
        (
            "MSB: Quy khach vui long xac thuc sinh trac hoc de chuyen 20,000,000 den STK "
            "1012345678 VCB"
        ),
        (
            "Ngân hàng MB thông báo: người thụ hưởng STK 1012345678 Vietcombank nằm trong danh "
            "sách nghi ngờ, vui lòng cân nhắc trước khi chuyển tiền"
        ),
        "Agribank thông báo lương tháng 11 của quý khách chuyển từ TK 1012345678 Vietcombank",
        "VietinBank: Chi luong thang 11 vao TK 1012345678 Vietcombank",
        "mẹ gọi VCB khoá thẻ rồi, chuyển cho con vào stk 1012345678 BIDV nha",
        "Vietcombank bảo trì rồi, chuyển qua stk 1012345678 BIDV giùm em",
        "VCB lỗi nha chị, chuyển vào stk 1012345678 BIDV",
        "Shop: không nhận VCB nữa, vui lòng chuyển khoản vào stk 1012345678 BIDV NGUYEN THI A",
        "ngân hàng Vietcombank thông báo bảo trì, anh chuyển vào stk 1012345678 BIDV giúp em",
        (
            "Vietcombank thông báo bảo trì nha chị, chị chuyển khoản qua stk 1012345678 BIDV "
            "NGUYEN THI A cho em"
        ),
        (
            "thông báo: shop đổi tài khoản, vui lòng chuyển khoản qua stk 1012345678 BIDV, TK "
            "Vietcombank cũ ngừng dùng"
        ),
        "nhân viên VCB kêu bảo trì, em chuyển vào stk 1012345678 BIDV của anh nha",
        "Vietcombank: canh bao gia mao, quy khach khong chuyen tien vao STK 0123456789 BIDV",
        (
            "TPBank: Quy khach vui long chuyen tien den STK 0071001234567 Vietcombank cua "
            "NGUYEN VAN A qua quay vi app dang bao tri"
        ),
        (
            "VPS: Quý khách nộp tiền vào TK chứng khoán vui lòng chuyển khoản tới STK "
            "31410001234567 BIDV"
        ),
        (
            "Ngân hàng ACB thông báo: khách hàng TRAN VAN BINH đã nhận 5.000.000đ vào tk "
            "0123456789 BIDV"
        ),
        "Vietcombank: 20/11/26 TK 0071001234567 chuyen 2,000,000 toi 31410001234567 BIDV",
        "OCB OMNI: Quy khach vui long nhap OTP de nop tien vao TK 0123456789 Vietcombank",
        "VIB: Quy khach hay kiem tra giao dich nop tien vao TK 0123456789 Vietcombank",
        "TPBank eBank: YC chuyen tien nhanh 247 toi STK 0123456789 MB, so tien 1,000,000",
        (
            "Eximbank thong bao: Yeu cau tra soat giao dich chuyen tien den STK 0123456789 ACB "
            "da duoc ghi nhan"
        ),
        "MSB kinh gui Quy khach: lenh chi 5,000,000 den TK 0123456789 ACB cho duyet",
        (
            "HDBank thông báo: khách hàng đề nghị thu hồi khoản tiền chuyển nhầm vào STK "
            "0123456789 VCB"
        ),
        (
            "BIDV xin thông báo: tiền chuyển nhầm vào STK 0123456789 Vietcombank đang được tra "
            "soát, quý khách vui lòng chờ"
        ),
        (
            "Sacombank thông báo: Quý khách vui lòng chuyển trả số tiền nhận nhầm vào STK "
            "0123456789 ACB của ông TRAN VAN B"
        ),
        "Chào khách hàng Vietcombank, STK nhận lương của chị là 0123456789 BIDV đúng không?",
        (
            "thông báo từ Vietcombank: đổi số tài khoản nhận phí quản lý chung cư sang STK "
            "0123456789 BIDV"
        ),
        "chị nhân viên Agribank kêu con chuyển tiền cho mẹ vào stk 0123456789 BIDV",
        "nhân viên MB bảo tui chuyển thử 10k vào stk 0123456789 Vietcombank của tui",
        "Hotline: 1900 545 415, Zalo 0903111222",
        (
            "TPBank: Tu choi giao dich. Quy khach hay thu chuyen lai toi STK 0123456789 "
            "Vietcombank sau 5 phut"
        ),
        "ACB: QK vua thay doi han muc nop tien vao TK 0123456789 VCB",
        "Vietcombank: Quy khach duoc yeu cau chuyen 200k cho TRAN VAN B STK 0123456789 BIDV",
    ],
)
def test_notices_of_banks_lenders_and_wallets_accuse_nobody(text: str) -> None:
    assert examined(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        (
            "BHXH thông báo: lương hưu tháng 12 chuyển vào tài khoản 6501205123456 Agribank "
            "của ông TRAN VAN B"
        ),
        (
            "Cơ quan thuế thông báo hoàn thuế TNCN cho NGUYEN VAN E vào tài khoản 1012345678 "
            "Vietcombank"
        ),
        (
            "BHXH Cao Lãnh thông báo: tiền thai sản của chị LE THI C chuyển vào tài khoản "
            "1012345678 Vietcombank"
        ),
        (
            "BHXH đề nghị chuyển trợ cấp tháng 11 vào tài khoản 1012345678 Vietcombank của bà "
            "LE THI C"
        ),
        (
            "Công an huyện thông báo bắt đối tượng TRAN VAN LONG dùng tài khoản 1012345678 "
            "Vietcombank nhận tiền chuyển khoản"
        ),
        (
            "Công an tỉnh thông báo: trả lại tiền bị lừa cho bà NGUYEN THI D vào tài khoản "
            "1012345678 Vietcombank"
        ),
        (
            "Công an xã thông báo: đề nghị bà con không chuyển tiền vào STK 1012345678 LE VAN "
            "A Agribank"
        ),
        (
            "Công an phường thông báo: yêu cầu người dân đừng chuyển tiền vào STK 1012345678 "
            "LE VAN A Agribank, đây là lừa đảo"
        ),
        (
            "Công an tỉnh thông báo đối tượng yêu cầu nạn nhân chuyển tiền vào STK 1012345678 "
            "NGUYEN VAN A Vietcombank"
        ),
        "người thuê gọi bảo chuyển tiền cọc vào stk 1012345678 NGUYEN VAN A Vietcombank",
        (
            "EVN thông báo: tiền điện tháng 11 là 450.000đ, vui lòng thanh toán vào TK "
            "31410001234567 BIDV CONG TY DIEN LUC DONG THAP"
        ),
        (
            "Cục thuế thông báo: ông NGUYEN VAN A nộp thuế vào tài khoản 7111 Kho bạc Nhà nước "
            "mở tại Agribank"
        ),
        (
            "điện lực gọi báo cúp điện, tui đã chuyển tiền cho NGUYEN VAN A stk 1012345678 "
            "Vietcombank"
        ),
        (
            "Cảnh sát giao thông thông báo: nộp phạt vào tài khoản Kho bạc Nhà nước "
            "3741010000123 Vietcombank"
        ),
        (
            "Công an xã thông báo: ủng hộ đồng bào lũ lụt, chuyển vào tài khoản 1012345678 "
            "Agribank UBND xã"
        ),
        "Toà án yêu cầu ông A trả nợ cho bà TRAN THI B vào tài khoản 1012345678 Vietcombank",
        (
            "Điện lực thông báo cúp điện ngày mai. Chị LE THI C chuyển tiền hụi vào stk "
            "1012345678 Agribank"
        ),
        (
            "thuế gọi bảo nộp tờ khai, còn tui chuyển lương cho NGUYEN VAN A stk 1012345678 "
            "Vietcombank"
        ),
        (
            "điện lực gọi yêu cầu ký hợp đồng. Chuyển tiền công thợ vào stk 1012345678 NGUYEN "
            "VAN A Vietcombank"
        ),
        "công an gọi hỏi chuyện tui bị bảo chuyển tiền vào stk 0123456789 LE THI TU Agribank",
        (
            "công an xã gọi bảo tui cung cấp stk 0123456789 TRAN THI BICH MB mà tui đã chuyển "
            "tiền vào"
        ),
        "thuế gọi bảo đã hoàn thuế vào stk 0123456789 TRAN THI BICH Agribank",
        ("bhxh gọi báo lương hưu tháng này chuyển vào tài khoản 0123456789 TRAN THI BICH Agribank"),
        "BHXH nhắn yêu cầu cung cấp stk để chuyển lương hưu: 0123456789 TRAN THI BICH Agribank",
        (
            "Điện lực Cao Lãnh thông báo: khách hàng NGUYEN VAN A nợ tiền điện, vui lòng thanh "
            "toán qua TK 0123456789 Vietcombank của Tổng công ty"
        ),
        "Kho bạc thông báo nộp thuế vào TK 7111 Agribank NGUYEN VAN A",
        (
            "Toà án thông báo: đương sự NGUYEN VAN A nộp án phí vào tài khoản 3949010500123 "
            "Kho bạc, mở tại Vietcombank"
        ),
        (
            "Công an phường thông báo: chủ xe NGUYEN VAN A nộp phạt qua tài khoản 0123456789 "
            "Agribank của Kho bạc"
        ),
        (
            "Công an phường thông báo: anh TRAN VAN B yêu cầu trả lại tiền chuyển nhầm vào STK "
            "0123456789 MB"
        ),
        (
            "Viện kiểm sát thông báo đã khởi tố bị can NGUYEN VAN A nhận tiền qua tài khoản "
            "0123456789 MB"
        ),
        "Công an tìm người bị hại đã chuyển tiền vào STK 0123456789 MB NGUYEN VAN A",
        (
            "Công an thành phố thông báo tìm bị hại: ai đã chuyển tiền vào tài khoản "
            "0123456789 MB NGUYEN VAN A vui lòng liên hệ"
        ),
        (
            "Công an xã thông báo: yêu cầu anh NGUYEN VAN A lên làm việc về việc nhận tiền vào "
            "tài khoản 0123456789 MB"
        ),
        (
            "Công an xã thông báo yêu cầu ai đã chuyển tiền vào STK 0123456789 MB NGUYEN VAN A "
            "đến trình báo"
        ),
        (
            "Công an xã thông báo: các hộ đóng quỹ an ninh vào stk 0123456789 Agribank TRAN "
            "VAN B trưởng ấp"
        ),
        "bảo hiểm xã hội gọi bảo tui nhận tiền vào stk 0123456789 LE THI MO Agribank",
        (
            "điện lực gọi bảo trúng thưởng, tui phải đóng thuế? stk tui 0123456789 LE THI MO "
            "Agribank"
        ),
        "evn gọi bảo đóng tiền điện, tui nhờ NGUYEN VAN A stk 0123456789 Vietcombank đóng giùm",
    ],
)
def test_notices_of_offices_and_news_of_arrests_accuse_nobody(text: str) -> None:
    assert examined(text) == ()
