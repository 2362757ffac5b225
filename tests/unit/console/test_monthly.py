"""What is done each month by itself."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from casework.cases.invented import INVENTED
from casework.cases.models import CaseCount
from casework.playbooks.library import Library
from casework.statistics.closing import ClosedMonth, NothingToClose
from casework.statistics.period import Month, PeriodNotOver, Span
from console.desk import Desk
from console.reports import monthly
from console.reports.files import OtherFileThere, write_anew
from console.reports.making import Format
from console.reports.sources import Sources
from tests.unit.casework.statistics.made_up import count_row
from tests.unit.console.conftest import Clock

OCTOBER = Month(2026, 10)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 5, 1, 0, tzinfo=UTC))


@pytest.fixture(autouse=True)
def _reports_dir(desk: Desk, tmp_path: Path) -> None:
    desk.settings.reports_dir = tmp_path / "reports"


async def counted(desk: Desk, month: Month, reports: int = 9, **values: object) -> None:
    async with desk.sessions.begin() as session:
        await session.execute(
            insert(CaseCount), [count_row(month.first, reports=reports, **values)]
        )


async def closed_months(desk: Desk) -> list[str]:
    async with desk.sessions() as session:
        found = await session.scalars(select(ClosedMonth.month).order_by(ClosedMonth.month))
        return [str(day) for day in found]


async def test_on_its_day_the_month_is_closed_and_every_file_made(desk: Desk) -> None:
    await counted(desk, OCTOBER)
    (done,) = await monthly.catch_up(desk)
    assert (done.month, done.closed_now, len(done.files)) == (OCTOBER, True, len(Format))
    assert {path.parent.name for path in done.files} == {"2026-10"}
    assert all(path.stat().st_size > 500 for path in done.files)
    assert await closed_months(desk) == ["2026-10-01"]


async def test_what_is_done_is_not_done_twice_and_a_lost_file_is_made_again_the_same(
    desk: Desk,
) -> None:
    await counted(desk, OCTOBER)
    (done,) = await monthly.catch_up(desk)
    assert await monthly.catch_up(desk) == []
    lost = next(path for path in done.files if path.suffix == ".json")
    before = lost.read_bytes()
    lost.unlink()
    # Somebody deletes a report meanwhile: the closed month stays as it was.
    await counted(desk, OCTOBER, 5, channel="telegram")
    (again,) = await monthly.catch_up(desk)
    assert (again.closed_now, again.files) == (False, (lost,))
    assert lost.read_bytes() == before


async def test_before_its_day_nothing_is_closed(desk: Desk, clock: Clock) -> None:
    await counted(desk, OCTOBER)
    clock.now = datetime(2026, 11, 4, 16, 59, tzinfo=UTC)
    assert await monthly.catch_up(desk) == []
    clock.now = datetime(2026, 11, 4, 17, 0, tzinfo=UTC)  # the 5th in Việt Nam
    assert len(await monthly.catch_up(desk)) == 1


async def test_months_in_which_the_machine_was_off_are_made_good(desk: Desk) -> None:
    await counted(desk, OCTOBER.later(-1))
    done = await monthly.catch_up(desk)
    assert [str(one.month) for one in done] == ["2026-09", "2026-10"]


async def test_day_zero_means_never(desk: Desk) -> None:
    desk.settings.report_close_day = 0
    await counted(desk, OCTOBER)
    assert await monthly.catch_up(desk) == []


async def test_invented_reports_are_never_closed_by_themselves(desk: Desk) -> None:
    await counted(desk, OCTOBER, decision=INVENTED)
    assert await monthly.catch_up(desk) == []
    with pytest.raises(monthly.InventedHere):
        await monthly.close_months(desk, OCTOBER)


async def test_a_month_that_runs_is_not_closed_nor_one_before_the_book_began(desk: Desk) -> None:
    with pytest.raises(PeriodNotOver):
        await monthly.close_months(desk, OCTOBER.later(1))
    with pytest.raises(NothingToClose):
        await monthly.close_months(desk, OCTOBER)
    await counted(desk, OCTOBER)
    with pytest.raises(NothingToClose):
        await monthly.close_months(desk, OCTOBER.later(-1))


async def test_with_a_month_all_before_it_are_closed(desk: Desk) -> None:
    """Else its comparisons would go on changing with them."""
    await counted(desk, OCTOBER.later(-2), 30)
    await counted(desk, OCTOBER, 50)
    assert await monthly.close_months(desk, OCTOBER) == [OCTOBER.later(-n) for n in (2, 1, 0)]
    reporter = Sources.of(desk).reporter(desk.sessions)
    before = await reporter.protected(Span.of(OCTOBER))
    assert before.table("trend").row("2026-08").cells == (0, 30, 30)
    await counted(desk, OCTOBER.later(-2), 7, channel="telegram")
    assert await reporter.protected(Span.of(OCTOBER)) == before


async def test_one_month_that_fails_does_not_end_the_looking(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, looked_thrice = 0, asyncio.Event()

    async def fails(_desk: Desk) -> list[monthly.Done]:
        nonlocal looks
        looks += 1
        if looks == 3:
            looked_thrice.set()
        raise KeyError

    monkeypatch.setattr(monthly, "catch_up", fails)
    monkeypatch.setattr(monthly, "HOUR", 0)
    looking = asyncio.create_task(monthly.keep_up(desk))
    await asyncio.wait_for(looked_thrice.wait(), timeout=30)
    assert not looking.done()
    await monthly.stop(looking)


async def test_a_quarter_is_made_though_a_playbook_has_moved_meanwhile(desk: Desk) -> None:
    await counted(desk, OCTOBER.later(-3), 30, playbook_id="shipper_gia")
    await counted(desk, OCTOBER.later(-1), 60, playbook_id="shipper_gia")
    await monthly.close_months(desk, OCTOBER.later(-2))
    gone = [p for p in desk.library.playbooks if p.id != "shipper_gia"]
    later = replace(desk, library=Library(gone, desk.library.emergency))
    quarter = await Sources.of(later).reporter(desk.sessions).protected(Span.parse("2026-Q3"))
    assert quarter.reports == 90
    assert quarter.table("by_playbook").row("shipper_gia").cells == (0, 90, 90)


async def test_a_report_says_that_invented_ones_stand_in_its_comparisons(desk: Desk) -> None:
    await counted(desk, OCTOBER.later(-1), 30, decision=INVENTED)
    await counted(desk, OCTOBER, 30)
    reporter = Sources.of(desk).reporter(desk.sessions)
    assert (await reporter.protected(Span.of(OCTOBER))).invented
    assert (await reporter.internal(Span.of(OCTOBER))).invented


def test_a_file_that_says_something_else_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "new" / "report.docx"
    write_anew(path, b"one")
    write_anew(path, b"one")
    with pytest.raises(OtherFileThere):
        write_anew(path, b"two")
    assert path.read_bytes() == b"one"
    write_anew(path, b"two", overwrite=True)
    assert path.read_bytes() == b"two"
    assert [one.name for one in path.parent.iterdir()] == ["report.docx"]
