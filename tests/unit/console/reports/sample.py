"""Made-up reports: everything here is invented, and shaped like casework/statistics makes it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from casework.playbooks.library import Library
from casework.statistics import course
from casework.statistics.baseline import Baseline
from casework.statistics.names import CATEGORY, UNKNOWN, WEEKDAY
from casework.statistics.period import Span
from casework.statistics.report import Report
from casework.statistics.table import ALL, TOTAL, Cell, Line, Row, Split, Table, split_table

DATA = Path(__file__).resolve().parents[4] / "data"
LIBRARY = Library.from_file(DATA / "scam_patterns.yml")
BASELINE = Baseline.from_file(DATA / "baseline.yml")
OCTOBER = Span.parse("2026-10")

PARTS = {
    **dict.fromkeys(LIBRARY.ids, Split()),
    "gia_danh_cong_an_toa_an": Split(41, 77),
    "mua_hang_online": Split(18, 44),
    "ctv_nhiem_vu_online": Split(33, 58),
    "tinh_cam_qua_nuoc_ngoai": Split(12, 9),
    "bi_chiem_tai_khoan_mxh": Split(7, 21),
    "link_qr_gia_mao": Split(25, 30),
    "shipper_gia": Split(1, 2),
    "vay_tien_phi_truoc": Split(0, 3),
    UNKNOWN: Split(0, 96),
}


def report(parts: Mapping[str, Split] | None = None, times: int = 1) -> Report:
    """A month without any hidden cell; `times` makes its numbers large."""
    counts = {
        label: Split(split.officers * times, split.model * times)
        for label, split in (PARTS if parts is None else parts).items()
    }
    tables = (
        by_category(counts),
        by_playbook(counts),
        by_weekday(counts),
        by_hour(counts),
        by_commune(counts),
        compared(counts),
        trend(counts),
    )
    return Report(OCTOBER, tables, BASELINE, protected=True, closed=True, invented=False)


def empty() -> Report:
    return report({})


def hidden(full: Report | None = None) -> Report:
    """The same with every cell from 1 to 4 hidden, and as many more as keep the sums shut.

    A crude rule, for documents only: in a table with a small cell all up to 20 are hidden. How
    it is really done, casework/statistics/disclosure.py says.
    """
    full = full or report()
    return replace(full, tables=tuple(_crudely(table) for table in full.tables))


def too_few() -> Report:
    """Four reports in all: not even their number may be said."""
    return hidden(report({"shipper_gia": Split(1, 2), UNKNOWN: Split(0, 1)}))


def internal() -> Report:
    return replace(report(), protected=False, closed=False, invented=True)


def by_category(counts: Mapping[str, Split]) -> Table:
    found = _by_category(counts)
    lines = [Line(category.value, name) for category, name in CATEGORY.items()]
    lines.append(Line(UNKNOWN, "Chưa rõ thủ đoạn"))
    title = "Lượt kể theo sáu thủ đoạn của Kế hoạch 50/KH-UBND"
    return split_table("by_category", title, "Thủ đoạn", lines, found)


def by_playbook(counts: Mapping[str, Split]) -> Table:
    lines = [
        Line(one.id, one.name, (f"by_category:{one.statistics_category.value}",))
        for one in LIBRARY.playbooks
    ]
    lines.append(Line(UNKNOWN, "Chưa rõ kịch bản", (f"by_category:{UNKNOWN}",)))
    return split_table("by_playbook", "Lượt kể theo kịch bản lừa đảo", "Kịch bản", lines, counts)


def by_weekday(counts: Mapping[str, Split]) -> Table:
    whole = sum(counts.values(), Split())
    lines = [Line(str(day), name) for day, name in enumerate(WEEKDAY, start=1)]
    found = dict(zip("1234567", _shared(whole, 7), strict=True))
    return split_table("by_weekday", "Lượt kể theo ngày trong tuần", "Ngày", lines, found)


def by_hour(counts: Mapping[str, Split]) -> Table:
    whole = sum(counts.values(), Split()).cells[-1]
    weights = [h * (23 - h) % 31 + 1 for h in range(24)]
    found = [whole * weight // sum(weights) for weight in weights]
    found[20] += whole - sum(found)
    rows = tuple(Row(str(h), f"{h} giờ", (n,)) for h, n in enumerate(found))
    total = Row(TOTAL, "Cộng", (whole,))
    note = "Giờ được đếm riêng để không lần ra được ai."
    title = "Lượt kể theo giờ trong ngày"
    return Table("by_hour", title, "Giờ", (ALL,), rows, total, "told", notes=(note,))


def by_commune(counts: Mapping[str, Split], communes: int = 105) -> Table:
    whole = sum(counts.values(), Split())
    lines = [Line(f"{code:05}", f"Xã Ví Dụ Thứ {code}") for code in range(communes)]
    found = dict(zip((line.key for line in lines), _shared(whole, communes), strict=True))
    title = "Lượt kể theo xã, phường: Tỉnh Ví Dụ"
    return split_table("by_commune", title, "Xã, phường", lines, found)


def compared(counts: Mapping[str, Split]) -> Table:
    before = by_category({label: _less(split, 2) for label, split in counts.items()})
    year_before = by_category({label: _less(split, 3) for label, split in counts.items()})
    return course.compared(by_category(counts), before, year_before, 1)


def trend(counts: Mapping[str, Split]) -> Table:
    whole, last = sum(counts.values(), Split()), OCTOBER.months[-1]
    months = {last.later(-back): _less(whole, 1 + back % 4) for back in range(course.SHOWN)}
    return course.trend(last, {month: split.cells for month, split in months.items()})


def _less(split: Split, by: int) -> Split:
    return Split(split.officers // by, split.model // by)


def _by_category(counts: Mapping[str, Split]) -> dict[str, Split]:
    found: dict[str, Split] = {}
    for label, split in counts.items():
        known = label != UNKNOWN
        key = LIBRARY.get(label).statistics_category.value if known else UNKNOWN
        found[key] = found.get(key, Split()) + split
    return found


def _shared(whole: Split, shares: int) -> list[Split]:
    """A whole cut unevenly, so that some shares are small and some nothing."""
    weights = [(place * 7) % 11 for place in range(shares)]
    cut = [
        Split(whole.officers * w // sum(weights), whole.model * w // sum(weights)) for w in weights
    ]
    done = sum(cut, Split())
    cut[1] += Split(whole.officers - done.officers, whole.model - done.model)
    return cut


def _crudely(table: Table) -> Table:
    lines = list(table.lines())
    is_small = any(cell in range(1, 5) for line in lines for cell in line.cells)
    cells: dict[tuple[str, str], Cell] = {}
    for line in lines:
        for column, cell in zip(table.columns, line.cells, strict=True):
            stays = not is_small or (cell or 0) > 20 or (line.key == TOTAL and (cell or 0) > 4)
            cells[line.key, column.key] = cell if stays else None
    return table.with_cells(cells)
