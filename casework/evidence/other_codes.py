"""Codes that neither pay nor hold a web address: what they would do, said in words.

Sources: the forms' own beginnings, as readers of codes know them (WIFI:, BEGIN:VCARD, MECARD:,
tel:, sms:, smsto:, mailto:, geo:, otpauth://; `LPA:1$` of GSMA SGP.22 for an eSIM;
`tg://login?token=` of Telegram's login by code; the back of a citizen's card: twelve digits and a
bar). FACTS 1.3, no 7: eSIM codes by which a number is taken over.
"""

import re

from casework.evidence.finding import Finding, Kind, Verdict

_UNKNOWN = "Tôi không biết mã này để làm gì. Không biết không có nghĩa là tin được."
_WORDS = (
    (
        r"WIFI:",
        "mã Wi-Fi",
        "Mã QR này cho máy vào một mạng Wi-Fi. Mạng lạ có thể nhìn trộm những gì bạn gõ.",
    ),
    (
        r"BEGIN:VCARD|MECARD:",
        "mã danh bạ",
        "Mã QR này lưu một người vào danh bạ. Tên trong đó do người làm mã tự đặt.",
    ),
    (
        r"tel:",
        "mã gọi điện",
        "Mã QR này gọi tới một số điện thoại. Đừng bấm gọi nếu không biết số đó của ai.",
    ),
    (
        r"smsto:|sms:|mmsto:",
        "mã nhắn tin",
        "Mã QR này soạn sẵn một tin nhắn. Đừng bấm gửi: có thể mất tiền hoặc đăng ký giùm kẻ lừa.",
    ),
    (
        r"mailto:|MATMSG:",
        "mã gửi thư",
        "Mã QR này soạn sẵn một thư điện tử. Đừng gửi giấy tờ, mật khẩu qua đó.",
    ),
    (r"geo:", "mã bản đồ", "Mã QR này chỉ một chỗ trên bản đồ. Tôi không biết ai đặt nó ở đó."),
    (
        r"otpauth:",
        "mã xác thực",
        "Mã QR này là chìa khoá xác thực hai lớp của bạn. Đừng gửi ảnh nó cho ai.",
    ),
    (
        r"LPA:1\$",
        "mã eSIM",
        "Mã QR này cài eSIM vào máy. Kẻ lừa hay bảo quét mã eSIM để chiếm số điện thoại.",
    ),
    (
        r"tg://login",
        "mã đăng nhập Telegram",
        "Mã QR này cho một máy khác đăng nhập vào Telegram của bạn. Đừng quét.",
    ),
    (
        r"(?:momo|zalopay|vnpay|viettelmoney|viettelpay|shopeepay)\w*://",
        "mã mở ví điện tử",
        "Mã QR này mở ví điện tử, có thể để trả tiền. Đừng bấm khi chưa rõ trả cho ai.",
    ),
    (
        r"(?:bitcoin|ethereum|tron|litecoin|usdt|bnb):",
        "mã tiền ảo",
        "Mã QR này chuyển tiền ảo. Chuyển rồi rất khó lấy lại.",
    ),
    (
        r"\d{12}\|\d{0,12}\|[^|]{2,60}\|",
        "mã thẻ căn cước",
        "Mã QR này là của thẻ căn cước: trong đó có đủ họ tên, ngày sinh. Đừng gửi nó cho ai.",
    ),
)
_FORMS = tuple((re.compile(form, re.IGNORECASE), shown, reason) for form, shown, reason in _WORDS)


def examine_other(content: str) -> Finding:
    """Say what a code would do, without a word of what it holds."""
    stripped = content.strip()
    for form, shown, reason in _FORMS:
        if form.match(stripped):
            return Finding(Kind.QR, Verdict.UNKNOWN, shown, reason)
    return Finding(Kind.QR, Verdict.UNKNOWN, "mã QR", _UNKNOWN)
