"""The book of cases as the doors see it: help goes on when it can't be opened."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from casework.cases import records
from casework.cases.records import CaseFacts
from casework.db import Sessions
from casework.privacy.texts import RedactedText

logger = logging.getLogger(__name__)


class CaseBookClosed(Exception):
    """Sổ vụ việc đang không mở được; xin thử lại sau."""


class CaseBook:
    """Keeps cases while the database is there. When it is not, help goes on without it."""

    def __init__(
        self, sessions: Sessions, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._sessions = sessions
        self._now = now

    async def keep(self, facts: CaseFacts, case_id: UUID | None) -> UUID | None:
        """Record a case, or update the one that goes on; None when nothing could be kept."""
        try:
            if case_id is None:
                return await records.record(self._sessions, facts, self._now())
            await records.update(self._sessions, case_id, facts)
        except (SQLAlchemyError, OSError) as error:
            _log_not_kept(error)
        return case_id

    async def keep_narrative(
        self, case_id: UUID, narrative: RedactedText, wording: str
    ) -> str | None:
        """Keep the narrative after consent; the receipt code, or None if it was not kept."""
        consent = records.Consent(wording, self._now())
        try:
            return await records.keep_narrative(self._sessions, case_id, narrative, consent)
        except (SQLAlchemyError, OSError) as error:
            _log_not_kept(error)
            return None

    async def delete(self, *, receipt: str | None = None, case_id: UUID | None = None) -> bool:
        """Delete by receipt code or by the id of the running case. Raises CaseBookClosed."""
        try:
            if receipt is not None:
                return await records.delete_by_receipt(self._sessions, receipt)
            if case_id is not None:
                await records.delete_case(self._sessions, case_id)
        except (SQLAlchemyError, OSError) as error:
            _log_not_kept(error)
            raise CaseBookClosed from None
        return case_id is not None


def _log_not_kept(error: Exception) -> None:
    # Only the class: database errors quote the row that they failed on.
    logger.error("case book unavailable: %s", type(error).__name__)
