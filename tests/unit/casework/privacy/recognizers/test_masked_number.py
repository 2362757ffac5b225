from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.masked_number import MASKED_NUMBER


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("TK xxx4567", ["xxx4567"]),
        ("thẻ ****1234", ["****1234"]),
        ("1903****014", ["1903****014"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(MASKED_NUMBER, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "bấm **21* rồi gọi",
        "mất 5xx",
        "*100# xem số dư",
        "xx yêu em",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(MASKED_NUMBER, text) == []
