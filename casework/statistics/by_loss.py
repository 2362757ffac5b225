"""By the money lost, in the frames of article 174 of the criminal code."""

from casework.cases.models import Case, CaseCount
from casework.statistics.book import Book
from casework.statistics.names import LOSS
from casework.statistics.table import Line, Table, split_table

KEY = "by_loss"

_NOTE = (
    "Các mức theo khung của Điều 174 Bộ luật Hình sự. Số tiền do người dân kể, chưa xác minh. Người"
    " chưa mất tiền hoặc không nêu số tiền thì ở dòng «Chưa rõ», trừ khi cán bộ đã ghi «Không mất»."
)


async def by_loss(book: Book) -> Table:
    """Of who has not lost money, or has named no sum, the amount is unknown."""
    found = await book.reports("loss", Case.loss, CaseCount.loss)
    counts = {str(loss): split for loss, split in found.items()}
    lines = [Line(loss.value, name) for loss, name in LOSS.items()]
    return split_table(
        *(KEY, "Lượt kể theo số tiền đã mất", "Số tiền (đồng)"),
        *(lines, counts),
        notes=(_NOTE,),
    )
