"""Takes out of a restored book what had gone after its backup was made."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Case, Review, SecondReading
from casework.clock import day_in_viet_nam
from casework.opinions.models import Opinion
from casework.watch_list.models import WatchedValue
from console.safekeeping.erased import Gone, What


@dataclass(frozen=True, slots=True)
class ErasedAgain:
    """How much was there once more, and is gone. `officers`: accounts whose changes are lost."""

    cases: int = 0
    opinions: int = 0
    narratives: int = 0
    watched: int = 0
    officers: int = 0


async def erase_again(
    session: AsyncSession, gone: Iterable[Gone], made_at: datetime
) -> ErasedAgain:
    """Erase, in the caller's transaction. `made_at`: when the backup was begun."""
    done: Counter[str] = Counter()
    accounts: set[str] = set()
    for one in gone:
        # An id that was deleted is deleted, whenever; what an officer did may be in the backup.
        if one.what is What.CASE:
            query = delete(Case).where(Case.id == UUID(one.subject)).returning(Case.id)
            done["cases"] += len((await session.execute(query)).all())
        elif one.what is What.OPINION:
            done["opinions"] += await _delete_opinion(session, UUID(one.subject))
        elif one.at < made_at:
            continue
        elif one.what is What.WORDS:
            done["narratives"] += await _empty(session, UUID(one.subject))
        elif one.what is What.OPINION_WORDS:
            # Which words were taken out stands nowhere, so all of them go.
            done["opinions"] += await _delete_opinion(session, UUID(one.subject))
        elif one.what in {What.WATCHED, What.HELD}:
            done["watched"] += await _out_of_force(session, one)
        else:
            accounts.add(one.subject)
    return ErasedAgain(**done, officers=len(accounts))


async def _delete_opinion(session: AsyncSession, id_: UUID) -> int:
    query = delete(Opinion).where(Opinion.id == id_).returning(Opinion.id)
    return len((await session.execute(query)).all())


async def _empty(session: AsyncSession, id_: UUID) -> int:
    """Of what an officer has taken words out: the whole narrative, and of its family's too."""
    root = await session.scalar(select(Case.split_from).where(Case.id == id_)) or id_
    family = or_(Case.id == root, Case.split_from == root)
    ids = select(Case.id).where(family)
    await session.execute(update(Review).where(Review.case_id.in_(ids)).values(note=None))
    waiting = Case.second_reading == SecondReading.WAITING
    await session.execute(
        update(Case).where(family, waiting).values(second_reading=SecondReading.NONE)
    )
    emptied = update(Case).where(family, Case.narrative.is_not(None))
    values = {"narrative": None, "narrative_bare": None, "evidence": None}
    return len((await session.execute(emptied.values(values).returning(Case.id))).all())


async def _out_of_force(session: AsyncSession, one: Gone) -> int:
    mine = WatchedValue.id == int(one.subject)
    if one.what is What.WATCHED:
        removed = delete(WatchedValue).where(mine).returning(WatchedValue.id)
        return len((await session.execute(removed)).all())
    held = update(WatchedValue).where(mine, WatchedValue.held_since.is_(None))
    held = held.values(held_since=day_in_viet_nam(one.at))
    return len((await session.execute(held.returning(WatchedValue.id))).all())
