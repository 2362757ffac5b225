from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.tax_code import TAX_CODE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("MST 1400000111", ["1400000111"]),
        ("mã số thuế: 0300 000 222", ["0300 000 222"]),
        ("chi nhánh 1200000333-001", ["1200000333-001"]),
        ("mst cá nhân 8.000.000.123", ["8.000.000.123"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(TAX_CODE, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "gọi 0905111222",
        "nợ thuế 3.600.000đ",
        "cục thuế hẹn 05/11/2026",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(TAX_CODE, text) == []
