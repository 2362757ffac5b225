"""How long after the money had gone it was told, of those who have lost money."""

from sqlalchemy import case

from casework.cases.models import Case, CaseCount
from casework.stage import Stage
from casework.statistics.book import Book
from casework.statistics.names import DELAY
from casework.statistics.table import Line, Table, split_table

KEY = "told_after_loss"
BASE = "paid"


async def told_after_loss(book: Book) -> Table:
    """The total is the row 'paid' of the stages. An hour can be enough for a bank to stop it."""
    found = await book.reports(
        KEY,
        case((Case.stage == Stage.PAID, Case.told_after)),
        case((CaseCount.stage == Stage.PAID.value, CaseCount.told_after)),
    )
    counts = {str(delay): split for delay, split in found.items() if delay is not None}
    lines = [Line(delay.value, name) for delay, name in DELAY.items()]
    return split_table(
        *(KEY, "Người đã mất tiền kể lại sau bao lâu", "Thời gian từ lúc mất tiền"),
        *(lines, counts),
        base=BASE,
        within=(f"by_stage:{Stage.PAID}",),
    )
