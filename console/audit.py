"""The audit log: every act of an officer, each entry chained to the one before it.

An entry's hash is an HMAC, under a key that the database does not hold, over the hash before and
the entry. Who changes, deletes or inserts an entry in the database is found by `verify`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from console.audit_models import AuditEntry, AuditHead
from console.auth.keys import Keys, Purpose
from console.auth.models import Officer

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
    seal = _seal(keys, number, entry.hash)
    head = update(AuditHead).where(AuditHead.id == _HEAD)
    await session.execute(head.values(hash=entry.hash, seal=seal))


async def verify(session: AsyncSession, keys: Keys, head: str | None = None) -> Verified:
    """Look through the whole log. `head` is a hash noted earlier, which must still stand in it."""
    found, seen_head = await _walk(session, keys, head)
    if found.broken_at is not None:
        return found
    why = await _end_is_wrong(session, keys, found)
    if not why and head is not None and not seen_head:
        why = "không thấy mục có mã đã ghi lại trước đây"
    return replace(found, broken_at=found.entries + 1, why=why) if why else found


async def _walk(session: AsyncSession, keys: Keys, head: str | None) -> tuple[Verified, bool]:
    """Follow the chain; whether the noted hash stands in it."""
    before, number, seen_head = "", 0, False
    while entries := await _after(session, number):
        for entry in entries:
            number += 1
            if why := _is_wrong(keys, before, number, entry):
                return Verified(number, before, number, why), seen_head
            before = entry.hash if entry else before
            seen_head = seen_head or before == head
        session.expunge_all()
    return Verified(number, before), seen_head


def _is_wrong(keys: Keys, before: str, number: int, entry: AuditEntry | None) -> str:
    if entry is None:
        return "nội dung không đọc được nữa"
    if entry.number != number:
        return "thiếu mục này"
    if entry.hash == _hash(keys, before, entry):
        return ""
    other_key = ", hoặc CONSOLE_KEY không phải khoá lúc ghi" if number == 1 else ""
    return "nội dung không còn như lúc ghi" + other_key


async def _end_is_wrong(session: AsyncSession, keys: Keys, found: Verified) -> str:
    """What is cut off the end leaves a chain that is right as far as it goes."""
    last = await session.get(AuditHead, _HEAD)
    if last is None or (last.number, last.hash) != (found.entries, found.head):
        return "các mục cuối đã bị cắt"
    if found.entries and last.seal != _seal(keys, found.entries, found.head):
        return "dấu của mục cuối không đúng: các mục cuối đã bị cắt"
    if not found.entries and await session.scalar(select(Officer.id).limit(1)):
        # Adding an officer is an act: where there is one, the log can't be empty.
        return "nhật ký trống dù đã có cán bộ: đã bị xoá hết"
    return ""


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


def _seal(keys: Keys, number: int, last: str) -> str:
    return keys.sign(Purpose.AUDIT_HEAD, f"{number} {last}")


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
