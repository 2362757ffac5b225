"""The box of opinions where a turn may be answered again after a crash: nothing is done twice."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Sessions
from casework.opinions import opinions
from casework.opinions.opinion_box import OpinionBox
from casework.privacy.texts import RedactedText
from casework.turn_acts import TurnActs


class OpinionBoxOfTurns(OpinionBox):
    """Collects, inside a turn, what is to be kept; outside of one it keeps at once."""

    def __init__(
        self,
        sessions: Sessions,
        acts: TurnActs,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(sessions, now)
        self._acts = acts

    async def send(self, channel: str, text: RedactedText) -> str | None:
        """Keep an opinion together with the turn's answer; its receipt code."""
        acts = self._acts.of_this_turn
        if acts is None:
            return await super().send(channel, text)
        opinion, receipt = opinions.new_opinion(channel, text, self._now())
        acts.append(lambda session: opinions.keep_in(session, opinion))
        return receipt

    async def delete_by_receipt(self, receipt: str) -> bool:
        """Delete the opinion together with the turn's answer: told again, the code is known still.

        Raises OpinionBoxClosed.
        """
        acts = self._acts.of_this_turn
        if acts is None:
            return await super().delete_by_receipt(receipt)
        there = await self.holds_receipt(receipt)
        if there:
            acts.append(partial(_delete, receipt=receipt))
        return there


async def _delete(session: AsyncSession, *, receipt: str) -> None:
    await opinions.delete_by_receipt_in(session, receipt)
