"""How many residents agreed that their words are kept, and how many refused."""

from casework.cases.models import CaseCount, ConsentState
from casework.statistics.book import Book
from casework.statistics.table import ALL, REPORTS, TOTAL, Row, Split, Table

KEY = "by_consent"
GIVEN = "given"
_NAMES = {
    GIVEN: "Đồng ý cho giữ lời kể",
    ConsentState.REFUSED: "Không đồng ý (chỉ đếm)",
    ConsentState.NOT_GIVEN: "Không trả lời (chỉ đếm)",
}


async def by_consent(book: Book) -> Table:
    """Whoever withdraws stands with those who refused."""
    found = await book.reports("consent", GIVEN, CaseCount.consent)
    counts = {str(consent): split for consent, split in found.items()}
    rows = tuple(
        Row(str(key), name, (counts.get(str(key), Split()).cells[-1],))
        for key, name in _NAMES.items()
    )
    total = sum(counts.values(), Split()).cells[-1]
    return Table(
        *(KEY, "Lượt kể theo sự đồng ý của người dân", "Người dân", (ALL,), rows),
        *(Row(TOTAL, "Cộng", (total,)), REPORTS),
    )
