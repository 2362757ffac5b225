"""By day of the week."""

from casework.cases.models import Case, CaseCount
from casework.statistics.book import Book
from casework.statistics.names import WEEKDAY
from casework.statistics.table import Line, Split, Table, split_table

KEY = "by_weekday"


async def by_weekday(book: Book) -> Table:
    """From Monday on, by the calendar of Việt Nam."""
    counts: dict[str, Split] = {}
    for day, split in (await book.reports("day", Case.told_on, CaseCount.told_on)).items():
        key = str(day.isoweekday())
        counts[key] = counts.get(key, Split()) + split
    lines = [Line(str(number), name) for number, name in enumerate(WEEKDAY, start=1)]
    return split_table(KEY, "Lượt kể theo ngày trong tuần", "Ngày", lines, counts)
