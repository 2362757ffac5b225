"""What the pictures of the home page show: the same numbers for the canvas and for the tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.playbooks.library import Library
from casework.statistics.overview import LATEST_DAYS, Overview, Tally
from console import wording

MOST_PLAYBOOKS = 10
"""More bars than these nobody compares by eye."""

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: `data` for console/static/charts.js, `alternative` for who does not see it."""

    data: dict[str, Any]
    alternative: str


@dataclass(frozen=True, slots=True)
class PlaybookRow:
    """A playbook in the table: this week, and the same days of the week before."""

    label: str
    name: str
    now: Tally
    before: Tally


@dataclass(frozen=True, slots=True)
class ByPlaybook:
    """The most frequent playbooks of this week; `others` are told of in the rest."""

    rows: Sequence[PlaybookRow]
    others: Tally
    picture: Picture


@dataclass(frozen=True, slots=True)
class PerDay:
    """The days of the last four weeks, the first first."""

    rows: Sequence[tuple[date, Tally]]
    picture: Picture


def per_day(overview: Overview) -> PerDay:
    """Reports of each day, and of them those with money lost."""
    rows = overview.per_day()
    reports = [tally.reports for _, tally in rows]
    paid = [tally.paid for _, tally in rows]
    said = "Biểu đồ cột theo ngày, 4 tuần qua: chưa có lượt kể nào."
    if most := max(reports):
        on = rows[reports.index(most)][0]
        said = (
            f"Biểu đồ cột theo ngày, từ {wording.day(rows[0][0])} đến {wording.day(rows[-1][0])}:"
            f" cả thảy {wording.number(sum(reports))} lượt kể, {wording.number(sum(paid))} lượt đã"
            f" mất tiền. Nhiều nhất là ngày {wording.day(on)}: {wording.number(most)} lượt."
            " Bảng ngay bên dưới có cùng các số này."
        )
    days = [short(day) for day, _ in rows]
    return PerDay(rows, Picture({"days": days, "reports": reports, "paid": paid}, said))


def by_playbook(overview: Overview, library: Library) -> ByPlaybook:
    """This week's playbooks beside the same days of the week before."""
    now = overview.by_playbook(overview.this_week)
    before = overview.by_playbook(overview.this_week.earlier(LATEST_DAYS))
    shown = list(now)[:MOST_PLAYBOOKS]
    rows = [
        PlaybookRow(label, playbook_name(library, label), now[label], before.get(label, Tally()))
        for label in shown
    ]
    others = sum((tally for label, tally in now.items() if label not in shown), Tally())
    said = "Biểu đồ thanh theo kịch bản: tuần này chưa có lượt kể nào có tên kịch bản."
    if rows:
        said = (
            f"Biểu đồ thanh theo kịch bản, tuần này và cùng kỳ tuần trước. Nhiều nhất là"
            f" «{rows[0].name}»: {wording.number(rows[0].now.reports)} lượt kể,"
            f" cùng kỳ tuần trước {wording.number(rows[0].before.reports)}."
            " Bảng ngay bên dưới có cùng các số này."
        )
    data = {
        "names": [row.name for row in rows],
        "byOfficers": [row.now.by_officers for row in rows],
        "byModel": [row.now.by_model for row in rows],
        "before": [row.before.reports for row in rows],
    }
    return ByPlaybook(rows, others, Picture(data, said))


def playbook_name(library: Library, label: str) -> str:
    """Short enough for a picture; of a playbook that the library does not know only the id."""
    return library.get(label).short_name if label in library else label


def short(day: date) -> str:
    """A day of this year: '3/11'."""
    return f"{day.day}/{day.month}"


def weekday(day: date) -> str:
    """As it is said: 'thứ Hai', 'Chủ nhật'."""
    return _WEEKDAYS[day.weekday()]


def trend(now: int, before: int) -> str:
    """How a number moves, in words: they are read out, and stay on paper."""
    if now == before:
        return "Bằng"
    if now > before:
        return f"Tăng {wording.number(now - before)} so với"
    return f"Giảm {wording.number(before - now)} so với"
