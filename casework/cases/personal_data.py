"""Personal data that the redactor has missed and an officer has seen: it goes at once."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Review, ReviewAct
from casework.cases.review import NotAllowedNow, Seen, act_on, find
from casework.privacy.taking_out import without
from casework.privacy.texts import RedactedText


class NotFoundInNarrative(NotAllowedNow):
    """Không thấy những chữ đó trong lời kể.

    Bôi đen đúng phần còn sót rồi bấm lại, hoặc chọn xoá cả lời kể.
    """


async def take_out(session: AsyncSession, seen: Seen, said: str) -> None:
    """Take some words out of the narrative and of all notes, wherever they stand.

    However they are written: with or without tone marks, in capitals or not. The redactor then
    reads the text once more, which what was taken out may have opened to it. An empty `said` only
    lets the redactor read again. Raises NotFoundInNarrative, CaseChanged, CaseGone.
    """
    case = await find(session, seen.case_id)
    if case.narrative is None:
        raise NotAllowedNow
    left = without(case.narrative, said)
    if left == case.narrative:
        raise NotFoundInNarrative
    await _replace(session, seen, left)
    query = select(Review).where(Review.case_id == seen.case_id, Review.note.is_not(None))
    for review in (await session.scalars(query)).all():
        if review.note is not None:
            review.note = without(review.note, said)


async def take_out_all(session: AsyncSession, seen: Seen) -> None:
    """Take out the whole narrative and all notes; the facts stay, and the receipt still works."""
    case = await find(session, seen.case_id)
    if case.narrative is None:
        raise NotAllowedNow
    await _replace(session, seen, None)
    await session.execute(update(Review).where(Review.case_id == seen.case_id).values(note=None))


async def _replace(session: AsyncSession, seen: Seen, narrative: RedactedText | None) -> None:
    changes = {"narrative": narrative, "narrative_bare": narrative}
    await act_on(session, seen, ReviewAct.REDACT, changes)
