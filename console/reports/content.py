"""What the report of a period says: marks, the plan's sentence, figures, baseline, rules."""

from collections.abc import Iterator
from itertools import count

from casework.statistics.report import Report
from casework.statistics.table import HIDDEN, MODEL, OFFICERS, Table
from console.reports.blocks import (
    Block,
    Heading,
    Kind,
    Mark,
    Paragraph,
    Title,
    table_block,
)
from console.reports.compared import compared
from console.reports.explained import WHAT_IS_HIDDEN
from console.reports.illustrations import is_drawn, picture_of
from console.reports.sentences import said

NOT_CLOSED = "SỐ LIỆU TẠM TÍNH: tháng chưa chốt, không công bố"
NOT_PROTECTED = "TÀI LIỆU NỘI BỘ: có ô dưới 5, đếm từ sổ lúc lập, không công bố"
INVENTED = "CÓ SỐ LIỆU VÍ DỤ, không phải của người dân thật"

_COVERED = f"Dấu «{HIDDEN}» là {WHAT_IS_HIDDEN}. Đừng đọc «{HIDDEN}» là 0."
_HOW_COUNTED = (
    "Mỗi lượt kể là một lần người dân kể với máy trả lời Cảnh Giác về việc họ ngờ là lừa đảo.",
    "Lượt kể không phải là tố giác, tin báo về tội phạm, và chưa được xác minh.",
    "Nhiều lượt kể về cùng một vụ, khi cán bộ đã gộp lại, chỉ đếm một lần.",
    "Lượt kể mà cán bộ kết luận không phải lừa đảo thì không đếm.",
    "Người dân không đồng ý cho giữ lời kể thì lượt kể đó chỉ được đếm, không giữ nội dung.",
    f"«{OFFICERS.name}»: cán bộ đã xem và gọi tên thủ đoạn.",
    f"«{MODEL.name}»: chỉ máy xếp loại, và máy có thể nhầm.",
    "Ngày, tháng, giờ tính theo giờ Việt Nam.",
)


def report_content(report: Report) -> tuple[Block, ...]:
    """The whole document, in order."""
    return (
        *marks(report),
        Title(
            "BÁO CÁO",
            "Kết quả tiếp nhận lời kể của người dân về lừa đảo trên mạng qua máy trả lời Cảnh Giác,"
            f" {report.span.name}",
        ),
        Heading(1, "I. TÌNH HÌNH CHUNG"),
        *map(Paragraph, said(report)),
        Heading(1, "II. SỐ LIỆU"),
        *_figures(report),
        Heading(1, "III. MỐC SO SÁNH"),
        *compared(report, len(_printed(report)) + 1),
        Heading(1, "IV. CÁCH TÍNH SỐ LIỆU"),
        *_how_made(report),
    )


def marks(report: Report) -> Iterator[Mark]:
    """What limits the use of these numbers, if anything does."""
    if report.invented:
        yield Mark(INVENTED)
    if not report.protected:
        yield Mark(NOT_PROTECTED)
    if not report.closed:
        yield Mark(NOT_CLOSED)


def _printed(report: Report) -> list[Table]:
    """All tables; of a period with no report or too few only those that say something."""
    if report.reports:
        return list(report.tables)
    return [
        table
        for table in report.tables
        if any(cell for line in table.lines() for cell in line.cells)
    ]


def _figures(report: Report) -> Iterator[Block]:
    tables, pictures = _printed(report), count(1)
    if len(tables) < len(report.tables):
        why = "mọi ô đều là 0 hoặc được che"
        yield Paragraph(f"Không in {len(report.tables) - len(tables)} bảng mà {why}.")
    for number, table in enumerate(tables, start=1):
        yield table_block(table, number)
        if is_drawn(table):
            yield picture_of(table, next(pictures), number)


def _how_made(report: Report) -> Iterator[Block]:
    for line in _HOW_COUNTED:
        yield Paragraph(f"- {line}", Kind.ITEM)
    if report.protected:
        yield Paragraph(f"- {_COVERED}", Kind.ITEM)
