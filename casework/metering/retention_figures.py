"""Whether what has been kept long enough has gone: a promise to residents that can be watched."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from prometheus_client import CollectorRegistry, Gauge
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from casework.cases.models import Case
from casework.cases.retention import NARRATIVES_KEPT
from casework.db import Sessions
from casework.deliveries.delivery_book import DELIVERIES_KEPT
from casework.deliveries.models import Delivery
from casework.metering.database_figures import UNKNOWN
from casework.opinions.models import Opinion
from casework.opinions.retention import OPINIONS_KEPT

_Moment = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]

_KEPT: tuple[tuple[_Moment, timedelta], ...] = (
    (Case.consented_at, NARRATIVES_KEPT),
    (Opinion.told_at, OPINIONS_KEPT),
    (Delivery.received_at, DELIVERIES_KEPT),
)


class RetentionFigures:
    """How overdue the purge is. Purged every hour, so up to an hour and a bit is in order."""

    def __init__(
        self,
        registry: CollectorRegistry,
        sessions: Sessions,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._now = now
        self._overdue = Gauge(
            "canhgiac_purge_overdue_seconds",
            "How long something has lain that should have been purged.",
            registry=registry,
        )

    async def refresh(self) -> None:
        """Ask the database: an index tells each oldest one. Raises what the database raises."""
        now, overdue = self._now(), timedelta()
        try:
            async with self._sessions() as session:
                for moment, kept in _KEPT:
                    if oldest := await session.scalar(select(func.min(moment))):
                        overdue = max(overdue, now - _in_utc(oldest) - kept)
        except BaseException:
            self._overdue.set(UNKNOWN)
            raise
        self._overdue.set(overdue.total_seconds())


def _in_utc(moment: datetime) -> datetime:
    """SQLite forgets the zone; what is kept is UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
