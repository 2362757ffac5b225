"""Warnings that residents forward, and scams that only sound like one."""

import pytest

from casework.evidence.warnings import warns


@pytest.mark.parametrize(
    "text",
    [
        "Công an cảnh báo website giả mạo ngân hàng, bà con đừng vào",
        "canh bao: xuat hien trang gia mao cong dich vu cong, tuyet doi khong nhap thong tin",
        "Ngân hàng khuyến cáo khách hàng không bấm vào đường dẫn mạo danh",
        "trang kia là giả đó, đừng có bấm, đừng vào",
        "thủ đoạn mới: gửi link nhận quà, mọi người cảnh giác",
    ],
)
def test_a_warning_is_one(text: str) -> None:
    assert warns(text)


@pytest.mark.parametrize(
    "text",
    [
        "Cảnh báo: tài khoản của quý khách bị đăng nhập lạ, vào ngay để huỷ",
        "Lưu ý: không xác thực trong 24 giờ sẽ bị khoá thẻ",
        "em gái mình bị lừa đảo mất 5 triệu",
        "tui bấm vô rồi nhập mật khẩu",
        "",
    ],
)
def test_a_threat_or_a_story_is_none(text: str) -> None:
    assert not warns(text)
