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
        ("xe 66 - B1 - 000.11", ["66 - B1 - 000.11"]),
        (
            "biển số sáu sáu bê một không không không một một",
            ["sáu sáu bê một không không không một một"],
        ),
        (
            "biển số xe sáu ba xê không không không chấm hai hai",
            ["sáu ba xê không không không chấm hai hai"],
        ),
        ("xe số 66 bê một 000 11", ["66 bê một 000 11"]),
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
        "khoảng 20 k 1000 cái",
        "biển số đẹp sáu sáu",
        "biển số sáu sáu là xe ở tỉnh mình",
        "sáu sáu bê một không không không một một",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(PLATE, text) == []
