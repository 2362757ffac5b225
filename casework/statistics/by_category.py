"""By the six tricks of the province's plan of 2022."""

from casework.statistics.book import Book
from casework.statistics.names import CATEGORY, UNKNOWN
from casework.statistics.table import Line, Split, Table, split_table

KEY = "by_category"


async def by_category(book: Book) -> Table:
    """In the order of the plan. What has no playbook is no 'other trick': it stands apart."""
    counts: dict[str, Split] = {}
    for label, split in (await book.by_label()).items():
        key = book.names.category_of(label).value if label else UNKNOWN
        counts[key] = counts.get(key, Split()) + split
    lines = [Line(category.value, name) for category, name in CATEGORY.items()]
    lines.append(Line(UNKNOWN, "Chưa rõ thủ đoạn"))
    return split_table(
        *(KEY, "Lượt kể theo sáu thủ đoạn của Kế hoạch 50/KH-UBND", "Thủ đoạn"), lines, counts
    )
