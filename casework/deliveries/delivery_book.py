"""The book of deliveries: what was taken in, what has been answered, what has left.

A turn's steps, each on disk before the next begins: taken -> answered (its replies are sealed) ->
finished (nothing but the key remains). Which of the replies have left stands in the journal of
departures (bot/reception/departures.py). So after a crash it is known how far each update had got.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import Update

from casework.clock import full_hour
from casework.db import Sessions
from casework.deliveries.book_writer import BookWriter, DeliveryBookClosed, closed
from casework.deliveries.envelope import Envelope, Letters
from casework.deliveries.figures import Figures
from casework.deliveries.models import Delivery
from casework.deliveries.naming import earlier_update_keys, update_key
from casework.keys import Keys, SealBroken

logger = logging.getLogger(__name__)

DELIVERIES_KEPT = timedelta(hours=48)
"""How long an update is known again. Zalo repeats for 12 hours, Telegram for a day (STACK.md); a
Zalo account may answer for 48. What could not be delivered by then is erased too."""

_CLOSED = (SQLAlchemyError, OSError)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A delivery that was interrupted: its message, or its replies."""

    id: int
    channel: str
    envelope: Envelope | None
    letters: Letters | None


class DeliveryBook:
    """Keeps deliveries. Each method returns once it is on disk. Raises DeliveryBookClosed."""

    def __init__(
        self,
        sessions: Sessions,
        keys: Keys,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._writer = BookWriter(sessions)
        self._keys = keys
        self._now = now
        self.figures = Figures(now)

    def key_of(self, channel: str, update_id: str) -> str:
        """The key by which an update is known again: 64 hexadecimal digits."""
        return update_key(self._keys, channel, update_id)

    def earlier_keys_of(self, channel: str, update_id: str) -> Sequence[str]:
        """The same under the keys in use before, while they are still in the settings."""
        return earlier_update_keys(self._keys, channel, update_id)

    async def take(
        self, channel: str, update_key: str, envelope: Envelope, earlier: Sequence[str] = ()
    ) -> int | None:
        """Keep a new update; its number, or None if it was taken before.

        `earlier`: the keys by which it may have been known before `BOT_KEY` was turned.
        """
        sealed = envelope.sealed(self._keys)
        row = {
            "channel": channel,
            "update_key": update_key,
            "received_at": full_hour(self._now()),
            "message": sealed,
        }

        known = select(Delivery.id).where(Delivery.update_key.in_(earlier))

        async def act(session: AsyncSession) -> int | None:
            if earlier and await session.scalar(known) is not None:
                return None
            dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
            added = dialect.insert(Delivery).values(**row)
            new = added.on_conflict_do_nothing(index_elements=["update_key"])
            taken: int | None = await session.scalar(new.returning(Delivery.id))
            return taken

        return await self._writer.write(act)

    async def answered(self, ids: Sequence[int], letters: Letters) -> None:
        """Keep the replies of a turn with its last update; the others of the turn are finished."""
        sealed = letters.sealed(self._keys)
        *others, last = ids

        async def act(session: AsyncSession) -> None:
            await session.execute(_finish(others))
            await session.execute(
                update(Delivery).where(Delivery.id == last).values(message=None, replies=sealed)
            )

        await self._writer.write(act)

    async def finish(self, ids: Sequence[int]) -> None:
        """Erase words and address: all is answered, or cannot be."""

        async def act(session: AsyncSession) -> None:
            await session.execute(_finish(ids))

        await self._writer.write(act)

    async def unfinished(self) -> list[Unfinished]:
        """What a crash or a stop has interrupted, in the order of receipt.

        What was sealed with another key cannot be opened: it is erased.
        """
        waits = or_(Delivery.message.is_not(None), Delivery.replies.is_not(None))
        try:
            async with self._sessions() as session:
                rows = (
                    await session.scalars(select(Delivery).where(waits).order_by(Delivery.id))
                ).all()
        except _CLOSED as error:
            raise closed(error) from None
        opened = {row.id: self._opened(row) for row in rows}
        if broken := [id_ for id_, delivery in opened.items() if delivery is None]:
            erased = len(broken)
            logger.warning("deliveries sealed with another key, erased: %s", erased)
            await self.finish(broken)
        return [delivery for delivery in opened.values() if delivery is not None]

    async def waiting(self) -> dict[str, int]:
        """How many deliveries of each channel are not finished."""
        waits = or_(Delivery.message.is_not(None), Delivery.replies.is_not(None))
        asked = select(Delivery.channel, func.count()).where(waits).group_by(Delivery.channel)
        try:
            async with self._sessions() as session:
                rows = (await session.execute(asked)).all()
                return {row[0]: row[1] for row in rows}
        except _CLOSED as error:
            raise closed(error) from None

    async def purge(self) -> None:
        """Delete what is older than DELIVERIES_KEPT, and write the figures; never raises."""
        oldest = full_hour(self._now()) - DELIVERIES_KEPT

        async def act(session: AsyncSession) -> None:
            await session.execute(delete(Delivery).where(Delivery.received_at < oldest))

        try:
            await self._writer.write(act)
            await self.write_figures()
        except DeliveryBookClosed:
            pass  # logged; tried again in an hour

    async def write_figures(self) -> None:
        """Write the figures counted since the last time. Raises DeliveryBookClosed."""
        await self._writer.write(self.figures.write)

    def _opened(self, row: Delivery) -> Unfinished | None:
        try:
            envelope = Envelope.opened(row.message, self._keys) if row.message else None
            letters = Letters.opened(row.replies, self._keys) if row.replies else None
        except (SealBroken, ValueError):
            return None
        return Unfinished(row.id, row.channel, envelope, letters)


def _finish(ids: Sequence[int]) -> Update:
    return update(Delivery).where(Delivery.id.in_(ids)).values(message=None, replies=None)
