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
        ("born 17 March 1971", ["17 March 1971"]),
        ("born March 17, 1971", ["March 17, 1971"]),
        ("sanh năm 1957", ["1957"]),
        ("sinh mùng ba tháng giêng năm 1961", ["mùng ba tháng giêng năm 1961"]),
        ("sinh giờ tý mùng 3 tháng 4 năm 1961", ["mùng 3 tháng 4 năm 1961"]),
        ("ghi ngày 3 tháng 4 năm 1961", ["ngày 3 tháng 4 năm 1961"]),
        ("<NAME> 1957", ["1957"]),
        ("<NAME> - 03/04/2015", ["03/04/2015"]),
        ("<NAME>, 08/1957", ["08/1957"]),
        ("08/08/88", ["08/08/88"]),
        ("tui 1948 lận đó", ["1948"]),
        ("má tui 1957, ở một mình", ["1957"]),
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
        "meeting 17 March 2026",
        "phát sanh 5 triệu",
        "bệnh viện phụ sản sanh 3 đứa",
        "ngày 3 tháng 4 năm 2026",
        "<NAME> 2026",
        "<NAME> 1957 đồng",
        "08/08/26",
        "tui 2000 đồng cũng không có",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(BIRTH_DATE, text) == []
