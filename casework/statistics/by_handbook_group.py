"""By the three groups of the handbook of 24 forms (Cục An toàn thông tin, 2023)."""

from casework.statistics.book import Book
from casework.statistics.names import GROUP, UNKNOWN
from casework.statistics.table import Line, Table, split_table

KEY = "by_handbook_group"


async def by_handbook_group(book: Book) -> Table:
    """Which form belongs to which group is our reading: the handbook's text was not found."""
    counts = await book.by_label_above(book.names.group_of)
    lines = [Line(group.value, name) for group, name in GROUP.items()]
    lines.append(Line(UNKNOWN, "Chưa rõ kịch bản"))
    return split_table(
        *(KEY, "Lượt kể theo nhóm của Cẩm nang 24 hình thức", "Nhóm"),
        *(lines, counts),
        notes=("Kịch bản nào thuộc nhóm nào là cách xếp của Cảnh Giác.",),
    )
