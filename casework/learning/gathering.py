"""Gathers what reviewed cases teach into the quarantine, anew each time.

A second run changes nothing. A case that has gone, was opened again or is called otherwise now is
a suggestion no more. What a trainer has decided stays decided.

All is read and reckoned first and written at the end: the book must not be locked meanwhile.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.clock import day_in_viet_nam
from casework.learning.alike import grouped
from casework.learning.flood import floods, tallies
from casework.learning.models import Suggestion
from casework.learning.quarantine import put
from casework.learning.reasons import WHY_HELD, HeldReason
from casework.learning.sorting import Sorting
from casework.learning.standing import allowances, officers_at_work
from casework.learning.stories import LEARNED_FROM, only_invented, read_stories
from casework.playbooks.examples import Example


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the quarantine holds now: offered, held by reason; what was new, known, let go."""

    waiting: int
    held: Mapping[HeldReason, int]
    new: int
    known: int
    gone: int

    def __str__(self) -> str:
        """As a trainer reads it."""
        held = "".join(f"\n- giữ lại {count}: {WHY_HELD[why]}" for why, count in self.held.items())
        return (
            f"Đang chờ xem: {self.waiting} gợi ý (mới gom: {self.new}; bỏ đi vì vụ đã đổi hoặc "
            f"đã xoá: {self.gone}; đã có câu ví dụ như vậy: {self.known}).{held}"
        )


async def gather(session: AsyncSession, examples: Sequence[Example], now: datetime) -> Gathered:
    """Bring the quarantine up to date with the book and the examples that there are."""
    since = day_in_viet_nam(now) - LEARNED_FROM
    invented = await only_invented(session)
    present = Counter(example.intent for example in examples)
    left = await allowances(session, present)
    stories = await read_stories(session, since, invented=invented)
    rows = {row.case_id: row for row in (await session.scalars(select(Suggestion))).all()}
    sorting = Sorting(
        rows=rows,
        flooded=floods(await tallies(session, since, invented=invented)),
        groups=grouped([story for story in stories if story.intent in left], examples),
        now=now,
    )
    candidates = list(sorting.candidates())
    verdicts = sorting.offered(candidates, left, await officers_at_work(session, now))
    came, gone = await put(session, rows, verdicts, sorting.settled, now)
    return Gathered(
        waiting=sum(verdict.reason is None for verdict in verdicts),
        held=Counter(verdict.reason for verdict in verdicts if verdict.reason),
        new=came,
        known=sorting.known,
        gone=gone,
    )
