from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.password import PASSWORD


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("mk fb của em là Meo@2b", ["Meo@2b"]),
        ("mật khẩu: hoahong", ["hoahong"]),
        ("mã pin 135790", ["135790"]),
        ("pass zalo em la bong77", ["bong77"]),
        ("mật khẩu mới là “cavoi9”", ["cavoi9"]),
        ("pin 1 3 5 7", ["1 3 5 7"]),
        ("mat khau ngan hang so: Lua.vang#5", ["Lua.vang#5"]),
        ("pass wifi quan em la meomun55", ["meomun55"]),
        ("mật khẩu của cái máy cũ đó, nó là cavoi9", ["cavoi9"]),
        ("mật khẩu tui nói hoa mít, không một hai", ["hoa mít, không một hai"]),
        ("pin là sáu số tám, tức 8 số 6", ["sáu số tám, tức 8 số 6"]),
        ("pin sáu số tám", ["sáu số tám"]),
        ("mật khẩu nó hỏi nên con khai LuaVang88", ["LuaVang88"]),
        ("pass nó kêu gửi lại, em gửi meo@mit5", ["meo@mit5"]),
        ("mật khẩu là bonglua", ["bonglua"]),
        ("mật khẩu ngân hàng em đặt là 246813", ["246813"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(PASSWORD, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "mk là nạn nhân",
        "mk mất 45tr rồi",
        "nó đòi mật khẩu của em",
        "mật khẩu sai 3 lần",
        "quên mật khẩu thì gọi ai",
        "mk bị gạt là do mk tham 2tr5",
        "mật khẩu nó đòi là lúc 7h30",
        "mật khẩu nó bắt đọc là hai lần",
        "mật khẩu là nghiêng",
        "mật khẩu trên trang vcb-lua.top",
        "mật khẩu năm 2024",
        "đổi pin hết 350000 đồng",
        "pin yếu 20%",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(PASSWORD, text) == []
