"""An example says it in the trainer's words: a resident's own words stay where they can be deleted.

Examples stand in git for ever, a narrative goes when its resident wishes. So a sentence may share
no seven words in a row with a story that is kept, whoever told it, nor most of its runs of four,
nor be a short story again but for a word or two: the measures by which nothing of a measuring set
is trained on (casework.validation.overlap).

Words that are told in at least three stories of different days or channels are nobody's in
particular: it is what the scammer sends to everybody. Stories of one day and one channel count
once, for they may be one person's; and so do those that an officer has merged.

All stories are read and compared: first a session that reads some, then a thread without one.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from casework.cases.models import Case
from casework.db import Sessions
from casework.learning.closeness import Kept, Sentences
from casework.learning.taking import CheckedExample

_AT_ONCE = 1_000
"""Stories in one session: others come in between."""

_MARK = re.compile(r"\s*\[\w+\]\s+")


class TooCloseToTheStory(Exception):
    """Câu này còn giữ nguyên lời của người kể, nên không được lấy làm ví dụ.

    Người dân có thể xoá lời kể bất cứ lúc nào, còn câu ví dụ thì ở lại. Hãy kể lại bằng lời của
    bạn: đổi cách nói, đổi thứ tự, bỏ chi tiết riêng. Chỉ lời của kẻ lừa mà ít nhất ba vụ khác ngày
    hoặc khác kênh cùng kể mới được giữ nguyên.
    """


@dataclass(frozen=True, slots=True)
class OwnExample:
    """A checked example that is in the trainer's own words, and the case it was written for."""

    case_id: UUID
    example: CheckedExample


async def in_own_words(sessions: Sessions, case_id: UUID, example: CheckedExample) -> OwnExample:
    """Compare an example with all kept stories. Raises TooCloseToTheStory."""
    if not await are_own_words(sessions, case_id, example.text):
        raise TooCloseToTheStory
    return OwnExample(case_id, example)


async def are_own_words(sessions: Sessions, case_id: UUID, text: str) -> bool:
    """Whether a sentence written for this case is nobody's telling."""
    return not await _too_close(sessions, [text], case_id)


async def check_not_a_residents_words(
    sessions: Sessions, lines: Sequence[str]
) -> list[tuple[int, str]]:
    """Which of these lines are too close to a kept narrative: place in `lines` (from 0), the line.

    Call it with new lines only, outside any transaction: it opens sessions of its own to read the
    book, and compares in a thread. A stage in front and '# ...' lines do not count.
    """
    said = ["" if line.startswith("#") else _MARK.sub("", line, count=1) for line in lines]
    return [(place, lines[place]) for place in await _too_close(sessions, said, None)]


async def _too_close(
    sessions: Sessions, texts: Sequence[str], written_for: UUID | None
) -> list[int]:
    sentences = await asyncio.to_thread(Sentences, texts, written_for)
    if written_for is not None:
        # Its own story first: what others share with it is counted as well.
        async with sessions() as session:
            own = await _some(session, only=written_for)
        await asyncio.to_thread(sentences.meet, own)
    last: UUID | None = None
    while True:
        async with sessions() as session:
            some = await _some(session, after=last)
        if not some:
            return await asyncio.to_thread(sentences.too_close)
        last = some[-1].case_id
        others = [story for story in some if story.case_id != written_for]
        await asyncio.to_thread(sentences.meet, others)


async def _some(
    session: AsyncSession, *, only: UUID | None = None, after: UUID | None = None
) -> list[Kept]:
    first = aliased(Case)
    query = (
        select(
            Case.id,
            func.coalesce(first.told_on, Case.told_on),
            func.coalesce(first.channel, Case.channel),
            Case.narrative,
        )
        .outerjoin(first, first.id == func.coalesce(Case.duplicate_of, Case.split_from))
        .where(Case.narrative.is_not(None))
        .order_by(Case.id)
        .limit(_AT_ONCE)
    )
    if only is not None:
        query = query.where(Case.id == only)
    if after is not None:
        query = query.where(Case.id > after)
    rows = (await session.execute(query)).all()
    return [Kept(id_, (told_on, channel), said or "") for id_, told_on, channel, said in rows]
