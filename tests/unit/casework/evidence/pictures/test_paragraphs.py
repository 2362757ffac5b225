"""Wrapped lines are one again; what somebody has written line by line stays so."""

import pytest

from casework.evidence.pictures.paragraphs import Row, joined

WIDE = 400.0


def row(text: str, right: float = WIDE, *, apart: bool = False, whole: bool = True) -> Row:
    return Row(text, 0, right, apart, whole=whole)


def test_a_wrapped_sentence_is_one_line() -> None:
    rows = [
        row("nó xưng bên điện", 370),
        row("lực, kêu tui chuyển 25", WIDE),
        row("triệu", 90),
    ]
    assert joined(rows) == "nó xưng bên điện lực, kêu tui chuyển 25 triệu"


def test_lines_that_end_before_the_margin_stay_lines() -> None:
    rows = [
        row("Người nhận: A", 200),
        row("Số tiền: 500.000", 240),
        row("Nội dung: mua hàng", WIDE),
    ]
    assert joined(rows) == "Người nhận: A\nSố tiền: 500.000\nNội dung: mua hàng"


def test_a_gap_parts_paragraphs_however_full_the_row_is() -> None:
    assert joined([row("chuyển tiền đi"), row("dạ", 30, apart=True)]) == "chuyển tiền đi\n\ndạ"


def test_what_stands_side_by_side_is_not_wrapped() -> None:
    rows = [row("Số tiền 500k", whole=False), row("Phí 0đ", whole=False)]
    assert joined(rows) == "Số tiền 500k\nPhí 0đ"


def test_a_broken_link_is_joined_without_a_blank() -> None:
    rows = [row("https://vcb-moi.example/xac-thuc?"), row("id=12", 80)]
    assert joined(rows) == "https://vcb-moi.example/xac-thuc?id=12"


@pytest.mark.parametrize("rows", [[], [row("một dòng")]])
def test_little_writing_is_no_trouble(rows: list[Row]) -> None:
    assert joined(rows) == "\n".join(each.text for each in rows)
