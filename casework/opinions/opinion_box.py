"""The box of opinions as the residents' door sees it: help goes on when it can't be opened."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from casework.db import Sessions
from casework.opinions import opinions, retention
from casework.privacy.texts import RedactedText

logger = logging.getLogger(__name__)

_CLOSED = (SQLAlchemyError, OSError)


class OpinionBoxClosed(Exception):
    """Hộp góp ý đang không mở được; xin thử lại sau."""


class OpinionBox:
    """Takes opinions while the database is there."""

    def __init__(
        self, sessions: Sessions, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._sessions = sessions
        self._now = now

    async def send(self, channel: str, text: RedactedText) -> str | None:
        """Keep an opinion; its receipt code, or None if nothing was kept."""
        try:
            return await opinions.send(self._sessions, channel, text, self._now())
        except _CLOSED as error:
            _log_closed(error)
            return None

    async def delete_by_receipt(self, receipt: str) -> bool:
        """Delete the opinion of a receipt code; whether there was one. Raises OpinionBoxClosed."""
        with _open_or_told():
            return await opinions.delete_by_receipt(self._sessions, receipt)

    async def holds_receipt(self, receipt: str) -> bool:
        """Whether a receipt code is that of an opinion. Raises OpinionBoxClosed."""
        with _open_or_told():
            return await opinions.is_receipt(self._sessions, receipt)

    async def purge(self) -> None:
        """Delete the opinions whose period has ended; tried again later if it fails."""
        try:
            purged = await retention.purge(self._sessions, self._now())
        except _CLOSED as error:
            _log_closed(error)
        else:
            if purged:
                logger.info("opinions purged: %s", purged)


@contextmanager
def _open_or_told() -> Iterator[None]:
    """Where the resident has to be told that the box is closed."""
    try:
        yield
    except _CLOSED as error:
        _log_closed(error)
        raise OpinionBoxClosed from None


def _log_closed(error: Exception) -> None:
    # Only the class: database errors quote the row that they failed on.
    logger.error("opinion box unavailable: %s", type(error).__name__)
