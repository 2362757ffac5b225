from collections.abc import Callable

import pytest

from casework.privacy.recognizers.address import ADDRESS
from casework.privacy.recognizers.base import Recognizer


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("số nhà 12A, đường Hoa Lúa, khóm 3", ["số nhà 12A", "đường Hoa Lúa", "khóm 3"]),
        ("nhà số 9/4 tổ 2", ["nhà số 9/4", "tổ 2"]),
        ("so 45 duong Nguyen Van Lua", ["so 45", "duong Nguyen Van Lua"]),
        ("ấp Bình Lúa, xã Tân Thành", ["ấp Bình Lúa"]),
        ("ap binh hoa xa tan thanh", ["ap binh hoa"]),
        ("hẻm 27 đường 3/2", ["hẻm 27 đường 3/2"]),
        ("gần cầu Bông Lúa", ["cầu Bông Lúa"]),
        ("cầu sắt 5", ["cầu sắt 5"]),
        ("12/9B Phạm Văn Lúa", ["12/9B Phạm Văn Lúa"]),
        ("kênh Xáng Lúa", ["kênh Xáng Lúa"]),
        ("nhà mái tôn đỏ", ["nhà mái tôn đỏ"]),
        ("lớp 4B trường tiểu học Lê Văn Lúa", ["Lê Văn Lúa"]),
        ("trường THCS Trần Lúa, lớp 7A2", ["Trần Lúa"]),
        ("nhà gần chợ Sa Đéc", ["chợ Sa Đéc"]),
        ("nhà kế cầu Cần Thơ", ["cầu Cần Thơ"]),
        ("ở quán Bông Lúa", ["quán Bông Lúa"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(ADDRESS, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "xã Tân Phước 1",
        "phường Cao Lãnh, tỉnh Đồng Tháp",
        "huyện Lấp Vò",
        "xã Chợ Gạo",
        "đường link",
        "đường dây nóng 1900 545413",
        "kênh Youtube",
        "té cầu thang",
        "cầu cứu công an",
        "tổ công nghệ số cộng đồng",
        "tổ 7 người",
        "ngày 12/3 nó gọi",
        "cậu Út",
        "Bệnh viện Chợ Rẫy",
        "bán ở chợ Sa Đéc",
        "cho Lai Vung",
        "bến xe Vĩnh Long",
        "đất ven sông Hậu",
        "Quán Bông Lúa: bún 30k",
        "lớp 5/2 trường tiểu học Mỹ Trà",
        "qua cầu Cần Thơ",
        "đi chợ Bến Thành",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(ADDRESS, text) == []
