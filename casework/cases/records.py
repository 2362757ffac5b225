"""Writes reports: a count at once, a case only with consent, deletion by receipt."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy import update as change
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from casework import receipts
from casework.cases import counts, hours
from casework.cases.facts import CaseFacts, Counted
from casework.cases.models import Case, CaseStatus, ConsentState, Review
from casework.clock import day_in_viet_nam, full_hour
from casework.db import Sessions
from casework.privacy.texts import RedactedText


@dataclass(frozen=True, slots=True)
class Agreement:
    """When the resident agreed, and to which version of the wording."""

    wording: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class KeptCase:
    """A case that was kept, and the receipt code that only the resident will have."""

    id: UUID
    receipt: str


def queue_rank(told_on: date, confidence: float) -> int:
    """The place in the officers' queue, the highest first: newest day, then least sure."""
    return told_on.toordinal() * 1000 + 999 - int(confidence * 999)


async def count(
    sessions: Sessions,
    facts: CaseFacts,
    now: datetime,
    *,
    consent: ConsentState = ConsentState.NOT_GIVEN,
    before: Counted | None = None,
) -> Counted:
    """Count a report, or move it to where newer facts belong; it stays on its first day.

    Its hour is counted once, when the report is new, and never again.
    """
    after = counted_as(facts, now, consent, before)
    async with sessions.begin() as session:
        await count_in(session, before, after, now)
    return after


def counted_as(
    facts: CaseFacts, now: datetime, consent: ConsentState, before: Counted | None
) -> Counted:
    """The count in which a report stands with these facts."""
    return Counted.of(facts, before.told_on if before else day_in_viet_nam(now), consent)


async def count_in(
    session: AsyncSession, before: Counted | None, after: Counted, now: datetime
) -> None:
    """Count a report in a transaction that somebody else begins and ends."""
    await counts.move(session, before, after)
    if before is None:
        await hours.add(session, now)


async def uncount(sessions: Sessions, counted: Counted) -> None:
    """Take a report out of the counts, as its resident wishes."""
    async with sessions.begin() as session:
        await uncount_in(session, counted)


async def uncount_in(session: AsyncSession, counted: Counted) -> None:
    """The same in a transaction that somebody else begins and ends."""
    await counts.move(session, counted, None)


async def keep(
    sessions: Sessions,
    facts: CaseFacts,
    narrative: RedactedText,
    agreement: Agreement,
    *,
    counted: Counted | None = None,
) -> KeptCase:
    """Keep a case with its narrative, in place of the count that it stood in."""
    case, kept = new_case(facts, narrative, agreement, counted)
    async with sessions.begin() as session:
        await keep_in(session, case, agreement, counted)
    return kept


def new_case(
    facts: CaseFacts, narrative: RedactedText, agreement: Agreement, counted: Counted | None
) -> tuple[Case, KeptCase]:
    """A case that is not kept yet, with its number, and the receipt for it."""
    receipt = receipts.new()
    # It stays in the month in which it was told, though the consent may come after midnight.
    told_on = counted.told_on if counted else day_in_viet_nam(agreement.given_at)
    case = Case(
        id=uuid4(),
        told_at=full_hour(agreement.given_at),
        told_on=told_on,
        status=CaseStatus.PENDING,
        label=facts.playbook_id,
        queue_rank=queue_rank(told_on, facts.confidence),
        narrative=narrative,
        narrative_bare=narrative,
        consent_wording=agreement.wording,
        # To the hour as well: the second would lead to the chat in somebody else's log.
        consented_at=full_hour(agreement.given_at),
        receipt_hash=receipts.hashed(receipt),
        **asdict(facts),
    )
    return case, KeptCase(case.id, receipt)


async def keep_in(
    session: AsyncSession, case: Case, agreement: Agreement, counted: Counted | None
) -> None:
    """Keep a new case in a transaction that somebody else begins and ends."""
    await counts.move(session, counted, None)
    if counted is None:
        await hours.add(session, agreement.given_at)
    session.add(case)
    await session.flush()


