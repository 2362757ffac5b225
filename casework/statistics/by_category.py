"""By the six tricks of the province's plan of 2022."""

from casework.statistics.book import Book
from casework.statistics.names import CATEGORY, UNKNOWN
from casework.statistics.table import Line, Table, split_table

KEY = "by_category"


async def by_category(book: Book) -> Table:
    """In the order of the plan. What has no playbook is no 'other trick': it stands apart."""
    counts = await book.by_label_above(book.names.category_of)
    lines = [Line(category.value, name) for category, name in CATEGORY.items()]
    lines.append(Line(UNKNOWN, "Chưa rõ thủ đoạn"))
    return split_table(
        *(KEY, "Lượt kể theo sáu thủ đoạn của Kế hoạch 50/KH-UBND", "Thủ đoạn"), lines, counts
    )
