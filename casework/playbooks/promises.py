"""What may never be said to a resident: that something is safe, that money comes back.

Nor may a secret be asked for. Trainers' lines are checked by `trainer validate`, the bot's own
sentences by tests.
"""

import re

_PRIVATE = r"(?:mã otp|otp|mật khẩu|mã pin|mã xác (?:nhận|thực)|số thẻ|số căn cước|cccd|cvv)"
# To warn of such words is allowed: "ai hứa sẽ lấy lại tiền đều là lừa đảo".
_NOT_WARNED_OF = "".join(
    f"(?<!{word} )" for word in ("không", "đừng", "chớ", "ai", "hứa", "không ai", "chưa")
)

CALLED_SAFE = re.compile(
    r"(?i)\b(?:tin|tin nhắn|chuyện|chỗ|nơi|số|đường dẫn|link|trang|app|ứng dụng|người|bên|việc) này"
    r" (?:thì |là |rất |hoàn toàn |đã )*(?:an toàn|đáng tin|uy tín|tin được)"
    r"|bạn (?:đã |đang |vẫn )?an toàn|yên tâm|đừng lo|không sao đâu|không phải (?:là )?lừa đảo"
)
"""Calls a message, a place or the resident safe."""

PROMISED_OR_ASKED = re.compile(
    rf"(?i)\b{_NOT_WARNED_OF}(?:chắc chắn|sẽ|cam kết|đảm bảo|bảo đảm|thế nào cũng) "
    r"(?:bạn |được |có thể |sẽ |là )*(?:lấy lại|hoàn lại|trả lại|thu hồi|đòi lại|nhận lại)"
    r"|\b(?:lấy lại|đòi lại|thu hồi|nhận lại) (?:được )?(?:hết |toàn bộ |đủ )?(?:số )?(?:tiền )?"
    r"(?:là )?(?:chắc chắn|100 ?%)"
    r"|\btiền (?:của bạn )?(?:chắc chắn |sẽ )+(?:được )?(?:về|hoàn|trả)\b"
    rf"|\b{_NOT_WARNED_OF}(?:cho|gửi|nhập|đọc|nhắn|báo|đưa) (?:cho )?"
    rf"(?:tôi |mình |chúng tôi |cảnh giác )?(?:xin |biết )?(?:các |ảnh )?{_PRIVATE}"
    r"(?: ngân hàng| thẻ)?(?: của bạn\b"
    r"| (?:cho|với|vào|qua) (?:tôi|mình|chúng tôi|cảnh giác|đây)\b)"
    rf"|\b{_NOT_WARNED_OF}(?:cho|gửi|đọc|nhắn|báo|đưa) (?:cho )?(?:tôi|chúng tôi|cảnh giác)"
    rf" (?:xin |biết )?(?:các |ảnh )?{_PRIVATE}"
)
"""Promises that money comes back, or asks for a secret."""
