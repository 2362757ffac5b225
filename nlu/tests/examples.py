"""A tiny set of examples, enough to train on in a second."""

from __future__ import annotations

from typing import Final

EXAMPLES: Final = {
    "chao_hoi": (
        "xin chào",
        "chào bạn nhé",
        "chào buổi sáng cả nhà",
        "hello em ơi",
        "em chào anh chị",
        "alo có ai ở đó không",
    ),
    "gia_danh_cong_an": (
        "có người xưng công an gọi bảo tôi dính vụ rửa tiền",
        "nó gửi lệnh bắt qua Zalo rồi biểu tui chuyển tiền",
        "toà án nào mà gọi điện đòi phong toả tài khoản vậy",
        "mẹ tôi bị viện kiểm sát giả doạ bắt, số <PHONE>",
        "bà ngoại bị doạ khởi tố, bắt gửi hết tiền tiết kiệm",
        "họ mặc cảnh phục gọi video bảo giữ bí mật điều tra",
    ),
    "qua_tu_nuoc_ngoai": (
        "người yêu quen trên mạng gửi quà bị hải quan giữ",
        "anh kỹ sư bên Mỹ gửi thùng quà bắt đóng phí",
        "quen bạn trai nước ngoài, nó hứa gửi đô la về",
        "bưu kiện từ Anh về sân bay phải nộp thuế mới lấy được",
        "bạn tây tặng quà mà đòi tiền ship vô <ACCOUNT>",
        "shipper quốc tế kêu đóng thêm tiền mới giao quà",
    ),
}

TEXTS: Final = [text for texts in EXAMPLES.values() for text in texts]
INTENTS: Final = [intent for intent, texts in EXAMPLES.items() for _ in texts]


# Nothing to warn of.
HARMLESS: Final = ("chao_hoi",)

STAGES: Final = {
    "approach": ("nó kêu chuyển mà tui chưa chuyển", "công an gọi doạ, tui cúp máy"),
    "paid": ("tui lỡ chuyển 20 triệu rồi", "đóng phí hải quan xong nó biến mất"),
}


def as_rasa_yaml() -> str:
    """Write the examples as Rasa's training data, some of them with their stage."""
    labelled = {
        **EXAMPLES,
        **{f"gia_danh_cong_an/{stage}": texts for stage, texts in STAGES.items()},
    }
    lines = ['version: "3.1"', "nlu:"]
    for label, texts in labelled.items():
        lines += [f"- intent: {label}", "  examples: |"]
        lines += [f"    - {text}" for text in texts]
    return "\n".join(lines) + "\n"
