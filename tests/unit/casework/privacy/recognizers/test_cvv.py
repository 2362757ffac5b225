from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.cvv import CVV


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("cvv 123", ["123"]),
        ("CVC là 456", ["456"]),
        ("ba số sau lưng thẻ 789", ["789"]),
        ("3 số sau thẻ là 321", ["321"]),
        ("mã sau lưng thẻ là chín không hai", ["chín không hai"]),
        ("cvv ba 7 hai", ["ba 7 hai"]),
        ("cvv (7) (8) (9)", ["(7) (8) (9)"]),
        ("cvv bảy trăm lẻ hai", ["bảy trăm lẻ hai"]),
        ("tui đọc 789 là ba số sau lưng thẻ", ["789"]),
        ("lật mặt sau thẻ đọc 654", ["654"]),
        ("three digits on the back 987", ["987"]),
        ("<CARD> 09/29 456", ["456"]),
        ("<CARD> xong nhập 4 5 6", ["4 5 6"]),
        ("thẻ <CARD> mã bảo mật: 4567", ["4567"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(CVV, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "cvv rồi mất 500k",
        "3 số cuối năm",
        "trừ 300 ngàn",
        "cvv có hiệu lực 120 ngày",
        "cvv nó hỏi 3 4 5 lần",
        "cvv gồm ba số",
        "cvv rồi mất ba trăm ngàn",
        "cvv năm 2025",
        "<CARD> rồi mất 500k",
        "<CARD> rồi nhập 3 lần",
        "mặt sau căn nhà số 123",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(CVV, text) == []
