from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.profile_link import PROFILE_LINK


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("facebook.com/profile.php?id=1000", ["facebook.com/profile.php?id=1000"]),
        ("https://zalo.me/g/abc123.", ["https://zalo.me/g/abc123"]),
        ("t.me/+XyZ12", ["t.me/+XyZ12"]),
        ("con @lua_vang9 kêu nạp", ["@lua_vang9"]),
        ("maps.app.goo.gl/AbC12", ["maps.app.goo.gl/AbC12"]),
        ("tele: thay_lua_tx", ["thay_lua_tx"]),
        ("m.me/tiemnhabong", ["m.me/tiemnhabong"]),
        ("tên đăng nhập: bonglua.le", ["bonglua.le"]),
        ("user của em là lua.bong", ["lua.bong"]),
        ("ten dang nhap la thaylua", ["thaylua"]),
        ("user meomunlua", ["meomunlua"]),
        ("quen shopee.lua_mit99", ["shopee.lua_mit99"]),
        ("con xXlúa_bông_mítXx gạt tui", ["xXlúa_bông_mítXx"]),
        ("nick game mitbuoi_99", ["mitbuoi_99"]),
        ("acc phụ mitbuoi_77", ["mitbuoi_77"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(PROFILE_LINK, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "trên facebook.com có bán",
        "zalo 3 ngày rồi",
        "vcb-doidiem.xyz/nhanqua",
        "telegram bị chặn",
        "tên đăng nhập không đúng",
        "user facebook bị khoá",
        "login vao banking",
        "ten dang nhap la gi",
        "nó gửi file hoa_don_lua.pdf",
        "tải lua_vang.apk",
        "https://lua-mit.top/nhan_qua",
        "_lua_",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(PROFILE_LINK, text) == []
