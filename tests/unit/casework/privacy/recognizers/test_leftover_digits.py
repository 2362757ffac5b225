from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.leftover_digits import LEFTOVER_DIGITS


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("dãy 7700001112223 gì đó", ["7700001112223"]),
        ("12 34 56", ["12 34 56"]),
        ("một hai ba bốn năm sáu", ["một hai ba bốn năm sáu"]),
        ("một hai ba bốn một hai ba", ["một hai ba bốn một hai ba"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(LEFTOVER_DIGITS, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "gọi 18001091",
        "mất 1.250.000đ",
        "chuyển 2000000",
        "ngày 05/11/2026",
        "năm 2025-2026",
        "giá 19.870",
        "24/24. 4 lần",
        "Luật 91/2025/QH15",
        "65000 USD",
        "từ 5-7 triệu",
        "15-17/10",
        "alo một hai ba một hai ba",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(LEFTOVER_DIGITS, text) == []
