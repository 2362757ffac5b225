from dataclasses import replace

import pytest

from casework.statistics.names import UNKNOWN
from casework.statistics.report import Report
from casework.statistics.table import Split
from console import wording
from console.reports.blocks import (
    Block,
    Heading,
    Mark,
    Paragraph,
    Picture,
    TableBlock,
    Title,
)
from console.reports.content import report_content
from tests.unit.console.reports import sample


def paragraphs(content: tuple[Block, ...]) -> list[str]:
    return [block.text for block in content if isinstance(block, Paragraph)]


def tables(content: tuple[Block, ...]) -> list[TableBlock]:
    return [block for block in content if isinstance(block, TableBlock)]


def test_the_first_sentence_has_the_form_of_the_provinces_plan(full: Report) -> None:
    first, second, *_ = paragraphs(report_content(full))
    assert first == (
        "Trong tháng 10 năm 2026, máy trả lời Cảnh Giác tiếp nhận 477 tin báo (lượt kể của người"
        " dân với máy; chưa phải tố giác, tin báo về tội phạm theo luật) với các thủ đoạn: giả"
        " danh cơ quan tư pháp 118 vụ; mua hàng qua mạng xã hội 62 vụ; quen biết qua Facebook,"
        " Zalo rồi hứa gửi quà 21 vụ; chiếm quyền sử dụng Facebook 28 vụ; đánh cắp thông tin tài"
        " khoản 55 vụ; thủ đoạn khác 97 vụ; chưa rõ thủ đoạn 96 vụ."
    )
    assert second == (
        "Trong số đó, cán bộ đã xem và xác nhận: 137 vụ; mới chỉ do máy nhận, chưa cán bộ nào"
        " xem: 340 vụ."
    )


def test_the_numbers_of_the_sentence_add_up_to_its_total(full: Report) -> None:
    tricks = paragraphs(report_content(full))[0].partition("thủ đoạn: ")[2].split("; ")
    assert sum(int(trick.split()[-2]) for trick in tricks) == full.reports


def test_a_hidden_number_is_said_to_be_hidden(full: Report) -> None:
    table = full.table("by_category")
    cells = {
        (line.key, column.key): cell
        for line in table.lines()
        for column, cell in zip(table.columns, line.cells, strict=True)
    }
    shut = table.with_cells({**cells, ("thu_doan_khac", "all"): None, ("total", "model"): None})
    first, second, *_ = paragraphs(report_content(replace(full, tables=(shut,))))
    assert "; thủ đoạn khác (số được che); chưa rõ thủ đoạn 96 vụ." in first
    assert second.endswith("chưa cán bộ nào xem: (số được che).")


def test_of_too_few_reports_not_even_their_number_is_said(too_few: Report) -> None:
    content = report_content(too_few)
    assert paragraphs(content)[0] == (
        "Trong tháng 10 năm 2026, người dân kể với máy trả lời Cảnh Giác quá ít lượt, nên kỳ này"
        " không công bố số lượt kể."
    )
    # What is all hidden fills no pages with stars.
    assert len(tables(content)) == 1
    assert "Không in 7 bảng mà mọi ô đều là 0 hoặc được che." in paragraphs(content)


def test_a_period_without_reports_says_so_and_is_a_document_all_the_same(empty: Report) -> None:
    content = report_content(empty)
    said = "máy trả lời Cảnh Giác không tiếp nhận tin báo (lượt kể của người dân với máy) nào."
    assert paragraphs(content)[0] == f"Trong tháng 10 năm 2026, {said}"
    assert [block.text for block in content if isinstance(block, Heading)] == [
        *("I. TÌNH HÌNH CHUNG", "II. SỐ LIỆU", "III. MỐC SO SÁNH", "IV. CÁCH TÍNH SỐ LIỆU")
    ]
    assert not [block for block in content if isinstance(block, Picture)]


