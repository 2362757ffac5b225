"""Both sides of a boundary: who teaches 'this is B, not A' must teach anew what A is, too.

Sentences taken from relabelled cases all pull one way: the model comes to see B where it saw A.
Of each pair at least one sentence on A's side must be there since the live version was trained:
taken from a case of A, or written by a trainer. Where the model had named nothing, A's side are
the intents of what is no scam.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from casework.learning import git_history, versions
from casework.learning.growth import taken_since_live
from casework.learning.stories import NO_SCAM
from casework.playbooks.data_file import DataFileError, read_text
from casework.playbooks.examples import examples_in

_NAMED_NOTHING = (*NO_SCAM, "scam_unclear")


@dataclass(frozen=True, slots=True)
class Pair:
    """A boundary that was pulled to one side.

    So many sentences were taken from stories that the model called `said` (None: nothing) and the
    officers `means`; on the side of `said` there is none.
    """

    said: str | None
    means: str
    sentences: int

    def __str__(self) -> str:
        """As a trainer reads it."""
        side = self.said or f"loại không phải lừa ({', '.join(_NAMED_NOTHING)})"
        return (
            f"{self.sentences} câu mới dạy «{self.means}» từ chuyện mà máy cho là "
            f"«{self.said or 'không rõ'}»: thêm ít nhất một câu cho {side}."
        )


class OneSided(Exception):
    """Mới dạy một bên của ranh giới; dạy cả bên kia rồi hãy huấn luyện."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.pairs = tuple(pairs)
        super().__init__("\n".join([self.__doc__ or "", *map(str, pairs)]))


async def missing_sides(session: AsyncSession, grown: Collection[str] = ()) -> list[Pair]:
    """The boundaries of which one side only was taught since the live version was trained.

    `grown` are the intents to which trainers have written examples themselves since then
    (`grown_since_live`).
    """
    taken = await taken_since_live(session)
    present = {*grown, *(each.intent for each in taken)}
    moved = Counter(
        (each.model_said, each.intent) for each in taken if each.model_said != each.intent
    )
    return [
        Pair(said, means, sentences)
        for (said, means), sentences in sorted(moved.items(), key=lambda each: -each[1])
        if present.isdisjoint(_NAMED_NOTHING if said is None else {said})
    ]


async def grown_since_live(session: AsyncSession, data_dir: Path) -> frozenset[str]:
    """The intents that have more examples now than the live version was trained from, by git."""
    commit = await live_commit(session)
    return await asyncio.to_thread(grown_since, data_dir, commit) if commit else frozenset()


async def live_commit(session: AsyncSession) -> str | None:
    """The commit that the live version was trained from, if it is known."""
    live = await versions.live(session)
    return None if live is None else live.commit


def grown_since(data_dir: Path, commit: str) -> frozenset[str]:
    """The intents that have more examples now than in a commit; asks git, so it takes its time.

    What counts are different sentences: neither comments and blank lines, nor one said twice.
    """
    return frozenset(
        path.stem
        for path in git_history.changed(data_dir / "examples", commit)
        if path.suffix == ".txt" and _sentences(path) > _sentences(path, commit)
    )


def _sentences(path: Path, commit: str | None = None) -> int:
    """How many different examples a file has, or had in a commit; none if it can't be read."""
    try:
        now = read_text(path) if commit is None else git_history.text_at(path, commit)
    except DataFileError:
        return 0
    return len({example.text for example in examples_in(path, now)})


async def check_both_sides(session: AsyncSession, grown: Collection[str] = ()) -> None:
    """Raises OneSided with every pair that lacks a side."""
    if pairs := await missing_sides(session, grown):
        raise OneSided(pairs)
