"""What a turn counts, keeps and deletes is written with its answer, or not at all."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from casework.cases.case_book import CaseBookClosed
from casework.cases.case_book_of_turns import CaseBookOfTurns
from casework.cases.facts import CaseFacts
from casework.cases.models import Case, CaseCount
from casework.cases.records import KeptCase
from casework.db import Sessions
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from casework.turn_acts import TurnActs
from tests.unit.casework.acts import written

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
FACTS = CaseFacts(
    channel="web",
    decision="name",
    playbook_id="shipper_gia",
    confidence=0.8,
    stage=Stage.APPROACH,
    interpreter="rasa",
    model="m1",
)
STORY = redact(RawText("nó kêu tui chuyển tiền")).text


@pytest.fixture
def turns() -> TurnActs:
    return TurnActs()


@pytest.fixture
def book(sessions: Sessions, turns: TurnActs) -> CaseBookOfTurns:
    return CaseBookOfTurns(sessions, turns, lambda: NOW)


async def counted(sessions: Sessions) -> int:
    async with sessions() as session:
        return await session.scalar(select(func.coalesce(func.sum(CaseCount.reports), 0))) or 0


async def kept(sessions: Sessions) -> list[Case]:
    async with sessions() as session:
        return list(await session.scalars(select(Case)))


async def keep(book: CaseBookOfTurns) -> KeptCase:
    case = await book.keep(FACTS, STORY, "v1", None)
    assert case
    return case


async def test_outside_of_a_turn_it_counts_at_once(
    sessions: Sessions, book: CaseBookOfTurns
) -> None:
    assert await book.count(FACTS, None)
    assert await counted(sessions) == 1


async def test_a_turn_that_is_never_answered_counts_nothing(
    sessions: Sessions, turns: TurnActs, book: CaseBookOfTurns
) -> None:
    with turns.turn() as acts:
        await book.count(FACTS, None)
    assert acts
    assert await counted(sessions) == 0


async def test_a_turn_answered_again_after_a_crash_counts_once(
    sessions: Sessions, turns: TurnActs, book: CaseBookOfTurns
) -> None:
    for answered in (False, True):
        with turns.turn() as acts:
            first = await book.count(FACTS, None)
            await book.count(replace(FACTS, stage=Stage.PAID), first)
        if answered:
            await written(sessions, acts)
    assert await counted(sessions) == 1


async def test_consent_given_again_after_a_crash_keeps_one_case_in_place_of_its_count(
    sessions: Sessions, turns: TurnActs, book: CaseBookOfTurns
) -> None:
    before = await book.count(FACTS, None)
    for _ in range(2):
        with turns.turn() as acts:
            case = await book.keep(FACTS, STORY, "v1", before)
            assert case
            await book.update(case.id, replace(FACTS, stage=Stage.PAID))
            assert await book.locate(case.id, commune=None, province="82")
    await written(sessions, acts)
    assert case
    (one,) = await kept(sessions)
    assert (one.id, one.stage, one.province) == (case.id, Stage.PAID, "82")
    assert await counted(sessions) == 0
    assert await book.delete_by_receipt(case.receipt)


async def test_turns_side_by_side_do_not_mix(
    sessions: Sessions, turns: TurnActs, book: CaseBookOfTurns
) -> None:
    with turns.turn() as one:
        with turns.turn() as other:
            await book.count(FACTS, None)
        await book.count(FACTS, None)
    assert (len(one), len(other)) == (1, 1)
    await written(sessions, one)
    assert await counted(sessions) == 1


async def test_a_deletion_answered_again_after_a_crash_takes_one_count_away(
    sessions: Sessions, turns: TurnActs, book: CaseBookOfTurns
) -> None:
    for _ in range(3):
        before = await book.count(FACTS, None)
    for answered in (False, False, True):
        with turns.turn() as acts:
            await book.delete_running(None, before)
        if answered:
            await written(sessions, acts)
    assert await counted(sessions) == 2


async def test_a_withdrawal_answered_again_after_a_crash_leaves_one_count_and_no_case(
    sessions: Sessions, turns: TurnActs, book: CaseBookOfTurns
) -> None:
    case = await keep(book)
    for answered in (False, True):
        with turns.turn() as acts:
            after = await book.withdraw(case.id, FACTS)
            assert after
        assert len(await kept(sessions)) == 1
        if answered:
            await written(sessions, acts)
    assert await kept(sessions) == []
    assert await counted(sessions) == 1
    await book.delete_running(None, after)
    assert await counted(sessions) == 0


async def test_a_receipt_answered_again_after_a_crash_is_known_until_its_case_is_gone(
    sessions: Sessions, turns: TurnActs, book: CaseBookOfTurns
) -> None:
    case = await keep(book)
    for answered in (False, True):
        with turns.turn() as acts:
            assert not await book.delete_by_receipt("CG-AAAAA-AAAAA")
            assert await book.delete_by_receipt(case.receipt)
        if answered:
            await written(sessions, acts)
    assert await kept(sessions) == []
    with turns.turn() as acts:
        assert not await book.delete_by_receipt(case.receipt)
    assert not acts


async def test_what_is_deleted_already_is_not_counted_when_it_is_withdrawn(
    sessions: Sessions, turns: TurnActs, book: CaseBookOfTurns
) -> None:
    case = await keep(book)
    await book.delete_by_receipt(case.receipt)
    with turns.turn() as acts:
        assert await book.withdraw(case.id, FACTS) is None
    await written(sessions, acts)
    assert await counted(sessions) == 0


async def test_a_case_deleted_by_its_receipt_in_the_moment_of_its_withdrawal_stays_countable(
    sessions: Sessions, turns: TurnActs, book: CaseBookOfTurns
) -> None:
    case = await keep(book)
    with turns.turn() as acts:
        after = await book.withdraw(case.id, FACTS)
    assert await book.delete_by_receipt(case.receipt)
    await written(sessions, acts)
    # The chat holds that it is counted, so it is: nothing of others is taken with it.
    assert after
    assert await counted(sessions) == 1


@pytest.mark.parametrize("by_withdrawal", [True, False])
async def test_what_one_turn_keeps_and_deletes_does_not_stay(
    sessions: Sessions, turns: TurnActs, book: CaseBookOfTurns, *, by_withdrawal: bool
) -> None:
    with turns.turn() as acts:
        case = await keep(book)
        if by_withdrawal:
            await book.withdraw(case.id, FACTS)
        else:
            await book.delete_running(case.id, None)
    await written(sessions, acts)
    assert await kept(sessions) == []


async def test_a_withdrawal_from_a_closed_book_says_so(
    sessions: Sessions, turns: TurnActs, book: CaseBookOfTurns
) -> None:
    turns = TurnActs()
    case = await keep(CaseBookOfTurns(sessions, turns, lambda: NOW))

    def closed() -> Sessions:
        raise OSError

    book = CaseBookOfTurns(closed, turns, lambda: NOW)  # type: ignore[arg-type]
    with turns.turn() as acts:
        with pytest.raises(CaseBookClosed):
            await book.withdraw(case.id, FACTS)
        with pytest.raises(CaseBookClosed):
            await book.delete_by_receipt(case.receipt)
    assert not acts
