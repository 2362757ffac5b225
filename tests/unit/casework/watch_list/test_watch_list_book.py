"""What the list keeps, renews, and lets run out."""

from datetime import timedelta

import pytest

from casework.db import Sessions
from casework.evidence.finding import Kind
from casework.watch_list import watch_list_book as book
from casework.watch_list.entries import LISTED_FOR, Entry
from casework.watch_list.models import WatchedValue
from casework.watch_list.watch_list_book import HELD_AT_MOST
from tests.unit.casework.watch_list.made_up import KEY, TODAY, bring_in, entry

PHONE = "+84912345678"


async def kept(sessions: Sessions) -> list[WatchedValue]:
    async with sessions() as session:
        return list(await book.kept(session, TODAY))


def counts(changes: book.Changes) -> tuple[int, int, int]:
    return len(changes.new), len(changes.renewed), changes.passed_over


async def test_the_same_value_again_is_renewed_and_stays_one_entry(sessions: Sessions) -> None:
    first = await bring_in(sessions, entry(PHONE, source="CV 1", listed=100))
    again = await bring_in(
        sessions, entry(PHONE, source="CV 2", playbook="shipper_gia"), entry("+84912345679")
    )
    assert (counts(first), counts(again)) == ((1, 0, 0), (1, 1, 0))
    (one,) = [each for each in await kept(sessions) if each.key == KEY.of(Kind.PHONE, PHONE).hex()]
    assert (one.source, one.playbook, one.listed_on) == ("CV 2", "shipper_gia", TODAY)
    assert one.expires_on == TODAY + LISTED_FOR


async def test_an_earlier_listing_never_shortens_a_later_one(sessions: Sessions) -> None:
    await bring_in(sessions, entry(PHONE, source="CV 2", listed=10))
    again = await bring_in(sessions, entry(PHONE, source="CV 1", listed=20))
    assert counts(again) == (0, 0, 1)
    (one,) = await kept(sessions)
    assert one.source == "CV 2"


@pytest.mark.parametrize("reverse", [False, True])
async def test_of_a_value_twice_in_one_file_the_later_listing_counts(
    sessions: Sessions, *, reverse: bool
) -> None:
    lines = [entry(PHONE, source="CV 1", listed=20), entry(PHONE, source="CV 2", listed=10)]
    changes = await bring_in(sessions, *(reversed(lines) if reverse else lines))
    assert counts(changes) == (1, 0, 1)
    (one,) = await kept(sessions)
    assert one.source == "CV 2"


async def test_the_same_number_as_phone_and_as_account_is_two_entries(sessions: Sessions) -> None:
    changes = await bring_in(
        sessions, entry("0912345678", Kind.PHONE), entry("0912345678", Kind.ACCOUNT)
    )
    assert counts(changes) == (2, 0, 0)


@pytest.mark.parametrize(("there", "comes", "then"), [(5, None, 5), (5, 1, 5), (None, 1, 1)])
async def test_renewing_ends_no_appeal(
    sessions: Sessions, there: int | None, comes: int | None, then: int
) -> None:
    await bring_in(sessions, entry(PHONE, listed=30, held=there))
    await bring_in(sessions, entry(PHONE, held=comes))
    (one,) = await kept(sessions)
    assert one.held_since == TODAY - timedelta(days=then)


def long_held(days: int) -> Entry:
    return entry("+84912000003", listed=400, lasts=timedelta(days=800), held=days)


async def test_what_has_run_out_goes_and_what_counts_today_stays(sessions: Sessions) -> None:
    await bring_in(
        sessions,
        entry("+84912000001", listed=10, lasts=timedelta(days=9)),
        entry("+84912000002", listed=10, lasts=timedelta(days=10)),
        entry("x.top", Kind.LINK, listed=10, lasts=timedelta(days=9), held=1),
        long_held(HELD_AT_MOST.days + 1),
    )
    async with sessions() as session:
        due = await book.due(session, TODAY)
    async with sessions.begin() as session:
        assert await book.expire(session, TODAY) == due == {Kind.PHONE: 2, Kind.LINK: 1}
    (one,) = await kept(sessions)
    assert one.key == KEY.of(Kind.PHONE, "+84912000002").hex()
    async with sessions.begin() as session:
        assert await book.expire(session, TODAY) == {}


async def test_a_year_of_appeal_is_not_yet_too_long(sessions: Sessions) -> None:
    await bring_in(sessions, long_held(HELD_AT_MOST.days))
    async with sessions.begin() as session:
        assert await book.expire(session, TODAY) == {}
    assert len(await kept(sessions)) == 1


async def test_more_entries_than_one_question_holds_are_all_known_again(
    sessions: Sessions,
) -> None:
    many = [entry(f"+8491{number:07}") for number in range(1_201)]
    assert counts(await bring_in(sessions, *many)) == (1_201, 0, 0)
    assert counts(await bring_in(sessions, *many, entry("+84200000000"))) == (1, 1_201, 0)
