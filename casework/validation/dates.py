"""What is shown to residents was looked at, and not too long ago."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Protocol

LONGEST_TRUST = timedelta(days=186)
"""Six months: a number that nobody looked at for longer may belong to somebody else."""

FieldWrongAndMend = tuple[str, str, str]


class Dated(Protocol):
    """A help channel, or an official account."""

    @property
    def shown(self) -> bool:
        """Whether residents may see it at all."""
        ...

    @property
    def checked_on(self) -> date:
        """When somebody made sure of it."""
        ...

    @property
    def expires_on(self) -> date:
        """The last day on which it may be shown."""
        ...


def dates(entry: Dated, today: date) -> Iterator[FieldWrongAndMend]:
    """Dates that cannot be right, or are over."""
    if entry.checked_on > today:
        wrong = f"Ngày kiểm tra {entry.checked_on} còn ở tương lai."
        yield "checked_on", wrong, "ghi ngày đã gọi thử hoặc đã đọc nguồn."
    if entry.expires_on > entry.checked_on + LONGEST_TRUST:
        latest = entry.checked_on + LONGEST_TRUST
        wrong = "Hạn dài hơn 6 tháng kể từ ngày kiểm tra."
        yield "expires_on", wrong, f"ghi hạn tới {latest} là muộn nhất, hoặc kiểm tra lại."
    if entry.shown and entry.expires_on < today:
        mend = "kiểm tra lại rồi ghi checked_on và expires_on mới."
        yield "expires_on", "Đã quá hạn, không còn hiện ra.", mend
