"""The audit log: every act of an officer, each entry chained to the one before it.

An entry's hash is an HMAC, under a key that the database does not hold, over the hash before and
the entry. Who changes, deletes or inserts an entry in the database is found by `verify`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from console.audit_models import AuditEntry, AuditHead
from console.auth.keys import Keys, Purpose

_HEAD = 1
_READ_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look through the log has found.

    `broken_at` is the first entry that is not as it was written, with `why`; None if all are.
    """

    entries: int
    head: str
    broken_at: int | None = None
    why: str = ""


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
        .where(AuditHead.id == _HEAD)
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
    entry.hash = _hash(keys, before, entry)
    session.add(entry)
    await session.execute(update(AuditHead).where(AuditHead.id == _HEAD).values(hash=entry.hash))


async def verify(session: AsyncSession, keys: Keys, head: str | None = None) -> Verified:
    """Look through the whole log. `head` is a hash noted earlier, which must still stand in it."""
    before, number, seen_head = "", 0, head is None
    while entries := await _after(session, number):
        for entry in entries:
            number += 1
            if entry is None:
                return Verified(number, before, number, "nội dung không đọc được nữa")
            if entry.number != number:
                return Verified(number, before, number, "thiếu mục này")
            if entry.hash != _hash(keys, before, entry):
                return Verified(number, before, number, "nội dung không còn như lúc ghi")
            before = entry.hash
            seen_head = seen_head or before == head
        session.expunge_all()
    last = await session.get(AuditHead, _HEAD)
    if last is None or (last.number, last.hash) != (number, before):
        return Verified(number, before, number + 1, "các mục cuối đã bị cắt")
    if not seen_head:
        return Verified(number, before, number + 1, "không thấy mục có mã đã ghi lại trước đây")
    return Verified(number, before)


async def _after(session: AsyncSession, number: int) -> Sequence[AuditEntry | None]:
    """The entries that follow; None for one of which a value can't be read any more."""
    query = select(AuditEntry).where(AuditEntry.number > number).order_by(AuditEntry.number)
    try:
        return (await session.scalars(query.limit(_READ_AT_ONCE))).all()
    except ValueError:
        # SQLite lets anybody write 'x' where an id or JSON stood. One by one, to say which it is.
        pass
    try:
        return (await session.scalars(query.limit(1))).all()
    except ValueError:
        return [None]


def _hash(keys: Keys, before: str, entry: AuditEntry) -> str:
    done_at = entry.done_at.replace(tzinfo=entry.done_at.tzinfo or UTC).astimezone(UTC)
    said = json.dumps(
        [
            before,
            entry.number,
            done_at.isoformat(),
            entry.officer_id.hex if entry.officer_id else None,
            entry.act,
            entry.subject,
            entry.details,
        ],
        ensure_ascii=False,
        sort_keys=True,
    )
    return keys.sign(Purpose.AUDIT, said)