async def update(sessions: Sessions, case_id: UUID, facts: CaseFacts) -> None:
    """Put newer facts into a case that goes on being told, unless an officer has touched it.

    What an officer has said, corrected or split stands, whatever the resident goes on to tell.
    """
    async with sessions.begin() as session:
        await update_in(session, case_id, facts)


async def update_in(session: AsyncSession, case_id: UUID, facts: CaseFacts) -> None:
    """The same in a transaction that somebody else begins and ends."""
    touched = select(Review.id).where(Review.case_id == case_id)
    told_on = await session.scalar(select(Case.told_on).where(Case.id == case_id))
    if told_on is None:
        return
    await session.execute(
        change(Case)
        .where(Case.id == case_id, ~touched.exists())
        .values(
            **asdict(facts),
            label=facts.playbook_id,
            queue_rank=queue_rank(told_on, facts.confidence),
            version=Case.version + 1,
        )
    )


async def locate(sessions: Sessions, case_id: UUID, *, commune: str | None, province: str) -> None:
    """Note where a kept case happened, by codes: a commune, or a province only."""
    async with sessions.begin() as session:
        await locate_in(session, case_id, commune=commune, province=province)


async def locate_in(
    session: AsyncSession, case_id: UUID, *, commune: str | None, province: str
) -> None:
    """The same in a transaction that somebody else begins and ends."""
    await session.execute(
        change(Case)
        .where(Case.id == case_id)
        .values(commune=commune, province=province, version=Case.version + 1)
    )


async def withdraw(
    sessions: Sessions, case_id: UUID, facts: CaseFacts, now: datetime
) -> Counted | None:
    """Delete a case whose consent is taken back and only count it; None if it is gone already."""
    after = withdrawn_as(facts, now)
    async with sessions.begin() as session:
        if not await delete_case_in(session, case_id):
            return None
        await count_withdrawn_in(session, after)
    return after


def withdrawn_as(facts: CaseFacts, now: datetime) -> Counted:
    """The count in which a report stands once its consent is taken back."""
    return Counted.of(facts, day_in_viet_nam(now), ConsentState.REFUSED)


async def count_withdrawn_in(session: AsyncSession, after: Counted) -> None:
    """Count it in a transaction that somebody else begins and ends. Its hour was counted before."""
    await counts.move(session, None, after)


async def is_kept(sessions: Sessions, case_id: UUID) -> bool:
    """Whether a case is there."""
    async with sessions() as session:
        return await session.scalar(select(Case.id).where(Case.id == case_id)) is not None


async def is_receipt(sessions: Sessions, code: str) -> bool:
    """Whether a receipt code is that of a case."""
    known = select(Case.id).where(Case.receipt_hash == receipts.hashed(code))
    async with sessions() as session:
        return await session.scalar(known) is not None


async def delete_by_receipt(sessions: Sessions, code: str) -> bool:
    """Delete the case of a receipt code; False if there is none."""
    async with sessions.begin() as session:
        return await delete_by_receipt_in(session, code)


async def delete_by_receipt_in(session: AsyncSession, code: str) -> bool:
    """The same in a transaction that somebody else begins and ends."""
    known = Case.receipt_hash == receipts.hashed(code)
    return _hit(await session.execute(delete(Case).where(known)))


async def delete_case(sessions: Sessions, case_id: UUID) -> None:
    """Delete a case that is still being told."""
    async with sessions.begin() as session:
        await delete_case_in(session, case_id)


async def delete_case_in(session: AsyncSession, case_id: UUID) -> bool:
    """The same in a transaction that somebody else begins and ends; whether it was there."""
    return _hit(await session.execute(delete(Case).where(Case.id == case_id)))


def _hit(result: object) -> bool:
    return isinstance(result, CursorResult) and result.rowcount > 0
