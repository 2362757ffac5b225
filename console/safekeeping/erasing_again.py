"""Takes out of a restored book what had gone after its backup was made."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
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
    watched: defaultdict[int, list[Gone]] = defaultdict(list)
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
        elif one.what in {What.WATCHED, What.HELD, What.RELEASED}:
            watched[int(one.subject)].append(one)
        else:
            accounts.add(one.subject)
    for id_, acts in watched.items():
        done["watched"] += await _acted_on_again(session, id_, acts)
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


async def _acted_on_again(session: AsyncSession, id_: int, acts: Sequence[Gone]) -> bool:
    """Do all that was done to an entry, in its order; whether it is out of force by that."""
    entry = await session.get(WatchedValue, id_)
    if entry is None:
        return False
    # Whatever came later: SQLite may have given the number to another entry.
    if any(act.what is What.WATCHED for act in acts):
        await session.delete(entry)
        return True
    before = entry.held_since
    for act in sorted(acts, key=lambda act: (act.at, act.what)):
        held = act.what is What.HELD
        entry.held_since = (entry.held_since or day_in_viet_nam(act.at)) if held else None
    return before is None and entry.held_since is not None
