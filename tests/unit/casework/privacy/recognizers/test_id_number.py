from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.id_number import ID_NUMBER


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("căn cước 087199000111", ["087199000111"]),
        ("082 199 000 111", ["082 199 000 111"]),
        ("cmnd 341 000 222 cũ", ["341 000 222"]),
        ("chung minh nhan dan so 321000222", ["321000222"]),
        ("số định danh: 079.199.000.111", ["079.199.000.111"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(ID_NUMBER, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "gọi 0905111222",
        "thiệt hại 341.000.000 đồng",
        "099199000111",
        "căn cước mất rồi, gọi 113",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(ID_NUMBER, text) == []
