from collections.abc import Callable

import pytest

from casework.privacy.recognizers.base import Recognizer
from casework.privacy.recognizers.person_name import PERSON_NAME


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("tui tên Lê Thị Lúa", ["Lê Thị Lúa"]),
        ("Nguyễn Văn Bưởi gọi", ["Nguyễn Văn Bưởi"]),
        ("CTK TRAN THI LUA", ["TRAN THI LUA"]),
        ("ctk la ngo thi lua", ["ngo thi lua"]),
        ("ten no la tran van buoi", ["tran van buoi"]),
        ("chị Diệu gọi", ["Diệu"]),
        ("anh tuan goi noi", ["tuan"]),
        ("bé Bông lớp 3", ["Bông"]),
        ("thằng Tèo Lùn", ["Tèo Lùn"]),
        ("chú Bảy Đờn", ["Bảy Đờn"]),
        ("đại uý Phan Quốc Lúa", ["Phan Quốc Lúa"]),
        ("bác sĩ David Kim", ["David Kim"]),
        ("Mr. Kevin Lua", ["Kevin Lua"]),
        ("quen John Lua trên mạng", ["John Lua"]),
        ("H'Lúa Niê", ["H'Lúa Niê"]),
        ("Y Lúa Kbuôr", ["Y Lúa Kbuôr"]),
        ("K'Lúa ở đó", ["K'Lúa"]),
        ("anh Thạch Sa Lúa", ["Thạch Sa Lúa"]),
        ("Họ và tên: PHAN THANH\nLUA", ["PHAN THANH\nLUA"]),
        ("Chào Bích Diễm, em là Hạ Vy bên Lazada", ["Bích Diễm", "Hạ Vy"]),
        ("chị hạnh bên bưu điện", ["hạnh"]),
        ("tui quen Diễm hồi năm ngoái", ["Diễm"]),
        ("nguoi nhan vo minh khoa", ["vo minh khoa"]),
        ("trần thị hồng nhung", ["trần thị hồng nhung"]),
        ("toi ten ngoc huyen", ["ngoc huyen"]),
        ("con tên Bi học lớp 2", ["Bi"]),
        ("nguyễn đức trọng gọi", ["nguyễn đức trọng"]),
        ("toi ten my hanh", ["my hanh"]),
    ],
)
def test_finds(
    values_of: Callable[[Recognizer, str], list[str]], text: str, values: list[str]
) -> None:
    assert values_of(PERSON_NAME, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "Chị Hai với anh Ba, dì Sáu, cậu Út",
        "thằng Út, bà Tám, mợ Tư",
        "Công an, Giám đốc, Kế Toán, Shipper",
        "Vietcombank, Shopee, Viettel",
        "Nguyễn Kim, Mai Linh, Hoàng Hà Mobile",
        "Mai tui ra Agribank, Hồ sơ vay, Lưu ý",
        "hoa hong 20%",
        "bả nói dối đặng lấy",
        "xã Thanh Bình, xã Kim Sơn",
        "Hà Nội, Long An, Bình Dương",
        "mk là nạn nhân",
        "anh chị em ơi chú ý",
        "chi phi, chi tiet, anh huong",
        "co lan toi nhan duoc",
        "QUYET DINH PHONG TOA TAI SAN",
        "ông Công an khu vực",
        "vi phạm hợp đồng",
        "báo công an xã",
        "em tưởng thật",
        "Trường THPT Nguyễn Huệ",
        "bên công ty Hàn",
        "bạn chiến đấu cũ",
        "em kiên nhẫn lắm",
        "chữ Miên",
        "em Cảnh Giác ơi",
        "nghỉ hưu ở Hà Đông",
        "chi em Quy Nhon",
        "cong ty o Nong Son",
        "lao dong Dai Loan",
        "xe Hoa Binh",
        "qua Chau Thanh",
        "có tên tui đàng hoàng",
        "sang ten lien",
        "mang tên Uỷ ban",
        "đưa ông Táo",
        "lương công nhân may",
        "bé H'Mông",
        "ba mẹ mai cho con nghỉ",
    ],
)
def test_leaves_alone(values_of: Callable[[Recognizer, str], list[str]], text: str) -> None:
    assert values_of(PERSON_NAME, text) == []
