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
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(CVV, text) == []
