from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.display_name import DISPLAY_NAME


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("nick zalo ghi Kho Vải Lúa 24", ["Kho Vải Lúa 24"]),
        ("fanpage tên Tiệm Nhà Bông", ["Tiệm Nhà Bông"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(DISPLAY_NAME, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "fb tên gì",
        'nhóm tele tên "Cộng đồng đầu tư"',
        "zalo ghi nợ",
        "page tên Shopee",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(DISPLAY_NAME, text) == []
