from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.other_id import OTHER_ID


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("mã GD FT00011122233344", ["FT00011122233344"]),
        ("đơn SPXVN0001112223", ["SPXVN0001112223"]),
        ("UltraViewer ID 11 222 333", ["11 222 333"]),
        ("mã khách hàng PB00000000111", ["PB00000000111"]),
        (
            "ví 0xAb12Cd34Ef56Ab12Cd34Ef56Ab12Cd34Ef56Ab12",
            ["0xAb12Cd34Ef56Ab12Cd34Ef56Ab12Cd34Ef56Ab12"],
        ),
        ("mã vận đơn 8000 1111 2222", ["8000 1111 2222"]),
        ("hồ sơ số 2719/HS-C03", ["2719/HS-C03"]),
        ("lệnh bắt 60/LB-VKSTC-V2", ["60/LB-VKSTC-V2"]),
        ("vụ án HS-2719/2026", ["HS-2719/2026"]),
        ("mã đặt chỗ QX7LKD", ["QX7LKD"]),
        ("ma kich hoat K7Q2MX", ["K7Q2MX"]),
        ("code MIT22LUA", ["MIT22LUA"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(OTHER_ID, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "máy Samsung A54",
        "nâng sim 4G lên 5G",
        "lương 250k-500k",
        "vay 20tr nhận 14tr",
        "COVID-19",
        "VNeID",
        "mở cửa 8h30-16h",
        "ca 6h-14h30",
        "quyết định 147/2024/NĐ-CP",
        "quyết định số 12/2024/QĐ-TTg",
        "theo quyết định 23/QĐ-NHNN",
        "thông tư 01/2024/TT-BTC",
        "Luật 91/2025/QH15",
        "hồ sơ vay 20/10",
        "mã QR",
        "mã giảm giá FREESHIP",
        "mã giảm 50K",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(OTHER_ID, text) == []
