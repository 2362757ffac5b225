"""The plan's figures of 2020 to 2022 beside those of a period: shares only, and labelled."""

from collections.abc import Iterator, Mapping

from casework.playbooks.schema import StatisticsCategory
from casework.statistics.names import CATEGORY
from casework.statistics.report import Report
from casework.statistics.table import HIDDEN
from console import wording
from console.reports.blocks import Block, Kind, Paragraph, TableBlock, TableLine
from console.reports.sentences import COUNTED_BY

NOTHING = "–"


def compared(report: Report, number: int) -> Iterator[Block]:
    """What the baseline is, its table, and its note word by word."""
    baseline = report.baseline
    yield Paragraph(
        f"Số liệu dưới đây là của {baseline.name}, {baseline.period}; không phải số liệu của Cảnh"
        " Giác."
    )
    yield _table(report, number)
    yield Paragraph(baseline.note)
    yield Paragraph(
        f"Nguồn: {baseline.source_note} Kiểm tra ngày {wording.day(baseline.checked_on)}.",
        Kind.NOTE,
    )


def shares(report: Report) -> Mapping[StatisticsCategory, str]:
    """The share of each trick of the plan, of those that have a trick.

    None is said if one of the six is hidden: the others' shares would give its number away.
    """
    table = report.table(COUNTED_BY)
    cells = {category: table.cell(category.value) for category in CATEGORY}
    shown = {category: cell for category, cell in cells.items() if cell is not None}
    if len(shown) < len(cells):
        return dict.fromkeys(cells, HIDDEN)
    whole = sum(shown.values())
    if not whole:
        return dict.fromkeys(cells, NOTHING)
    return {category: wording.percent(cell / whole) for category, cell in shown.items()}


def _table(report: Report, number: int) -> TableBlock:
    baseline, now = report.baseline, shares(report)
    lines = [
        TableLine(
            (
                name,
                wording.number(baseline.categories.get(category, 0)),
                wording.percent(baseline.share(category)),
                now[category],
            )
        )
        for category, name in CATEGORY.items()
    ]
    whole = wording.percent(1)
    together = whole if all(share.endswith("%") for share in now.values()) else NOTHING
    parts = wording.number(baseline.sum_of_parts)
    said = wording.number(baseline.said_total)
    lines += [
        TableLine(("Cộng sáu thủ đoạn", parts, whole, together), is_total=True),
        TableLine(("Tổng văn bản nêu", said, NOTHING, NOTHING), is_total=True),
    ]
    return TableBlock(
        f"Bảng {number}. Cơ cấu thủ đoạn: mốc của kế hoạch và kỳ này",
        ("Thủ đoạn", "Số vụ kế hoạch nêu", "Tỉ lệ của mốc", "Tỉ lệ kỳ này"),
        tuple(lines),
        notes=tuple(_notes(report)),
    )


def _notes(report: Report) -> Iterator[str]:
    yield (
        f"Tổng văn bản nêu: {wording.number(report.baseline.said_total)}. Cộng sáu thủ đoạn:"
        f" {wording.number(report.baseline.sum_of_parts)}. Tỉ lệ tính trên số cộng sáu thủ đoạn,"
        " làm tròn; lượt kể chưa rõ thủ đoạn không tính vào."
    )
    if HIDDEN in shares(report).values():
        yield "Kỳ này có thủ đoạn được che số, nên không nêu tỉ lệ nào."
