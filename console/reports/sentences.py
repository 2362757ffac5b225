"""The numbers of a period in sentences: in that of the province's plan, and who has named them."""

from collections.abc import Iterator

from casework.statistics.names import CATEGORY, UNKNOWN
from casework.statistics.report import Report
from casework.statistics.table import MODEL, OFFICERS, TOTAL, Cell
from console import wording

COVERED = "(số được che)"
"""A hidden cell in a sentence."""

COUNTED_BY = "by_category"

_WHAT_IT_IS = "(lượt kể của người dân với máy; chưa phải tố giác, tin báo về tội phạm theo luật)"


def said(report: Report) -> Iterator[str]:
    """What was told in the period: paragraphs, the plan's sentence first."""
    when = f"Trong {report.span.name}, máy trả lời Cảnh Giác"
    match report.reports:
        case None:
            yield (
                f"Trong {report.span.name}, người dân kể với máy trả lời Cảnh Giác quá ít lượt, nên"
                " kỳ này không công bố số lượt kể."
            )
        case 0:
            yield f"{when} không tiếp nhận tin báo (lượt kể của người dân với máy) nào."
        case reports:
            tricks = "; ".join(_tricks(report))
            yield (
                f"{when} tiếp nhận {wording.number(reports)} tin báo {_WHAT_IT_IS} với các thủ"
                f" đoạn: {tricks}."
            )
            yield _by_whom(report)


def cases(cell: Cell) -> str:
    """So many, as the plan says it."""
    return COVERED if cell is None else f"{wording.number(cell)} vụ"


def short(name: str) -> str:
    """A name inside a sentence; what follows its first letter (Facebook) stays as it is."""
    return name[:1].lower() + name[1:]


def _tricks(report: Report) -> Iterator[str]:
    table = report.table(COUNTED_BY)
    for key in (*(category.value for category in CATEGORY), UNKNOWN):
        yield f"{short(table.row(key).name)} {cases(table.cell(key))}"


def _by_whom(report: Report) -> str:
    table = report.table(COUNTED_BY)
    officers, model = (table.cell(TOTAL, column.key) for column in (OFFICERS, MODEL))
    return (
        f"Trong số đó, cán bộ đã xem và xác nhận: {cases(officers)}; mới chỉ do máy nhận, chưa cán"
        f" bộ nào xem: {cases(model)}."
    )
