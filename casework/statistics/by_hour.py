"""By the hour of the day in Việt Nam at which it was told."""

from sqlalchemy import func, select

from casework.cases.models import HourCount
from casework.statistics.book import Book
from casework.statistics.table import ALL, TOTAL, Row, Table

KEY = "by_hour"
BASE = "told"

HOURS = 24

_NOTE = (
    "Giờ được đếm riêng để không lần ra được ai, nên tổng gồm cả lượt kể sau đó bị loại, được gộp"
    " hoặc được chính người kể xoá."
)


async def by_hour(book: Book) -> Table:
    """Of all that was told: hours are counted apart, and can't be joined to any report.

    So nobody can take one out again that was dismissed, merged or deleted later: the total is
    another one than that of the reports.
    """
    months = HourCount.month.between(book.period.first, book.period.last)
    query = select(HourCount.hour, func.sum(HourCount.reports)).where(months)
    found = {
        hour: int(told) for hour, told in await book.session.execute(query.group_by(HourCount.hour))
    }
    rows = [Row(str(hour), f"{hour} giờ", (found.get(hour, 0),)) for hour in range(HOURS)]
    return Table(
        *(KEY, "Lượt kể theo giờ trong ngày", "Giờ", (ALL,), tuple(rows)),
        *(Row(TOTAL, "Cộng", (sum(found.values()),)), BASE),
        notes=(_NOTE,),
    )
