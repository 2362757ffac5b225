"""The sheet with the plan of 2022: its own figures, as printed, and this period's beside them."""

from casework.statistics.names import CATEGORY
from casework.statistics.report import Report
from casework.statistics.table import Cell
from console import wording
from console.reports.workbook_style import write_wrapped
from console.reports.workbook_tables import HEADER, Page

_HEADINGS = ("Thủ đoạn", "Tin báo trong văn bản", "Tỷ lệ", "Lượt kể kỳ này", "Tỷ lệ kỳ này")
_WIDTHS = (48, 16, 12, 16, 14)
_NOTHING = "–"


def write_baseline(page: Page) -> None:
    """Both sums stand there, the printed one and the right one, each with its name."""
    sheet, styles, baseline = page.sheet, page.styles, page.report.baseline
    page.head(f"Mốc so sánh: {baseline.name}", f"Số của văn bản: {baseline.period}.")
    page.filtered("moc_so_sanh", _HEADINGS, _WIDTHS, len(baseline.categories))
    now = _this_period(page.report)
    shown = [value for value in now.values() if value is not None]
    # With one of them hidden, shares would tell how much it is.
    whole = sum(shown) if len(shown) == len(now) else None
    for at, (category, said) in enumerate(baseline.categories.items(), start=HEADER + 1):
        sheet.write_string(at, 0, CATEGORY[category], styles.name)
        page.cell(at, 1, said)
        sheet.write_number(at, 2, baseline.share(category), styles.share)
        value = now[category.value]
        page.cell(at, 3, value)
        if value is not None and whole:
            sheet.write_number(at, 4, value / whole, styles.share)
        else:
            sheet.write_string(at, 4, _NOTHING, styles.hidden)
    below = HEADER + len(baseline.categories) + 2
    for at, (name, said) in enumerate(
        (
            ("Tổng văn bản nêu", baseline.said_total),
            ("Cộng sáu thủ đoạn", baseline.sum_of_parts),
        ),
        start=below,
    ):
        sheet.write_string(at, 0, name, styles.total_name)
        page.cell(at, 1, said, total=True)
    _write_notes(page, below + 3)


def _write_notes(page: Page, below: int) -> None:
    baseline = page.report.baseline
    notes = (
        baseline.note,
        "Tỷ lệ tính trên số cộng sáu thủ đoạn. Còn ô được che thì không tính tỷ lệ của kỳ này.",
        baseline.source_note,
        f"Kiểm tra ngày {wording.day(baseline.checked_on)}.",
    )
    for at, note in enumerate(notes, start=below):
        write_wrapped(page.sheet, at, _WIDTHS, note, page.styles.wrapped)
    page.sheet.freeze_panes(HEADER + 1, 1)


def _this_period(report: Report) -> dict[str, Cell]:
    table = report.table("by_category")
    return {category.value: table.cell(category.value) for category in report.baseline.categories}
