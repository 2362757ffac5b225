"""The book of cases where a turn may be answered again after a crash: nothing is done twice.

What a turn counts, keeps, deletes and takes out of the counts is written together with its answer
(casework/turn_acts.py). A count names nobody: taken away once more, it would be another resident's
report that is gone. So nobody is told of a deletion that is not on disk, and who asks again after a
crash finds all as it was.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases import records
from casework.cases.case_book import CaseBook
from casework.cases.facts import CaseFacts, Counted
from casework.cases.models import ConsentState
from casework.cases.records import Agreement, KeptCase
from casework.db import Sessions
from casework.privacy.texts import RedactedText
from casework.turn_acts import Act, TurnActs

logger = logging.getLogger(__name__)


class CaseBookOfTurns(CaseBook):
    """Collects, inside a turn, what is to be written; outside of one it writes at once."""

    def __init__(
        self,
        sessions: Sessions,
        acts: TurnActs,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(sessions, now)
        self._acts = acts

    async def count(
        self, facts: CaseFacts, before: Counted | None, *, refused: bool = False
    ) -> Counted | None:
        """Count a report, or move it in the counts."""
        acts = self._acts.of_this_turn
        if acts is None:
            return await super().count(facts, before, refused=refused)
        now = self._now()
        consent = ConsentState.REFUSED if refused else ConsentState.NOT_GIVEN
        after = records.counted_as(facts, now, consent, before)
        if after != before:
            acts.append(_if_it_can_be(partial(_count, before=before, after=after, now=now)))
        return after

    async def keep(
        self, facts: CaseFacts, narrative: RedactedText, wording: str, counted: Counted | None
    ) -> KeptCase | None:
        """Keep the narrative after consent."""
        acts = self._acts.of_this_turn
        if acts is None:
            return await super().keep(facts, narrative, wording, counted)
        agreement = Agreement(wording, self._now())
        case, kept = records.new_case(facts, narrative, agreement, counted)
        acts.append(lambda session: records.keep_in(session, case, agreement, counted))
        return kept

    async def update(self, case_id: UUID, facts: CaseFacts) -> None:
        """Put newer facts into a kept case."""
        acts = self._acts.of_this_turn
        if acts is None:
            await super().update(case_id, facts)
            return
        acts.append(_if_it_can_be(lambda session: records.update_in(session, case_id, facts)))

    async def locate(self, case_id: UUID, *, commune: str | None, province: str) -> bool:
        """Note where a kept case happened, by codes."""
        acts = self._acts.of_this_turn
        if acts is None:
            return await super().locate(case_id, commune=commune, province=province)
        acts.append(
            _if_it_can_be(
                lambda session: records.locate_in(
                    session, case_id, commune=commune, province=province
                )
            )
        )
        return True

    async def withdraw(self, case_id: UUID, facts: CaseFacts) -> Counted | None:
        """Delete a case whose consent is taken back and count it. Raises CaseBookClosed."""
        acts = self._acts.of_this_turn
        if acts is None:
            return await super().withdraw(case_id, facts)
        there = await self.holds(case_id)
        # Also where it is not there: this turn may be going to keep it.
        acts.append(partial(_delete, case_id=case_id))
        if not there:
            return None
        after = records.withdrawn_as(facts, self._now())
        # Even if somebody deletes it by its receipt in this moment: the chat will hold that it is
        # counted, and a count that was never made would be taken from others.
        acts.append(_if_it_can_be(lambda session: records.count_withdrawn_in(session, after)))
        return after

    async def delete_by_receipt(self, receipt: str) -> bool:
        """Delete the case of a receipt code; whether there was one. Raises CaseBookClosed."""
        acts = self._acts.of_this_turn
        if acts is None:
            return await super().delete_by_receipt(receipt)
        there = await self.holds_receipt(receipt)
        if there:
            acts.append(partial(_delete_by_receipt, receipt=receipt))
        return there

    async def delete_running(self, case_id: UUID | None, counted: Counted | None) -> None:
        """Delete what a running conversation has left: its case, its place in the counts."""
        acts = self._acts.of_this_turn
        if acts is None:
            await super().delete_running(case_id, counted)
            return
        if case_id is not None:
            acts.append(partial(_delete, case_id=case_id))
        if counted is not None:
            acts.append(lambda session: records.uncount_in(session, counted))


async def _delete(session: AsyncSession, *, case_id: UUID) -> None:
    await records.delete_case_in(session, case_id)


async def _delete_by_receipt(session: AsyncSession, *, receipt: str) -> None:
    await records.delete_by_receipt_in(session, receipt)


async def _count(
    session: AsyncSession, *, before: Counted | None, after: Counted, now: datetime
) -> None:
    await records.count_in(session, before, after, now)


def _if_it_can_be(act: Act) -> Act:
    """What the tables refuse costs this act, and not the resident's answer."""

    async def done(session: AsyncSession) -> None:
        try:
            async with session.begin_nested():
                await act(session)
        except IntegrityError as error:
            logger.error("not counted: %s", type(error).__name__)  # noqa: TRY400

    return done