@pytest.mark.parametrize("made", ["full", "hidden", "internal"])
def test_every_cell_of_every_table_stands_in_the_document(
    made: str, request: pytest.FixtureRequest
) -> None:
    report: Report = request.getfixturevalue(made)
    printed = tables(report_content(report))
    for place, (table, block) in enumerate(zip(report.tables, printed, strict=False), start=1):
        assert block.title == f"Bảng {place}. {table.title}"
        for row, line in zip(table.lines(), block.lines, strict=True):
            shown = ["*" if cell is None else wording.number(cell) for cell in row.cells]
            assert line.cells == (row.name, *shown)


def test_large_numbers_have_points() -> None:
    content = report_content(sample.report(times=12_345))
    assert "tiếp nhận 5.888.565 tin báo" in paragraphs(content)[0]


def test_marks_stand_above_everything(full: Report, internal: Report) -> None:
    assert [block.text for block in report_content(internal)[:3] if isinstance(block, Mark)] == [
        "CÓ SỐ LIỆU VÍ DỤ, không phải của người dân thật",
        "TÀI LIỆU NỘI BỘ: có ô dưới 5, đếm từ sổ lúc lập, không công bố",
        "SỐ LIỆU TẠM TÍNH: tháng chưa chốt, không công bố",
    ]
    assert isinstance(report_content(full)[0], Title)


def test_the_baseline_shows_both_totals_and_its_note_word_by_word(full: Report) -> None:
    content = report_content(full)
    baseline = tables(content)[-1]
    assert [line.cells for line in baseline.lines] == [
        ("Giả danh cơ quan tư pháp", "8", "16 %", "31 %"),
        ("Mua hàng qua mạng xã hội", "10", "20 %", "16 %"),
        ("Quen biết qua Facebook, Zalo rồi hứa gửi quà", "10", "20 %", "6 %"),
        ("Chiếm quyền sử dụng Facebook", "10", "20 %", "7 %"),
        ("Đánh cắp thông tin tài khoản", "4", "8 %", "14 %"),
        ("Thủ đoạn khác", "9", "18 %", "25 %"),
        ("Cộng sáu thủ đoạn", "51", "100 %", "100 %"),
        ("Tổng văn bản nêu", "50", "–", "–"),
    ]
    assert "Tổng văn bản nêu: 50. Cộng sáu thủ đoạn: 51." in baseline.notes[0]
    assert full.baseline.note in paragraphs(content)


def test_no_share_is_said_where_one_of_the_tricks_is_hidden(full: Report) -> None:
    """Shares of the others would give the hidden number away."""
    table = full.table("by_category")
    cells = {
        (line.key, column.key): cell
        for line in table.lines()
        for column, cell in zip(table.columns, line.cells, strict=True)
    }
    shut = table.with_cells({**cells, ("quen_biet_hua_gui_qua", "all"): None})
    content = report_content(replace(full, tables=(shut,)))
    assert {line.cells[3] for line in tables(content)[-1].lines} == {"*", "–"}


def test_shares_of_nothing_are_no_numbers() -> None:
    content = report_content(sample.report({UNKNOWN: Split(0, 9)}))
    assert {line.cells[3] for line in tables(content)[-1].lines} == {"–"}


def test_how_the_numbers_were_made_is_told_and_what_a_star_means(full: Report) -> None:
    said = "\n".join(paragraphs(report_content(full)))
    for what in ("chỉ đếm một lần", "không phải lừa đảo thì không đếm", "giờ Việt Nam"):
        assert what in said
    assert "ô dưới 5, hoặc ô phải che thêm để không ai tính ngược ra ô dưới 5" in said


def test_a_table_with_stars_explains_them_below_it(hidden: Report) -> None:
    told = {block.title: block.notes for block in tables(report_content(hidden))}
    assert "«*» là số được che, đừng đọc là 0." in told["Bảng 4. Lượt kể theo giờ trong ngày"]
    assert not told["Bảng 1. Lượt kể theo sáu thủ đoạn của Kế hoạch 50/KH-UBND"]
