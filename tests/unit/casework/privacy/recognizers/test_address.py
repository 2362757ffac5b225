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
        ("nhà tui kế cầu mít non, dễ kiếm", ["cầu mít non"]),
        ("nha em gan cau mit non, de kiem", ["cau mit non"]),
        ("nhà em sau lưng đình mít non", ["đình mít non"]),
        ("tui ở đối diện cây xăng số 8", ["cây xăng số 8"]),
        ("nhà trọ Mít Xanh", ["nhà trọ Mít Xanh"]),
        ("phòng 412 nhà C5 KTX khu B", ["phòng 412 nhà C5 KTX khu B"]),
        ("phòng 4 dãy B nhà trọ Mít", ["phòng 4 dãy B", "nhà trọ Mít"]),
        ("lầu 9 toà nhà Bưởi Vàng", ["lầu 9 toà nhà Bưởi Vàng"]),
        ("sạp 12", ["sạp 12"]),
        ("đường 3 tháng 2", ["đường 3 tháng 2"]),
        ("phố 26/3", ["phố 26/3"]),
        ("141/20 đường hoa mít, tui chờ", ["141/20 đường hoa mít"]),
        ("học trường tiểu học Kim Bưởi", ["Kim Bưởi"]),
        ("ngang trường mẫu giáo Hoa Mít", ["Hoa Mít"]),
        ("ở ấp mít non, xã Tân Thành", ["ấp mít non"]),
        ("o ap mit non, xa tan thanh", ["ap mit non"]),
        ("đường Hoa Mít KCX Bưởi", ["đường Hoa Mít"]),
        ("kinh Bưởi", ["kinh Bưởi"]),
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
        "tui đi ngang cầu Mỹ Thuận",
        "tui đi qua chợ Cao Lãnh",
        "nhà tui gần cầu bị sập",
        "nhà tui kế chùa bị trộm",
        "gần cây xăng 12",
        "nó hẹn em ra trước trường",
        "phòng 4 người",
        "phòng khám số 3",
        "mỗi sạp 2 người",
        "ra đường 3 tháng rồi",
        "12 đường này",
        "con học trường tiểu học Mỹ Trà",
        "trường tiểu học Kim Bưởi thông báo",
        "trưởng ấp dẫn tới nhà",
        "ấp đó",
        "ở ấp kế bên",
        "kinh doanh Bưởi",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(ADDRESS, text) == []
