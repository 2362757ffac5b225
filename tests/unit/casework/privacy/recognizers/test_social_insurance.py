from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.social_insurance import SOCIAL_INSURANCE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("mã số BHXH 8700000111", ["8700000111"]),
        ("so bao hiem xa hoi 79 0000 0222", ["79 0000 0222"]),
        ("thẻ BHYT DN 4 87 8700000333", ["DN 4 87 8700000333"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(SOCIAL_INSURANCE, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "đóng BHXH 500.000đ",
        "Bảo hiểm xã hội gọi 1900 9068",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(SOCIAL_INSURANCE, text) == []
