"""What is a receipt code of ours in a message, and what only looks like one."""

import unicodedata

import pytest

from bot.conversation.commands import Asked, Command, read_command, receipt_in
from casework import receipts


@pytest.mark.parametrize(
    "text",
    [
        "cg 0912345678",
        "xoá cg 09123 45678",
        "xoá CG-98765-43298",
        "stk CG 1903412345",
        "nó cg khiến người ta chuyển tiền",
        "tui cg nhiều người quen mất tiền",
        "xoa app roi ma cg nhung thanh chuyen tien",
        "xoá số chị CG Trịnh Thanh",
        "xoa so chi cg Thanh Trung",
        "CG-THANH-TRUNG",
        "chi cg ab2cd 3ef4g",
        "nó cg-ab2cd-3ef4g",
        "xoá CG-AB2CD-3EF4G-55555",
        "xoá cg-ab2cd-3ef4g@gmail.com",
        "xoá facebook.com/cg-ab2cd-3ef4g",
        "xoá CG-ABĐ2E-3EF4G",
        "xoá CG-AB2CD-3EF4Ợ",
        "xoá CG-AB2CD-3EF\u017f2",
        "nó nhắn tui mã CG-AB2CD-3EF4G rồi kêu chuyển tiền vô tài khoản của nó",
    ],
)
def test_what_only_looks_like_a_receipt_is_none(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert receipt_in(unicodedata.normalize(form, text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "xoa CGAB2CD3EF4G",
        "xoá mã cg: ab2cd 3ef4g",
        "xoá cg–ab2cd–3ef4g",
        "/rutdongy cg ab2cd 3ef4g",
        "đừng lưu cg-ab2cd-3ef4g",
        "tui muốn tự tử, xoá CG-AB2CD-3EF4G",
        "/xoa CG-AB2CD-3EF4G cảm ơn bạn nhiều lắm, tui giờ đỡ lo hơn bữa trước rồi",
    ],
)
def test_where_deleting_is_spoken_of_a_code_may_be_written_as_it_comes(text: str) -> None:
    for form in ("NFC", "NFD"):
        asked = read_command(unicodedata.normalize(form, text))
        assert asked == Asked(Command.DELETE, "CG-AB2CD-3EF4G")


@pytest.mark.parametrize("text", ["cg-ab2cd-3ef4g", " CGAB2CD3EF4G\n", "cg ab2cd 3ef4g"])
def test_a_code_that_is_all_that_was_said_may_be_written_as_it_comes(text: str) -> None:
    assert read_command(text) == Asked(Command.DELETE, "CG-AB2CD-3EF4G")


@pytest.mark.parametrize("text", ["xoá CG-THANH-TRUNG", "/xoa cg-thanh-trung"])
def test_a_code_without_a_digit_needs_its_hyphens_and_a_word_of_deleting(text: str) -> None:
    assert read_command(text) == Asked(Command.DELETE, "CG-THANH-TRUNG")


def test_every_new_code_is_read_where_it_is_to_be_deleted() -> None:
    for _ in range(300):
        code = receipts.new()
        found = receipt_in(f"xoá {code}")
        assert found
        assert (found.code, found.exact) == (code, True)
