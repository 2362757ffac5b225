"""The book of cases where a turn may be answered again after a crash: nothing is counted twice.

What a turn counts and keeps is written together with its answer (casework/turn_acts.py). What takes
something away (a withdrawal, a deletion) is done at once, as ever: done again it changes nothing.
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
