"""Reads from a message how far it has come: nothing given, information given, or paid."""

from casework.stage import Stage
from casework.understanding.stage.signs import Kind
from casework.understanding.stage.tagger import signs_of
from casework.understanding.stage.telling import read
from casework.understanding.stage.verdict import informed, paid

# Any of these shows that somebody wants something, or that the resident asks about it.
_APPROACHES = frozenset(
    {Kind.ASK, Kind.POLITE, Kind.DOUBT, Kind.OFFER, Kind.NEARLY, Kind.FEAR, Kind.LINK}
)


def read_stage(text: str) -> Stage | None:
    """The furthest stage that the message tells of; None when it does not tell."""
    story = read(signs_of(text))
    if paid(story):
        return Stage.PAID
    if informed(story):
        return Stage.INFO_GIVEN
    kinds = {sign.kind for sign in story.signs}
    if story.acts or kinds & _APPROACHES:
        return Stage.APPROACH
    # "nó đọc đúng tên tui": somebody is at it. "nó lừa tui" does not tell how far it came.
    return Stage.APPROACH if Kind.OTHER in kinds and Kind.TRICKED not in kinds else None
