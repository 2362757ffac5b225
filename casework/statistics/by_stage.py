"""By stage: how far the scam had come when it was told."""

from sqlalchemy import func

from casework.cases.facts import UNCLEAR
from casework.cases.models import Case, CaseCount
from casework.statistics.book import Book
from casework.statistics.names import STAGE, STAGE_UNKNOWN, UNKNOWN
from casework.statistics.table import Line, Table, split_table

KEY = "by_stage"


async def by_stage(book: Book) -> Table:
    """In the order in which a scam goes on."""
    nothing = func.nullif(CaseCount.stage, UNCLEAR)
    found = await book.reports("stage", Case.stage, nothing)
    counts = {str(stage or UNKNOWN): split for stage, split in found.items()}
    lines = [Line(stage.value, name) for stage, name in STAGE.items()]
    lines.append(Line(UNKNOWN, STAGE_UNKNOWN))
    return split_table(KEY, "Lượt kể theo giai đoạn", "Giai đoạn", lines, counts)
