"""When the last backup was made, so that an alarm can be raised before it is needed and too old."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from prometheus_client import CollectorRegistry, Gauge

LastBackup = Callable[[], Awaitable[datetime | None]]
"""When the newest backup was finished; None if there is none."""


class BackupFigures:
    """The time of the newest backup; 0 until one was made."""

    def __init__(self, registry: CollectorRegistry, last_backup: LastBackup) -> None:
        self._last_backup = last_backup
        self._at = Gauge(
            "canhgiac_backup_last_success_timestamp_seconds",
            "When the newest backup was finished; 0 if there is none.",
            registry=registry,
        )

    async def refresh(self) -> None:
        """Look for the newest. Raises what looking raises."""
        at = await self._last_backup()
        self._at.set(at.timestamp() if at else 0)
