from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.passport import PASSPORT


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("hộ chiếu C0001112", ["C0001112"]),
        ("passport: b 000 1112", ["b 000 1112"]),
        ("giữ P00011122 luôn", ["P00011122"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(PASSPORT, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "Windows 11",
        "Nghị định 147/2024/NĐ-CP",
        "áo size M 1234567 cái",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(PASSPORT, text) == []
