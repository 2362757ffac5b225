"""By the channel on which residents told."""

from casework.cases.models import Case, CaseCount
from casework.statistics.book import Book
from casework.statistics.names import CHANNEL
from casework.statistics.table import Line, Table, split_table

KEY = "by_channel"


async def by_channel(book: Book) -> Table:
    """Every channel that there is, and any other that stands in the book."""
    counts = await book.reports("channel", Case.channel, CaseCount.channel)
    lines = [Line(key, CHANNEL.get(key, key)) for key in {**CHANNEL, **dict.fromkeys(counts)}]
    return split_table(KEY, "Lượt kể theo kênh", "Kênh", lines, counts)
