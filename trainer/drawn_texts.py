"""What stands in the bench's drawn pictures: invented messages, with amounts, numbers and links.

Nothing here was taken from a real message. Links end in `.example` or `.test`, which nobody can
own; account numbers are drawn by lot.
"""

import random
from collections.abc import Iterable

from casework.vietnamese import strip_tones


def _apart(texts: str) -> tuple[str, ...]:
    """The texts that blank lines part, each on one line."""
    return tuple(" ".join(text.split()) for text in texts.split("\n\n"))


_SMS = _apart(
    """
{bank}: Tài khoản của quý khách vừa đăng nhập trên thiết bị lạ. Nếu không phải quý khách, vui
lòng xác thực tại {link} trong 24 giờ.

{bank} thông báo: thẻ tín dụng của quý khách đủ điều kiện nâng hạn mức lên {amount}. Nhấn {link}
để nhận mã OTP.

Điểm thưởng {bank} của bạn sắp hết hạn vào ngày {date}. Đổi quà ngay: {link}

Bưu cục không giao được bưu phẩm {number} vì thiếu số nhà. Cập nhật địa chỉ tại {link}

Thông báo phạt nguội: phương tiện của bạn có 01 lỗi chưa nộp phạt, số tiền {amount}. Tra cứu:
{link}

Dịch vụ điện: hóa đơn kỳ {date} quá hạn. Nộp {amount} trước 17:00 để không bị cắt điện. Chi tiết
{link}

Chúc mừng thuê bao đã trúng xe máy trong chương trình tri ân. Gửi phí hồ sơ {amount} về số tài
khoản {number} để nhận giải.

Thuê bao của quý khách sẽ bị khóa hai chiều sau 02 giờ do chưa chuẩn hóa thông tin. Truy cập
{link}

Sở Thuế yêu cầu hộ kinh doanh kê khai lại trên ứng dụng mới, tải tại {link}. Quá hạn ngày {date}
sẽ bị xử phạt.

Khoản vay {amount} đã được duyệt, lãi suất 0,5%/tháng, không cần thế chấp. Đăng ký: {link}

TK {number} GD: -{amount} lúc 10:42 {date}. ND: rut tien ATM. Không phải bạn? Hủy giao dịch:
{link}

Hệ thống ghi nhận bạn đăng ký gói bảo hiểm phí {amount}/tháng. Để hủy dịch vụ hãy gọi tổng đài
hoặc vào {link}
"""
)
_CHAT = _apart(
    """
Chào bạn, bên mình đang cần cộng tác viên chốt đơn tại nhà, lương {amount} mỗi ngày.

Công việc rất đơn giản, chỉ cần điện thoại và 30 phút rảnh.

Em ơi, anh đang họp không nghe máy được. Chuyển giúp anh {amount} vào số {number} nhé, tối anh
gửi lại.

Mẹ ơi con bị mất điện thoại, đây là số mới của con.

Con cần đóng học phí gấp {amount}, mẹ chuyển vào {number} {bank} giúp con với ạ!

Đồng chí vui lòng cài ứng dụng theo đường dẫn {link} để cấp lại định danh mức 2.

Chị đừng nói với ai về vụ án, đây là yêu cầu bảo mật của điều tra viên.

Để rút tiền bạn phải nộp thêm 20% thuế thu nhập, tức là {amount}.

Lệnh của chị bị sai cú pháp nên tài khoản đang bị đóng băng.

Nạp thêm {amount} để kích hoạt nhiệm vụ số 4, hoa hồng 35% rút về ngay.

Bên em giữ phòng đến 18:00 hôm nay, chị cọc trước {amount} qua {bank} số {number}.

Em gửi nhầm {amount} vào tài khoản của anh, anh chuyển lại giúp em qua {number} nhé.

Quà từ nước ngoài đã về kho sân bay, phí hải quan là {amount}.

Anh vào nhóm này đi, chuyên gia báo mã cổ phiếu mỗi sáng: {link}

Cháu nhà mình đang cấp cứu ở bệnh viện, gia đình cần nộp viện phí {amount} ngay.

Bạn đọc giúp mình mã 6 số vừa gửi về máy được không?

Bình chọn giúp cháu mình cuộc thi vẽ tranh với: {link}

Hồ sơ vay của anh bị treo vì nhập sai số tài khoản, cần đóng {amount} để sửa.
"""
)
_ANSWERS = (
    "Dạ vâng ạ",
    "Bạn cho mình hỏi công ty ở đâu vậy?",
    "Thật không đó?",
    "Sao phải nộp tiền trước hả anh?",
    "Để em hỏi lại chồng em đã",
    "Số tài khoản tên ai thế ạ?",
    "Mình chuyển rồi nhé, bạn kiểm tra giúp",
    "Ủa sao giọng nghe lạ quá vậy?",
    "Tôi không có nhu cầu, cảm ơn.",
    "Khi nào thì rút được tiền ạ?",
    "Ok em",
    "Gọi video cho mẹ xem nào",
    "Chờ chút, mình đang ngoài chợ",
)
_POSTS = _apart(
    """
Tuyển gấp 50 bạn nữ gấp quần áo tại nhà, không cần kinh nghiệm, trả công theo tuần. Ai cần việc
nhắn tin cho mình để nhận hàng. Cọc giữ chỗ {amount}, hoàn lại sau 3 ngày.

Thanh lý tour nghỉ dưỡng 3 ngày 2 đêm chỉ {amount}/người, bao gồm vé máy bay và khách sạn 5 sao.
Số lượng có hạn, đặt cọc giữ chỗ qua {bank} {number}. Xem thêm: {link}

Trung tâm hỗ trợ thu hồi tiền bị treo trên mạng. Cam kết lấy lại 100%, chỉ thu phí {amount} sau
khi hoàn tất. Liên hệ ngay qua trang {link}

Gia đình bé Na bị bệnh tim bẩm sinh rất cần sự giúp đỡ của cộng đồng. Mọi đóng góp xin gửi về số
tài khoản {number} ngân hàng {bank}. Xin cảm ơn tấm lòng của các anh chị!

Chung cư mini giá {amount}/tháng, đầy đủ nội thất, gần trường đại học. Ảnh thật, giá thật. Muốn
xem phòng vui lòng chuyển khoản giữ chỗ trước.

Vé ca nhạc còn dư 2 vé hạng VIP, nhượng lại giá gốc {amount}. Bạn nào lấy chuyển khoản trước,
mình gửi mã QR qua tin nhắn.
"""
)
_NOTICES = _apart(
    """
Giao dịch thành công

Số tiền: {amount}

Tài khoản nhận: {number}

Ngân hàng nhận: {bank}

Thời gian: {date} 09:15

Nội dung: dong phi ho so vay von

Phí giao dịch: Miễn phí

Cảnh báo: tài khoản của bạn có dấu hiệu bất thường. Vui lòng xác minh khuôn mặt tại {link}

Lệnh chuyển tiền đang chờ duyệt. Quý khách cần nạp thêm {amount} để hoàn tất.
"""
)
_TEXTS = {"sms": _SMS, "chat": _CHAT, "answer": _ANSWERS, "post": _POSTS, "notice": _NOTICES}
_BANKS = "Vietcombank Techcombank BIDV VietinBank Agribank MB TPBank ACB VPBank Sacombank".split()
_HOSTS = (
    "https://vcb-xacminh.example/otp",
    "http://dich-vu-cong.test/vneid.apk",
    "https://nhanqua.example/?id={digits}",
    "buuchinh-vn.example",
    "bit.example/{code}",
    "https://www.tra-cuu-phat.test/bien-so",
)
_NAMES = (
    "Ngân hàng số",
    "Hỗ trợ khách hàng",
    "Tuyển dụng 247",
    "Bưu chính",
    "Nhóm việc làm online",
    "Cán bộ hồ sơ",
    "Shop Hoa Mai",
    "Thuế điện tử",
)


