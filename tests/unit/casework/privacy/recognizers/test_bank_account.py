from collections.abc import Callable

import pytest

from casework.privacy.recognizers.bank_account import BANK_ACCOUNT
from casework.privacy.recognizers.base import Recognizer


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("stk 100200 HDBank", ["100200"]),
        ("Vietcombank 0011000022233", ["0011000022233"]),
        ("số tài khoản 1900 0000 1111 22", ["1900 0000 1111 22"]),
        ("0011223344 Sacombank", ["0011223344"]),
        ("tk MB: 8888", ["8888"]),
        ("tài khoản định danh là SHOPLUA99", ["SHOPLUA99"]),
        ("ck 190000001111", ["190000001111"]),
        ("stk: 1000-2000-3000", ["1000-2000-3000"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(BANK_ACCOUNT, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "tài khoản bị trừ 500.000đ",
        "Vietcombank 1900 545413",
        "tk bị khoá, gọi 113",
        "BIDV gọi lúc 14h30 ngày 05/11/2026",
        "thằng tk đó lừa 2tr5",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(BANK_ACCOUNT, text) == []
