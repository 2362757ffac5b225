"""The book of deliveries where several processes take in and answer (PostgreSQL).

A turn's steps, each on disk before the next begins: taken -> claimed -> answered (replies sealed,
together with the running chat) -> each reply noted before it leaves -> finished (nothing but the
key remains). Whoever claims a delivery ends the right of the one before: a worker that was thought
dead and wakes up again can send nothing more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Sessions
from casework.deliveries import shared_statements as sql
from casework.deliveries.book_writer import BookWriter
from casework.deliveries.envelope import Envelope, Letters
from casework.deliveries.jobs import defer
from casework.deliveries.naming import conversation_keys, update_keys
from casework.deliveries.turned_keys import conversation_now, taken_before
from casework.keys import Keys, SealBroken
from casework.running_chats import store as chats
from casework.turn_acts import Act

ANSWERED = "canhgiac_answered"
"""The channel on which PostgreSQL tells that a reply for the page is there."""


class ClaimLost(Exception):
    """Tin này đã có máy khác nhận trả lời."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claimed delivery: its message, or the replies of which `gone_out` have left.

    Both are None where the seal cannot be opened. `attempts`: how often it was claimed, with this.
    """

    id: int
    channel: str
    envelope: Envelope | None
    letters: Letters | None
    attempts: int
    gone_out: int
    received_at: datetime
    # By the database's clock.
    asked_at: datetime
    # Somebody had it before, who never gave it back.
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """What waits in a conversation, in the order of receipt, and how far the conversation is."""

    deliveries: Sequence[Waiting]
    chat: str | None


class SharedBook:
    """Keeps deliveries. Each method returns once it is on disk. Raises DeliveryBookClosed."""

    def __init__(self, sessions: Sessions, keys: Keys) -> None:
        self._writer = BookWriter(sessions)
        self._keys = keys

    def conversation_keys(self, channel: str, chat: str) -> Sequence[str]:
        """What jobs and rows call a conversation; more than one while `BOT_KEY` is turned."""
        return conversation_keys(self._keys, channel, chat)

    async def take(
        self, channel: str, update_id: str, envelope: Envelope, *, gather: bool = False
    ) -> tuple[int, bool]:
        """Keep an update and have it answered: its number, and whether it is new.

        `gather`: not at once, as more of the same story may come.
        """
        known_by = update_keys(self._keys, channel, update_id)
        called = self.conversation_keys(channel, envelope.chat)
        row = {
            "channel": channel,
            "key": known_by[0],
            "message": envelope.sealed(self._keys),
        }

        async def act(session: AsyncSession) -> tuple[int, bool]:
            taken: int | None = None
            if not await taken_before(session, known_by):
                conversation = await conversation_now(session, called)
                taken = await session.scalar(sql.TAKE, {**row, "conversation": conversation})
                if taken is not None:
                    await defer(session, [conversation], gather=gather)
                    return taken, True
            return await session.scalar(sql.KNOWN, {"keys": known_by}) or 0, False

        return await self._writer.write(act)

    async def waits(self, conversation: str) -> bool:
        """Whether anything waits in a conversation."""

        async def act(session: AsyncSession) -> bool:
            return bool(await session.scalar(sql.WAITS, {"of": conversation}))

        return await self._writer.write(act)

    async def claim(self, conversation: str, claim: str, *, renews: bool = False) -> Claimed:
        """Take over all that waits in a conversation; whoever had it may send nothing more.

        `renews`: only if nobody else has taken it over meanwhile; otherwise nothing is claimed.
        """
        values = {"of": conversation, "by": claim, "renews": renews}

        async def act(session: AsyncSession) -> tuple[Sequence[Any], str | None]:
            rows = (await session.execute(sql.CLAIM, values)).all()
            return rows, await chats.kept(session, conversation) if rows else None

        rows, sealed = await self._writer.write(act)
        waiting = [self._opened(row, claim) for row in sorted(rows, key=lambda row: row.id)]
        return Claimed(waiting, self._unsealed(sealed))

    async def release(self, gone_out: Mapping[int, int], claim: str) -> None:
        """Give back what was claimed: it was not interrupted, and no message was tried.

        `gone_out`: of each delivery how many replies have really left.
        """
        values: dict[str, object] = {"ids": list(gone_out), "gone": list(gone_out.values())}
        values["by"] = claim
        await self._do(sql.RELEASE, values)

    async def answered(
        self,
        ids: Sequence[int],
        claim: str,
        letters: Letters,
        chat: str | None,
        *,
        on_page: bool = False,
        also: Sequence[Act] = (),
    ) -> None:
        """Keep a turn's replies with its last update, and the conversation as it is now.

        `on_page`: the page fetches them; nothing is left to be sent. `also`: what the turn has to
        write elsewhere, done with it or not at all. Raises ClaimLost.
        """
        *others, last = ids
        sealed = letters.sealed(self._keys)
        kept = self._keys.seal(chat) if chat is not None else None
        values = {"id_": last, "by": claim, "sealed": sealed}
        done = sql.ANSWERED_ON_PAGE if on_page else sql.ANSWERED

        async def act(session: AsyncSession) -> bool:
            conversation = await session.scalar(done, values)
            if conversation is None:
                return False
            for each in also:
                await each(session)
            if others:
                await session.execute(sql.ERASE, {"ids": others, "by": claim})
            await chats.keep(session, conversation, kept, sealed if on_page else None)
            if any(letter.forgets for letter in letters.letters):
                await session.execute(sql.NO_LONGER_ON_PAGE, {"of": conversation, "but": last})
            for id_ in ids if on_page else ():
                await session.execute(sql.TELL, {"channel": ANSWERED, "id": str(id_)})
            return True

        if not await (self._writer.alone(act) if also else self._writer.write(act)):
            raise ClaimLost

    async def leaving(self, id_: int, claim: str, gone_out: int) -> None:
        """Note that so many replies leave now. Raises ClaimLost: then none may."""
        await self._change(sql.LEAVING, {"id_": id_, "by": claim, "gone": gone_out})

    async def finish(self, ids: Sequence[int], claim: str) -> None:
        """Erase words and address: all is answered, or cannot be. Not if another has claimed it."""
        await self._do(sql.ERASE, {"ids": list(ids), "by": claim})

    async def bury(self, id_: int, claim: str, reason: str) -> None:
        """Make it a dead letter, with its words. Raises ClaimLost."""
        await self._change(sql.BURY, {"id_": id_, "by": claim, "reason": reason})

    async def finish_and_forget(self, id_: int, claim: str, channel: str, chat: str) -> None:
        """Erase words and address, the running conversation, its dead letters: nobody is there.

        Not if another has claimed it: that one may have been heard.
        """
        erased = {"ids": [id_], "by": claim}

        async def act(session: AsyncSession) -> None:
            if await session.scalar(sql.ERASE, erased) is None:
                return
            for name in self.conversation_keys(channel, chat):
                await chats.keep(session, name, None, None)
            await self.forgetting(channel, chat)(session)

        await self._writer.write(act)

    def forgetting(self, channel: str, chat: str) -> Act:
        """Erases a conversation's dead letters: they are not to be tried again."""
        names = list(self.conversation_keys(channel, chat))

        async def act(session: AsyncSession) -> None:
            await session.execute(sql.FORGET_THE_DEAD, {"of": names})

        return act

    async def _do(self, statement: Executable, values: dict[str, object]) -> None:
        async def act(session: AsyncSession) -> None:
            await session.execute(statement, values)

        await self._writer.write(act)

    async def _change(self, statement: Executable, values: dict[str, object]) -> None:
        async def act(session: AsyncSession) -> bool:
            return await session.scalar(statement, values) is not None

        if not await self._writer.write(act):
            raise ClaimLost

    def _opened(self, row: Any, claim: str) -> Waiting:  # noqa: ANN401  # a row of CLAIM
        try:
            envelope = Envelope.opened(row.message, self._keys) if row.message else None
            letters = Letters.opened(row.replies, self._keys) if row.replies else None
        except (SealBroken, ValueError):
            envelope = letters = None
        return Waiting(
            id=row.id,
            channel=row.channel,
            envelope=envelope,
            letters=letters,
            attempts=row.attempts,
            gone_out=row.gone_out,
            received_at=row.received_at,
            asked_at=row.asked_at,
            interrupted=row.before is not None and row.before != claim,
        )

    def _unsealed(self, sealed: str | None) -> str | None:
        try:
            return self._keys.unseal(sealed) if sealed else None
        except SealBroken:
            return None
