from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.email import EMAIL


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("gửi a.b_c9@example.com nha", ["a.b_c9@example.com"]),
        ("lua.vang (a) yahoo chấm com", ["lua.vang (a) yahoo chấm com"]),
        ("tuyen dung a cong gmail cham com", ["tuyen dung a cong gmail cham com"]),
        ("lua9[at]icloud.com", ["lua9[at]icloud.com"]),
        ("mail lua.99 @ gmail . com", ["lua.99 @ gmail . com"]),
        ("lua99 gmail com", ["lua99 gmail com"]),
        ("mail em là bong lua cham 77 a cong gmail", ["bong lua cham 77 a cong gmail"]),
        ("gui qua huong ly cham 88 a cong yahoo", ["huong ly cham 88 a cong yahoo"]),
        ("mail lua99@gmail,com", ["lua99@gmail,com"]),
        ("gửi lua.bong@example,vn nha", ["lua.bong@example,vn"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(EMAIL, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "gửi qua gmail thì sao",
        "vietcombank.vn-khoathe.top",
        "nạp 5 triệu @ nó",
        "nạp @ 5,com",
        "nó ghi @ lua, com là gì",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(EMAIL, text) == []
