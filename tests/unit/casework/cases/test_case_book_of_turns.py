"""What a turn counts and keeps is written with its answer, or not at all."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import func, select

from casework.cases.case_book_of_turns import CaseBookOfTurns
from casework.cases.facts import CaseFacts
from casework.cases.models import Case, CaseCount
from casework.db import Sessions
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from casework.turn_acts import Act, TurnActs

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


async def written(sessions: Sessions, acts: list[Act]) -> None:
    async with sessions.begin() as session:
        for act in acts:
            await act(session)


async def counted(sessions: Sessions) -> int:
    async with sessions() as session:
        return await session.scalar(select(func.coalesce(func.sum(CaseCount.reports), 0))) or 0


async def kept(sessions: Sessions) -> list[Case]:
    async with sessions() as session:
        return list(await session.scalars(select(Case)))


async def test_outside_of_a_turn_it_counts_at_once(sessions: Sessions) -> None:
    assert await CaseBookOfTurns(sessions, TurnActs(), lambda: NOW).count(FACTS, None)
    assert await counted(sessions) == 1


async def test_a_turn_that_is_never_answered_counts_nothing(sessions: Sessions) -> None:
    turns = TurnActs()
    book = CaseBookOfTurns(sessions, turns, lambda: NOW)
    with turns.turn() as acts:
        await book.count(FACTS, None)
    assert acts
    assert await counted(sessions) == 0


async def test_a_turn_answered_again_after_a_crash_counts_once(sessions: Sessions) -> None:
    turns = TurnActs()
    book = CaseBookOfTurns(sessions, turns, lambda: NOW)
    for answered in (False, True):
        with turns.turn() as acts:
            first = await book.count(FACTS, None)
            await book.count(replace(FACTS, stage=Stage.PAID), first)
        if answered:
            await written(sessions, acts)
    assert await counted(sessions) == 1


async def test_consent_given_again_after_a_crash_keeps_one_case_in_place_of_its_count(
    sessions: Sessions,
) -> None:
    turns = TurnActs()
    book = CaseBookOfTurns(sessions, turns, lambda: NOW)
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


async def test_turns_side_by_side_do_not_mix(sessions: Sessions) -> None:
    turns = TurnActs()
    book = CaseBookOfTurns(sessions, turns, lambda: NOW)
    with turns.turn() as one:
        with turns.turn() as other:
            await book.count(FACTS, None)
        await book.count(FACTS, None)
    assert (len(one), len(other)) == (1, 1)
    await written(sessions, one)
    assert await counted(sessions) == 1
