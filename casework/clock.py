"""The calendar by which residents and statistics count: that of Việt Nam."""

from datetime import UTC, date, datetime, timedelta, timezone

VIET_NAM = timezone(timedelta(hours=7))
"""One offset all the year round; a small machine may have no database of time zones."""


def day_in_viet_nam(now: datetime) -> date:
    """The calendar day of a moment."""
    return now.astimezone(VIET_NAM).date()


def month_in_viet_nam(now: datetime) -> date:
    """The first day of a moment's month."""
    return day_in_viet_nam(now).replace(day=1)


def hour_in_viet_nam(now: datetime) -> int:
    """The hour of the day of a moment, from 0 to 23."""
    return now.astimezone(VIET_NAM).hour


def full_hour(now: datetime) -> datetime:
    """The hour of a moment, in UTC: enough for statistics, too coarse to tell people apart by."""
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
