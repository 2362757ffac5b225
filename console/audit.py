"""The audit log: every act of an officer, each entry chained to the one before it.

An entry's hash is an HMAC, under a key that the database does not hold, over the hash before and
the entry. Who changes, deletes or inserts an entry in the database is found by `verify`. How the
chain outlives its key: console/audit_chain.py, console/audit_turning.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from console.audit_chain import HEAD, Verified, hash_of, seal_of, verify
from console.audit_models import AuditEntry, AuditHead
from console.auth.keys import Keys

__all__ = ["Entry", "Verified", "verify", "write"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did what, to what. `details` holds no text of a resident or an officer."""

    officer_id: UUID | None
    act: str
    subject: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


async def write(session: AsyncSession, keys: Keys, now: datetime, new: Entry) -> None:
    """Add an entry, in the transaction of the act itself: both are kept or neither is."""
    # The update first: it locks the head, so that two processes can't continue the same entry.
    query = (
        update(AuditHead)
        .where(AuditHead.id == HEAD)
        .values(number=AuditHead.number + 1)
        .returning(AuditHead.number, AuditHead.hash)
    )
    number, before = (await session.execute(query)).one()
    entry = AuditEntry(
        number=number,
        done_at=now.astimezone(UTC).replace(microsecond=0),
        officer_id=new.officer_id,
        act=new.act,
        subject=new.subject,
        details=dict(new.details),
    )
    entry.hash = hash_of(keys, before, entry)
    session.add(entry)
    seal = seal_of(keys, number, entry.hash)
    head = update(AuditHead).where(AuditHead.id == HEAD)
    await session.execute(head.values(hash=entry.hash, seal=seal))