_MILLION = 1000  # thousands


def _digits(lot: random.Random, count: int) -> str:
    return "".join(lot.choice("0123456789") for _ in range(count))


def _amount(lot: random.Random) -> str:
    thousands = lot.choice((50, 99, 150, 299, 350, 500, 1200, 2500, 4800, 15000, 68000, 120000))
    whole = f"{thousands:,}".replace(",", ".")
    short = f"{whole}k" if thousands < _MILLION else f"{thousands // _MILLION} triệu đồng"
    return lot.choice((f"{whole}.000đ", f"{whole}.000 VND", short))


def _link(lot: random.Random) -> str:
    code = "".join(lot.choice("abcdefghkmnpqrstuvwxyzABDEFGHKMNPQR23456789") for _ in range(5))
    return lot.choice(_HOSTS).format(digits=_digits(lot, 5), code=code)


def message(lot: random.Random, sort: str, *, bare: bool = False) -> str:
    """A message of a sort: sms, chat, answer, post or notice. `bare`: typed without tone marks."""
    text = lot.choice(_TEXTS[sort]).format(
        bank=lot.choice(_BANKS),
        amount=_amount(lot),
        number=_digits(lot, lot.choice((9, 10, 12, 13))),
        link=_link(lot),
        date=f"{lot.randint(1, 28):02}/{lot.randint(1, 12):02}/2026",
    )
    return strip_tones(text) if bare else text


def messages(lot: random.Random, sorts: Iterable[str], *, bare: bool = False) -> list[str]:
    """Messages of these sorts, in their order, none of them twice."""
    chosen: list[str] = []
    for sort in sorts:
        text = message(lot, sort, bare=bare)
        while text in chosen:
            text = message(lot, sort, bare=bare)
        chosen.append(text)
    return chosen


def sender(lot: random.Random) -> str:
    """Whom the head of a screen names: no person."""
    return lot.choice((*_NAMES, *_BANKS))


def clock(lot: random.Random) -> str:
    """A time of day: 09:41."""
    return f"{lot.randint(0, 23):02}:{lot.randint(0, 59):02}"
