"""Personal data that the redactor has missed and an officer has seen: it goes at once."""

import re
import unicodedata
from collections.abc import Callable
from itertools import combinations
from typing import Final

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Case, Review, ReviewAct, SecondReading
from casework.cases.review import NotAllowedNow, Seen, act_on, find
from casework.evidence.links.candidates import find_links
from casework.evidence.links.hosts import shown, split_host
from casework.privacy.taking_out import without
from casework.vietnamese import fold, strip_tones

_WITHIN: Final = 5
"""Letters that are looked for within a name. Our choice: fewer are in names that mean others."""


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
    """Take out the whole narrative and all notes; the facts stay, and the receipt still works.

    Cases that were split off the same story keep their own part of it. What was found in the whole
    was given to each, and nobody knows any more in which part a site stood: of the others' domains
    only those stay that their own narratives still tell of.
    """
    case = await find(session, seen.case_id)
    changes: dict[str, object] = {"narrative": None, "narrative_bare": None, "evidence": None}
    if case.second_reading is SecondReading.WAITING:
        # There is nothing left to be read.
        changes["second_reading"] = SecondReading.NONE
    case = await act_on(session, seen, ReviewAct.REDACT, changes)
    for member in await _family(session, case):
        _keep_domains(member, _sites_in(member.narrative or "").__contains__)
    await session.execute(update(Review).where(Review.case_id == seen.case_id).values(note=None))


def _take_out_of_domains(case: Case, said: str) -> bool:
    """Drop the domains of false sites that hold these words; whether there were any."""
    sites, letters = _sites_in(said), _letters(said)
    return _keep_domains(
        case, lambda domain: domain not in sites and not _holds(shown(domain), letters)
    )


def _keep_domains(case: Case, stays: Callable[[str], bool]) -> bool:
    """Drop all other domains; that there was a false site, and whose name it bore, stays.

    Whether there were any to drop.
    """
    kept = [
        {**each, "domain": None} if each["domain"] and not stays(each["domain"]) else each
        for each in case.evidence or []
    ]
    if dropped := kept != (case.evidence or []):
        case.evidence = kept
    return dropped


def _sites_in(text: str) -> frozenset[str]:
    """The registered domains of the links of a text, however they are written."""
    return frozenset(split_host(link.host).registered for link in find_links(text))


def _holds(domain: str, letters: str) -> bool:
    """Whether a domain is or holds these letters; in its ending nothing is looked for.

    Fewer than _WITHIN must be whole parts of it, between hyphens: "top" is in many names.
    """
    label = split_host(domain).label or domain
    if not letters:
        return False
    if letters == _letters(domain) or (len(letters) >= _WITHIN and letters in _letters(label)):
        return True
    parts = [_letters(part) for part in re.split(r"[-.]", label)]
    return any(
        letters == "".join(parts[first:last])
        for first, last in combinations(range(len(parts) + 1), 2)
    )


def _letters(text: str) -> str:
    """Letters and digits, small and without marks; nothing of what stands between them."""
    folded = strip_tones(fold(unicodedata.normalize("NFKC", text)))
    return "".join(letter for letter in folded if letter.isalnum())


async def _family(session: AsyncSession, case: Case) -> list[Case]:
    """The case, and all that were split off the same story."""
    root = case.split_from or case.id
    query = select(Case).where(or_(Case.id == root, Case.split_from == root))
    return list((await session.scalars(query)).all())
