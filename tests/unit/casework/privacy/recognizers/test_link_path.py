from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.link_path import LINK_PATH


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("vcb-nhanqua.xyz/qua?sdt=0905111222", ["qua?sdt=0905111222"]),
        ("thue-hoan.top/087199000111", ["087199000111"]),
        ("https://evn-no.site/kh/PB00000000111.", ["kh/PB00000000111"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(LINK_PATH, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "etax-hotro.top",
        "https://bidv-xacthuc.online/login",
        "mps.gov.vn",
        "phạt 1.000.000/người",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(LINK_PATH, text) == []
