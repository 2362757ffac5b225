"""An example says it in the trainer's words: a resident's own words stay where they can be deleted.

Examples stand in git for ever, a narrative goes when its resident wishes. So a sentence may share
no seven words in a row with a story that is kept, nor most of its runs of four with the one that
it was written for: the measures by which nothing of a measuring set is trained on
(casework.validation.overlap).

Words that are told in at least three stories of different days or channels are nobody's in
particular: it is what the scammer sends to everybody. Stories of one day and one channel count
once, for they may be one person's.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Case
from casework.validation.overlap import MOST, RUN, SHORT_RUN
from casework.validation.wording import Shingle, shingles, views

NOBODYS = 3
"""Tellings from which on a run of words is the scammer's, not a resident's."""

LOOKED_AT = 2_000
"""Stories that a sentence is compared with, the newest of its playbook."""


class TooCloseToTheStory(Exception):
    """Câu này còn giữ nguyên lời của người kể, nên không được lấy làm ví dụ.

    Người dân có thể xoá lời kể bất cứ lúc nào, còn câu ví dụ thì ở lại. Hãy kể lại bằng lời của
    bạn: đổi cách nói, đổi thứ tự, bỏ chi tiết riêng. Chỉ lời của kẻ lừa mà ít nhất ba vụ khác ngày
    hoặc khác kênh cùng kể mới được giữ nguyên.
    """


async def check_own_words(session: AsyncSession, case: Case, text: str) -> None:
    """Whether a sentence written for this case is the trainer's own. Raises TooCloseToTheStory."""
    said = views(text)[1]
    runs, short = set(shingles(said, RUN)), set(shingles(said, SHORT_RUN))
    tellings: defaultdict[Shingle, set[tuple[date, str]]] = defaultdict(set)
    story: set[Shingle] = set()
    for case_id, told_on, channel, words in await _stories(session, case):
        told = set(shingles(words, SHORT_RUN))
        if case_id == case.id:
            story = told
        for run in (runs & set(shingles(words, RUN))) | (told & (short | story)):
            tellings[run].add((told_on, channel))
    everybodys = {run for run, told in tellings.items() if len(told) >= NOBODYS}
    if any(run in tellings for run in runs - everybodys):
        raise TooCloseToTheStory
    if _mostly_shared(short - everybodys, story - everybodys):
        raise TooCloseToTheStory


def _mostly_shared(one: Collection[Shingle], other: Collection[Shingle]) -> bool:
    shared = len(set(one) & set(other))
    return shared > MOST * min(len(one), len(other))


async def _stories(
    session: AsyncSession, case: Case
) -> list[tuple[UUID, date, str, tuple[str, ...]]]:
    """The case's own story first, then the others of its playbook, with their bare words."""
    names = {case.label, case.playbook_id} - {None}
    query = (
        select(Case.id, Case.told_on, Case.channel, Case.narrative)
        .where(
            or_(Case.label.in_(names), Case.playbook_id.in_(names)),
            Case.narrative.is_not(None),
            Case.id != case.id,
        )
        .order_by(Case.queue_rank.desc(), Case.id)
        .limit(LOOKED_AT)
    )
    rows = (await session.execute(query)).all()
    own = (case.id, case.told_on, case.channel, case.narrative)
    return [
        (case_id, told_on, channel, tuple(views(narrative or "")[1]))
        for case_id, told_on, channel, narrative in (own, *rows)
    ]
