from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.birth_date import BIRTH_DATE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("sinh ngày 01/02/1990", ["01/02/1990"]),
        ("sinh năm 1959", ["1959"]),
        ("sn 59", ["59"]),
        ("SN: 1988", ["1988"]),
        ("sinh mùng 3 tháng 4 năm 1961", ["mùng 3 tháng 4 năm 1961"]),
        ("con sinh năm 2k8", ["2k8"]),
        ("Ngày sinh: 01.02.1990", ["01.02.1990"]),
        ("hồ sơ ghi 01/02/1980", ["01/02/1980"]),
        ("sinh ngày mười hai tháng tám năm 1970", ["mười hai tháng tám năm 1970"]),
        ("dob 1990-02-01", ["1990-02-01"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(BIRTH_DATE, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "ngày 05/11/2026 tui chuyển",
        "sinh viên năm 2",
        "học sinh lớp 12",
        "năm 2025 có nhiều vụ",
        "phát sinh 500000",
        "67 tuổi",
        "sinh hoạt phí 3 triệu",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(BIRTH_DATE, text) == []
