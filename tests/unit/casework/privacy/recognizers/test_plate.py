from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.plate import PLATE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("xe 66-B1 000.11", ["66-B1 000.11"]),
        ("63C-000.22", ["63C-000.22"]),
        ("66h100033", ["66h100033"]),
        ("biển số 51D 000.44", ["51D 000.44"]),
        ("xe 29A1-0005", ["29A1-0005"]),
        ("bks 80-NG-000-55", ["80-NG-000-55"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(PLATE, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "iPhone 15 Pro Max",
        "lúc 15h 2030 người",
        "vay 20tr 7 ngày",
        "12A1",
        "lãi 10k 20000 người",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(PLATE, text) == []
