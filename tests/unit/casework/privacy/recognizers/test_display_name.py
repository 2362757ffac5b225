from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.display_name import DISPLAY_NAME


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("nick zalo ghi Kho Vải Lúa 24", ["Kho Vải Lúa 24"]),
        ("fanpage tên Tiệm Nhà Bông", ["Tiệm Nhà Bông"]),
        ("nick Mít Ngọt Lúa", ["Mít Ngọt Lúa"]),
        ("page Tiệm Bánh Lúa Vàng", ["Tiệm Bánh Lúa Vàng"]),
        ("nick fb Bông Lúa Nhỏ", ["Bông Lúa Nhỏ"]),
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
        "nick em bị hack",
        "nick Lúa",
        "page bán Quần Áo",
        "page Shopee Mall",
        "page CÔNG AN XÃ",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(DISPLAY_NAME, text) == []
