"""Small cells that could be worked out by what everybody knows besides the printed sums."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert

from casework.cases.models import CaseStatus, ConsentState, Delay, HourCount, LossBucket
from casework.playbooks.library import Library
from casework.stage import Stage
from casework.statistics.all_statistics import count_all
from casework.statistics.disclosure import alone, is_small, protect
from casework.statistics.sums import DoesNotAddUp, cells_of, check
from casework.statistics.table import ALL, TOTAL, Row, Split, Table
from tests.conftest import Books
from tests.unit.casework.statistics.made_up import OCTOBER, a_book, case_row, count_row, names_of

DAY = date(2026, 10, 7)
ONE, OTHER = "gia_danh_cong_an_toa_an", "bien_lai_gia"
LOSSES = [loss for loss in LossBucket if loss not in {LossBucket.NONE, LossBucket.UNKNOWN}]
Rows = list[dict[str, Any]]


async def published(
    library: Library, books: Books, cases: Rows, counts: Rows | None = None, told: int = 0
) -> dict[str, Table]:
    async with a_book(books, cases, counts or ()) as session:
        if told:
            hours = {"month": OCTOBER.first, "hour": 9, "source": "told", "reports": told}
            await session.execute(insert(HourCount), [hours])
        tables = await count_all(session, OCTOBER.period, names_of(library))
    shown = protect(tables)
    assert not [c for c in cells_of(shown).values() if c is not None and is_small(c)]
    return {table.key: table for table in shown}


def some(number: int, **values: object) -> Rows:
    return [case_row(DAY, playbook_id=ONE, **values) for _ in range(number)]


async def test_told_less_reports_is_not_what_was_dismissed(library: Library, books: Books) -> None:
    cases = some(12, status=CaseStatus.CONFIRMED) + some(36)
    tables = await published(library, books, cases + some(1, status=CaseStatus.DISMISSED), told=49)
    assert tables["by_category"].cell(TOTAL) == 48
    assert tables["by_hour"].cell(TOTAL) is None


async def test_officers_are_never_more_than_those_who_agreed(
    library: Library, books: Books
) -> None:
    counts = [
        count_row(DAY, playbook_id=ONE, consent=ConsentState.REFUSED, reports=1),
        count_row(DAY, playbook_id=ONE, consent=ConsentState.NOT_GIVEN, reports=20),
    ]
    tables = await published(library, books, some(8, status=CaseStatus.CONFIRMED), counts)
    # 8 confirmed, and given with refused 9: refused would be 1 at the most.
    assert tables["by_consent"].cell("not_given") is None


async def test_five_who_have_paid_are_not_one_for_each_frame(
    library: Library, books: Books
) -> None:
    paid = [case for loss in LOSSES for case in some(1, stage=Stage.PAID, loss=loss)]
    tables = await published(library, books, paid + some(40, stage=Stage.APPROACH))
    assert tables["by_stage"].cell("paid") is None
    assert tables["told_after_loss"].cell(TOTAL) is None


async def test_a_row_that_is_hidden_is_hidden_where_it_is_a_total_too(
    library: Library, books: Books
) -> None:
    """A first set of numbers without the finer tables must not do for all of them."""
    paid = [
        case
        for loss, after in zip(LOSSES, list(Delay), strict=False)
        for case in some(1, stage=Stage.PAID, loss=loss, told_after=after)
    ]
    tables = await published(library, books, paid + some(40, stage=Stage.APPROACH))
    for column in ("officers", "model", "all"):
        row, total = (
            tables["by_stage"].cell("paid", column),
            tables["told_after_loss"].cell(TOTAL, column),
        )
        assert row == total


async def test_known_places_are_never_more_than_those_who_agreed(
    library: Library, books: Books
) -> None:
    kept = some(1, province="86") + some(5, province="82")
    tables = await published(library, books, kept, [count_row(DAY, playbook_id=ONE, reports=30)])
    # 6 agreed, 5 at home: the one abroad would be 1.
    assert None in {tables["by_consent"].cell("given"), tables["by_province"].cell("82")}
    assert tables["by_commune"].cell(TOTAL) == tables["by_province"].cell("82")


async def test_nobody_confirms_that_a_report_has_no_name(library: Library, books: Books) -> None:
    cases = some(4, status=CaseStatus.CONFIRMED) + [
        case_row(DAY, playbook_id=OTHER, status=CaseStatus.CONFIRMED) for _ in range(5)
    ]
    tables = await published(library, books, cases + [case_row(DAY) for _ in range(9)] + some(9))
    officers = [row.cells[0] for row in tables["by_category"].rows]
    # 9 by officers in all: were only the unnamed hidden with the 4, a subtraction would tell.
    assert 5 not in officers


@pytest.mark.parametrize(
    ("split", "shown"),
    [
        (Split(0, 0), (0, 0, 0)),
        (Split(1, 3), (None, None, None)),
        (Split(3, 9), (None, None, 12)),
        (Split(0, 9), (0, 9, 9)),
        (Split(5, 5), (5, 5, 10)),
    ],
)
def test_the_total_of_a_month_is_shown_as_its_tables_show_it(
    split: Split, shown: tuple[int | None, ...]
) -> None:
    assert alone(split) == shown


def test_what_does_not_add_up_is_an_error() -> None:
    rows = tuple(Row(key, key, (number,)) for key, number in (("a", 8), ("b", 43)))
    table = Table("x", "", "", (ALL,), rows, Row(TOTAL, "Cộng", (50,)), "x")
    with pytest.raises(DoesNotAddUp, match="tổng 50, các phần 51"):
        check([table])
    hidden = Table("x", "", "", (ALL,), (*rows, Row("c", "c", (None,))), table.total, "x")
    with pytest.raises(DoesNotAddUp, match="tổng 50, các phần 51"):
        check([hidden])
