"""What the tables refuse whenever it is tried is given up and told of, and holds up nobody."""

import contextlib
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages import InboundMessage, Reply
from bot.workers.sending import PutOff
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.turn_acts import TurnActs
from tests.unit.bot.workers.scene import Scene, said


async def _refused(session: AsyncSession) -> None:
    await session.execute(text("SELECT CAST('x' AS integer)"))


async def test_it_counts_as_tried_and_those_behind_it_are_answered(scene: Scene) -> None:
    acts = TurnActs()

    async def answer(message: InboundMessage) -> Sequence[Reply]:
        if "độc" in message.text and acts.of_this_turn is not None:
            acts.of_this_turn.append(_refused)
        return [Reply(message.text)]

    poison = await scene.put(said("/lienhe độc", order=1))
    await scene.put(said("alo", order=2))
    worker = scene.worker(answer=answer, acts=acts)
    for _ in range(6):
        with contextlib.suppress(DeliveryBookClosed, PutOff):
            await worker.take(scene.key())
    assert scene.postman.texts == ["emergency", "alo"]
    assert (await scene.row(poison)).dead_at is not None
    assert await scene.waiting() == []


async def test_a_book_that_is_away_counts_as_nothing_tried(scene: Scene) -> None:
    acts = TurnActs()

    async def away(_session: AsyncSession) -> None:
        raise OSError

    async def answer(_message: InboundMessage) -> Sequence[Reply]:
        if acts.of_this_turn is not None:
            acts.of_this_turn.append(away)
        return [Reply("answer")]

    id_ = await scene.put(said("alo"))
    for _ in range(5):
        with contextlib.suppress(DeliveryBookClosed):
            await scene.worker(answer=answer, acts=acts).take(scene.key())
    row = await scene.row(id_)
    assert (row.attempts, row.dead_at) == (0, None)
