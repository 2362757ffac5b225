"""Writes cases: the facts at once, the narrative only with consent, deletion by receipt."""

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.engine import CursorResult

from casework.cases.models import Case, CaseStatus, LossBucket
from casework.db import Sessions
from casework.privacy.texts import RedactedText
from casework.stage import Stage

# No 0/O, 1/I/L: the code is read from a small screen and typed again.
_RECEIPT_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_RECEIPT_PART = 5


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is counted of a report, consent or not. No text of the resident."""

    channel: str
    decision: str
    playbook_id: str | None
    confidence: float
    stage: Stage | None
    interpreter: str
    model: str | None
    loss: LossBucket = LossBucket.UNKNOWN


@dataclass(frozen=True, slots=True)
class Consent:
    """When the resident agreed, and to which version of the wording."""

    wording: str
    given_at: datetime


async def record(sessions: Sessions, facts: CaseFacts, now: datetime) -> UUID:
    """Keep a new case and return its id."""
    told_at = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    case = Case(told_at=told_at, status=CaseStatus.PENDING, **asdict(facts))
    async with sessions.begin() as session:
        session.add(case)
    return case.id


async def update(sessions: Sessions, case_id: UUID, facts: CaseFacts) -> None:
    """Put newer facts into a case that goes on being told."""
    async with sessions.begin() as session:
        case = await session.get(Case, case_id)
        if case is not None:
            for name, value in asdict(facts).items():
                setattr(case, name, value)


async def keep_narrative(
    sessions: Sessions, case_id: UUID, narrative: RedactedText, consent: Consent
) -> str | None:
    """Keep the redacted narrative; return the receipt code, or None if the case is gone."""
    code = _new_receipt()
    async with sessions.begin() as session:
        case = await session.get(Case, case_id)
        if case is None:
            return None
        case.narrative = narrative
        case.consent_wording = consent.wording
        case.consented_at = consent.given_at
        case.receipt_hash = _hashed(code)
    return code


async def delete_by_receipt(sessions: Sessions, code: str) -> bool:
    """Delete the case of a receipt code; False if there is none."""
    async with sessions.begin() as session:
        done = await session.execute(delete(Case).where(Case.receipt_hash == _hashed(code)))
    return isinstance(done, CursorResult) and done.rowcount > 0


async def delete_case(sessions: Sessions, case_id: UUID) -> None:
    """Delete a case that is still being told."""
    async with sessions.begin() as session:
        await session.execute(delete(Case).where(Case.id == case_id))


def _new_receipt() -> str:
    """A code such as CG-7KQ2M-XW9ZB: 49 bits of chance, which nobody can guess."""
    parts = ("".join(secrets.choice(_RECEIPT_LETTERS) for _ in range(_RECEIPT_PART)) for _ in "12")
    return "-".join(("CG", *parts))


def _hashed(code: str) -> str:
    letters = "".join(c for c in code.upper() if c.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()
