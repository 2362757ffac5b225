"""Personal data that the redactor has missed and an officer has seen: it goes at once."""

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Case, Review, ReviewAct, SecondReading
from casework.cases.review import NotAllowedNow, Seen, act_on, find
from casework.privacy.taking_out import without
from casework.vietnamese import fold, strip_tones


class NotFoundInNarrative(NotAllowedNow):
    """Không thấy những chữ đó trong lời kể và các ghi chú.

    Bôi đen đúng phần còn sót rồi bấm lại, hoặc chọn xoá cả lời kể.
    """


async def take_out(session: AsyncSession, seen: Seen, said: str) -> None:
    """Take some words out of the narrative and of all notes, wherever they stand.

    In the cases too that were split off the same story. However they are written: with or without
    tone marks, in capitals or not. The redactor then reads the texts once more. Raises
    NotFoundInNarrative, CaseChanged, CaseGone.
    """
    # The act first: it is refused where the case has changed, before anything is taken out.
    case = await act_on(session, seen, ReviewAct.REDACT, {})
    found = False
    for member in await _family(session, case):
        if member.narrative is not None and (left := without(member.narrative, said)):
            found = found or left != member.narrative
            member.narrative = left
            member.narrative_bare = left
        found = _take_out_of_domains(member, said) or found
        query = select(Review).where(Review.case_id == member.id, Review.note.is_not(None))
        for review in (await session.scalars(query)).all():
            if review.note is not None and (noted := without(review.note, said)):
                found = found or noted != review.note
                review.note = noted
    if not found:
        raise NotFoundInNarrative
    await session.flush()


async def take_out_all(session: AsyncSession, seen: Seen) -> None:
    """Take out the whole narrative and all notes; the facts stay, and the receipt still works."""
    case = await find(session, seen.case_id)
    changes: dict[str, object] = {"narrative": None, "narrative_bare": None, "evidence": None}
    if case.second_reading is SecondReading.WAITING:
        # There is nothing left to be read.
        changes["second_reading"] = SecondReading.NONE
    await act_on(session, seen, ReviewAct.REDACT, changes)
    await session.execute(update(Review).where(Review.case_id == seen.case_id).values(note=None))


def _take_out_of_domains(case: Case, said: str) -> bool:
    """Drop the domains of false sites that hold these words; whether there were any."""
    bare = "".join(letter for letter in strip_tones(fold(said)) if letter.isalnum())
    evidence = case.evidence or []
    hit = [bool(bare) and bare in (each["domain"] or "").replace("-", "") for each in evidence]
    if any(hit):
        case.evidence = [
            {**each, "domain": None} if is_hit else each
            for each, is_hit in zip(evidence, hit, strict=True)
        ]
    return any(hit)


async def _family(session: AsyncSession, case: Case) -> list[Case]:
    """The case, and all that were split off the same story."""
    root = case.split_from or case.id
    query = select(Case).where(or_(Case.id == root, Case.split_from == root))
    return list((await session.scalars(query)).all())
