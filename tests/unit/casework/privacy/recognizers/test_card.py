from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.card import CARD


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("thẻ 4111 1111 1111 1111", ["4111 1111 1111 1111"]),
        ("9704000011112222", ["9704000011112222"]),
        ("5500-0000-0000-0004", ["5500-0000-0000-0004"]),
        ("thẻ visa hết hạn 09/29", ["09/29"]),
        ("the atm 1234567890123456", ["1234567890123456"]),
        ("thẻ Visa hạn 09/2029", ["09/2029"]),
        ("số thẻ 4111 1111 1111 1111 hạn 08/2027", ["4111 1111 1111 1111", "08/2027"]),
        ("<CARD> 09/29 <CVV>", ["09/29"]),
        ("<CARD>, 09/2029", ["09/2029"]),
        ("<CARD> hạn tháng 09 năm 2029", ["tháng 09 năm 2029"]),
        ("thẻ visa hiệu lực tháng 9/2029", ["tháng 9/2029"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(CARD, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "số dư 12.000.000đ",
        "SIM hết hạn 09/29",
        "hạn 15/10 phải đóng",
        "gọi 0905111222",
        "thẻ hội viên hết hạn 08/2027",
        "thẻ ATM hết hạn 08/2027 phải đổi",
        "<CARD> 20/10 nó trừ",
        "<PHONE> 09/29",
        "thẻ bảo hiểm hết hạn tháng 9 năm 2029",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(CARD, text) == []
