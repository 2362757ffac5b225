"""The book of cases as the doors see it: help goes on when it can't be opened."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from casework.cases import records, retention
from casework.cases.facts import CaseFacts, Counted
from casework.cases.models import ConsentState
from casework.cases.records import Agreement, KeptCase
from casework.db import Sessions
from casework.privacy.texts import RedactedText

logger = logging.getLogger(__name__)

_CLOSED = (SQLAlchemyError, OSError)


class CaseBookClosed(Exception):
    """Sổ vụ việc đang không mở được; xin thử lại sau."""


class CaseBook:
    """Counts and keeps reports while the database is there. When it is not, help goes on."""

    def __init__(
        self, sessions: Sessions, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._sessions = sessions
        self._now = now

    async def count(
        self, facts: CaseFacts, before: Counted | None, *, refused: bool = False
    ) -> Counted | None:
        """Count a report, or move it in the counts; `before` when nothing could be counted."""
        consent = ConsentState.REFUSED if refused else ConsentState.NOT_GIVEN
        try:
            return await records.count(
                self._sessions, facts, self._now(), consent=consent, before=before
            )
        except _CLOSED as error:
            _log_not_kept(error)
            return before

    async def keep(
        self, facts: CaseFacts, narrative: RedactedText, wording: str, counted: Counted | None
    ) -> KeptCase | None:
        """Keep the narrative after consent; None if it was not kept."""
        agreement = Agreement(wording, self._now())
        try:
            return await records.keep(self._sessions, facts, narrative, agreement, counted=counted)
        except _CLOSED as error:
            _log_not_kept(error)
            return None

    async def update(self, case_id: UUID, facts: CaseFacts) -> None:
        """Put newer facts into a kept case."""
        try:
            await records.update(self._sessions, case_id, facts)
        except _CLOSED as error:
            _log_not_kept(error)

    async def locate(self, case_id: UUID, *, commune: str | None, province: str) -> bool:
        """Note where a kept case happened, by codes; whether it was noted."""
        try:
            await records.locate(self._sessions, case_id, commune=commune, province=province)
        except _CLOSED as error:
            _log_not_kept(error)
            return False
        return True

    async def purge(self) -> None:
        """Take out the narratives whose period has ended; tried again later if it fails."""
        try:
            purged = await retention.purge(self._sessions, self._now())
        except _CLOSED as error:
            _log_not_kept(error)
        else:
            if purged.narratives:
                logger.info("narratives purged: %s", purged.narratives)

    async def withdraw(self, case_id: UUID, facts: CaseFacts) -> Counted | None:
        """Delete a case whose consent is taken back and count it. Raises CaseBookClosed."""
        with _open_or_told():
            return await records.withdraw(self._sessions, case_id, facts, self._now())

    async def delete_by_receipt(self, receipt: str) -> bool:
        """Delete the case of a receipt code; whether there was one. Raises CaseBookClosed."""
        with _open_or_told():
            return await records.delete_by_receipt(self._sessions, receipt)

    async def delete_running(self, case_id: UUID | None, counted: Counted | None) -> None:
        """Delete what a running conversation has left: its case, its place in the counts.

        Raises CaseBookClosed.
        """
        with _open_or_told():
            if case_id is not None:
                await records.delete_case(self._sessions, case_id)
            if counted is not None:
                await records.uncount(self._sessions, counted)

    async def holds(self, case_id: UUID) -> bool:
        """Whether a case is there. Raises CaseBookClosed."""
        with _open_or_told():
            return await records.is_kept(self._sessions, case_id)

    async def holds_receipt(self, receipt: str) -> bool:
        """Whether a receipt code is that of a case. Raises CaseBookClosed."""
        with _open_or_told():
            return await records.is_receipt(self._sessions, receipt)


@contextmanager
def _open_or_told() -> Iterator[None]:
    """Where the resident has to be told that the book is closed."""
    try:
        yield
    except _CLOSED as error:
        _log_not_kept(error)
        raise CaseBookClosed from None


def _log_not_kept(error: Exception) -> None:
    # Only the class: database errors quote the row that they failed on.
    logger.error("case book unavailable: %s", type(error).__name__)
