from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.otp import OTP


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("mã OTP là 112233", ["112233"]),
        ("445566 là mã xác nhận Zalo", ["445566"]),
        ("nhắn lại 6 số thì tui nhắn 112 233", ["112 233"]),
        ("G-778899 is your verification code", ["778899"]),
        ("mã 1122 rồi 3344", ["1122", "3344"]),
        ("đọc mã một một hai hai ba ba", ["một một hai hai ba ba"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(OTP, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "mã HPG lên 1280 điểm",
        "otp hiệu lực 3 phút",
        "nhắn mã gửi 5656",
        "đọc mã xong mất 5.000.000đ",
        "mà năm 2025 có 4.532 vụ",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(OTP, text) == []
