"""An opinion is kept with the answer that has its receipt, or not at all."""

from datetime import UTC, datetime

from sqlalchemy import select

from casework.db import Sessions
from casework.opinions.models import Opinion
from casework.opinions.opinion_box_of_turns import OpinionBoxOfTurns
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.turn_acts import TurnActs
from tests.unit.casework.acts import written

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
TEXT = redact(RawText("đường vào xã tối quá")).text


async def kept(sessions: Sessions) -> list[str]:
    async with sessions() as session:
        return [opinion.text for opinion in await session.scalars(select(Opinion))]


async def test_outside_of_a_turn_it_keeps_at_once(sessions: Sessions) -> None:
    assert await OpinionBoxOfTurns(sessions, TurnActs(), lambda: NOW).send("web", TEXT)
    assert await kept(sessions) == [TEXT]


async def test_a_turn_answered_again_after_a_crash_keeps_one_whose_receipt_deletes_it(
    sessions: Sessions,
) -> None:
    turns = TurnActs()
    box = OpinionBoxOfTurns(sessions, turns, lambda: NOW)
    for _ in range(2):
        with turns.turn() as acts:
            receipt = await box.send("web", TEXT)
    assert await kept(sessions) == [], "as long as no answer is kept"
    await written(sessions, acts)
    assert await kept(sessions) == [TEXT]
    assert receipt
    assert await box.delete_by_receipt(receipt)
    assert await kept(sessions) == []


async def test_a_deletion_answered_again_after_a_crash_knows_the_code_still(
    sessions: Sessions,
) -> None:
    turns = TurnActs()
    box = OpinionBoxOfTurns(sessions, turns, lambda: NOW)
    receipt = await box.send("web", TEXT)
    assert receipt
    for _ in range(2):
        with turns.turn() as acts:
            assert await box.delete_by_receipt(receipt)
            assert not await box.delete_by_receipt("CG-2222-2222")
    await written(sessions, acts)
    assert await kept(sessions) == []
    with turns.turn():
        assert not await box.delete_by_receipt(receipt)
