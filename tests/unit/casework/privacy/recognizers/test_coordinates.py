from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.coordinates import COORDINATES


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("10.12345, 105.54321", ["10.12345, 105.54321"]),
        ("10°27'22\"N 105°37'59\"E", ["10°27'22\"N 105°37'59\"E"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(COORDINATES, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "mất 3.5, 4.5 triệu",
        "VNeID 2.1.6",
        "1.250, 3.400 đồng",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(COORDINATES, text) == []
