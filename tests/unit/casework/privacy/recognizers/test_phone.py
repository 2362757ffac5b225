from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.phone import PHONE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("gọi 0905111222 nha", ["0905111222"]),
        ("sđt0385550101nha", ["0385550101"]),
        ("số 0705.222.333 đó", ["0705.222.333"]),
        ("+84 908 000 111 gọi hoài", ["+84 908 000 111"]),
        ("0084388111222", ["0084388111222"]),
        ("84 70 555 0101", ["84 70 555 0101"]),
        ("zalo o7o5 22l 33O", ["o7o5 22l 33O"]),
        (
            "không bảy không năm một một hai hai ba ba",
            ["không bảy không năm một một hai hai ba ba"],
        ),
        (
            "khong chin khong nam mot mot hai hai ba ba",
            ["khong chin khong nam mot mot hai hai ba ba"],
        ),
        ("số bàn (0273) 3 555 010 gọi", ["(0273) 3 555 010"]),
        ("02835550101 xưng toà án", ["02835550101"]),
        ("0905***222 nhá máy", ["0905***222"]),
        ("0385 55x xxx nhắn tin", ["0385 55x xxx"]),
        ("đầu 0905 rồi tới 111 cuối là 222", ["0905 rồi tới 111 cuối là 222"]),
        ("zalo 905 111 222 nè", ["905 111 222"]),
        ("0905111222/0385550101", ["0905111222", "0385550101"]),
        ("số 01655550101 hồi xưa", ["01655550101"]),
        ("gọi +84,905,111,222", ["+84,905,111,222"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(PHONE, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "087199000111",
        "gọi 113 hay 156",
        "1900 545413",
        "18001091",
        "mất 500.000đ rồi",
        "tài khoản 9704000011112222",
        "ngày 05/11/2026",
        "từ 6h05 tới 22h10",
        "anh Ba với chị Tư",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(PHONE, text) == []
