"""How much one sender may send where several intakes receive: as in bot/reception/limits.py.

Counted by the minute on the clock, in the one database. How much all together may send is each
intake's own matter: that limit protects the process. While the database does not tell, this
process counts alone.
"""

import asyncio
import contextlib
from collections.abc import Awaitable

from bot.reception.limits import Limits, Urgency, Verdict
from casework.sender_limits.limits import SenderLimits

ADVICE_MINUTES = 10
"""In which a chat gets the emergency advice once: said again, it is no help."""

_ADVICE_WAITS = 1.0
"""Seconds for which what cannot wait waits to know whether it was said; then it is said."""


class SharedLimits:
    """Judges messages by what all intakes have heard."""

    def __init__(self, counts: SenderLimits, a_minute: int, in_all: int) -> None:
        self._counts = counts
        self._a_minute = a_minute
        self._alone = Limits(a_minute, in_all)
        self._own = Limits(in_all, in_all)

    async def judge(self, sender: str) -> Verdict:
        """Count a message of a sender, and say whether it is answered."""
        times = await self._counts.count(sender)
        if times is None:
            return self._alone.judge(sender)
        if times <= self._a_minute:
            return self._own.judge(sender)
        return Verdict.NOTICE if times == self._a_minute + 1 else Verdict.SILENCE

    async def is_first_urgent(self, sender: str, urgency: Urgency) -> bool:
        """Whether these words of distress over the limit are the first of this minute."""
        # Counted beside the messages, under a name that no sender has.
        times = await self._soon(self._counts.count(f"{urgency.name} of {sender}"))
        if times is None:
            first = self._alone.may_be_urgent(sender, urgency)
            self._alone.was_urgent(sender, urgency)
            return first
        return times == 1

    async def is_first_advice(self, conversation: str) -> bool:
        """Whether no intake has given the emergency advice here within these ten minutes.

        While the database does not tell, it counts as the first: twice is better than never.
        """
        times = await self._soon(self._counts.count(_advice_in(conversation), ADVICE_MINUTES))
        return times is None or times == 1

    async def advice_did_not_go_out(self, conversation: str) -> None:
        """The next message gets it, whichever intake hears it."""
        await self._counts.forget(_advice_in(conversation), ADVICE_MINUTES)

    async def _soon(self, count: Awaitable[int | None]) -> int | None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_ADVICE_WAITS):
                return await count
        return None


def _advice_in(conversation: str) -> str:
    return f"ADVICE in {conversation}"
