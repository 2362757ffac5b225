"""By playbook: which trick was told of."""

from casework.statistics.book import Book
from casework.statistics.names import UNKNOWN
from casework.statistics.table import Line, Table, split_table

KEY = "by_playbook"


async def by_playbook(book: Book) -> Table:
    """Every playbook of the library in its order, and those that have been taken out of it."""
    counts = {label or UNKNOWN: split for label, split in (await book.by_label()).items()}
    names = book.names
    gone = sorted(counts.keys() - {*names.library.ids, UNKNOWN})
    lines = [
        *(_line(book, playbook.id, playbook.name) for playbook in names.library.playbooks),
        *(_line(book, label, f"{label} (kịch bản đã bỏ)") for label in gone),
        Line(
            *(UNKNOWN, "Chưa rõ kịch bản"),
            (f"by_category:{UNKNOWN}", f"by_handbook_group:{UNKNOWN}"),
        ),
    ]
    return split_table(KEY, "Lượt kể theo kịch bản lừa đảo", "Kịch bản", lines, counts)


def _line(book: Book, label: str, name: str) -> Line:
    category, group = book.names.category_of(label), book.names.group_of(label)
    return Line(label, name, (f"by_category:{category}", f"by_handbook_group:{group}"))
