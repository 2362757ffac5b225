"""How the audit log's chain is made and looked through.

Each entry verifies under one of the listed keys. What stands before an entry `keys.turned` needs
none: that entry holds a digest of all of it, so that the key it was written under can go.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from console.audit_models import AuditEntry, AuditHead
from console.auth.keys import Keys, Purpose
from console.auth.models import Officer

TURNED = "keys.turned"
HEAD = 1
_READ_AT_ONCE = 1_000
_OTHER_KEY = ", hoặc CONSOLE_KEY không phải khoá lúc ghi"


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look through the log has found.

    `broken_at` is the first entry that is not as it was written, with `why`; None if all are.
    `under_previous`: how many entries, the seal of the end included, need a previous key.
    """

    entries: int
    head: str
    broken_at: int | None = None
    why: str = ""
    under_previous: int = 0


@dataclass(frozen=True, slots=True)
class Sealed:
    """What an entry `keys.turned` says: the digest of all entries up to this one."""

    through: int = 0
    digest: str = ""


@dataclass(slots=True)
class Reading:
    """A look through the chain, entry by entry."""

    keys: Keys
    sealed: Sealed = Sealed()
    noted: str | None = None
    number: int = 0
    before: str = ""
    seen_noted: bool = False
    under_previous: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    # The first one of the sealed part that no listed key knows: which it would be, if one is wrong.
    _unknown: int = 0

    async def follow(self, session: AsyncSession, through: int | None = None) -> Verified | None:
        """Read on, to the end or `through` an entry; what is wrong, or None."""
        while entries := await _after(session, self.number):
            for entry in entries:
                if through is not None and self.number >= through:
                    return None
                self.number += 1
                if wrong := self._take(entry):
                    at, why = wrong
                    return Verified(self.number, self.before, at, why)
            session.expunge_all()
        return None

    def _take(self, entry: AuditEntry | None) -> tuple[int, str] | None:
        if entry is None:
            return self.number, "nội dung không đọc được nữa"
        if entry.number != self.number:
            return self.number, "thiếu mục này"
        said = _said(self.before, entry)
        self.digest.update(f"{said} {entry.hash}\n".encode())
        signs = self.keys.signs(Purpose.AUDIT, said)
        if entry.hash not in signs:
            if entry.number > self.sealed.through:
                other_key = _OTHER_KEY if entry.number == self.sealed.through + 1 else ""
                return self.number, "nội dung không còn như lúc ghi" + other_key
            self._unknown = self._unknown or entry.number
        elif entry.hash != signs[0] and entry.number > self.sealed.through:
            self.under_previous += 1
        self.before = entry.hash
        self.seen_noted = self.seen_noted or entry.hash == self.noted
        if entry.number == self.sealed.through and self.digest.hexdigest() != self.sealed.digest:
            why = f"một mục từ đây đến mục {entry.number} không còn như lúc niêm phong khi đổi khoá"
            return self._unknown or 1, why
        return None


async def verify(session: AsyncSession, keys: Keys, head: str | None = None) -> Verified:
    """Look through the whole log. `head` is a hash noted earlier, which must still stand in it."""
    reading = Reading(keys, await sealed_part(session, keys), head)
    if broken := await reading.follow(session):
        return broken
    under_previous = reading.under_previous
    found = Verified(reading.number, reading.before, under_previous=under_previous)
    last = await session.get(AuditHead, HEAD)
    why = await _end_is_wrong(session, keys, found, last)
    if not why and head is not None and not reading.seen_noted:
        why = "không thấy mục có mã đã ghi lại trước đây"
    if why:
        return replace(found, broken_at=found.entries + 1, why=why)
    if last and found.entries and last.seal != seal_of(keys, found.entries, found.head):
        return replace(found, under_previous=under_previous + 1)
    return found


async def sealed_part(session: AsyncSession, keys: Keys) -> Sealed:
    """What the newest genuine entry `keys.turned` seals; nothing, if there is none."""
    turned = AuditEntry.act == TURNED
    try:
        found = (
            await session.scalars(
                select(AuditEntry).where(turned).order_by(AuditEntry.number.desc())
            )
        ).all()
    except ValueError:
        return Sealed()  # one of them can't be read any more, and is told of as broken
    for entry in found:
        one_before = select(AuditEntry.hash).where(AuditEntry.number == entry.number - 1)
        before = await session.scalar(one_before) or ""
        if entry.hash in keys.signs(Purpose.AUDIT, _said(before, entry)):
            return Sealed(int(entry.details["through"]), str(entry.details["digest"]))
    return Sealed()


def hash_of(keys: Keys, before: str, entry: AuditEntry) -> str:
    """What chains an entry to the one before it."""
    return keys.sign(Purpose.AUDIT, _said(before, entry))


def seal_of(keys: Keys, number: int, last: str) -> str:
    """What shows that the last entry is the last one."""
    return keys.sign(Purpose.AUDIT_HEAD, f"{number} {last}")


async def _end_is_wrong(
    session: AsyncSession, keys: Keys, found: Verified, last: AuditHead | None
) -> str:
    """What is cut off the end leaves a chain that is right as far as it goes."""
    if last is None or (last.number, last.hash) != (found.entries, found.head):
        return "các mục cuối đã bị cắt"
    seals = keys.signs(Purpose.AUDIT_HEAD, f"{found.entries} {found.head}")
    if found.entries and last.seal not in seals:
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


def _said(before: str, entry: AuditEntry) -> str:
    done_at = entry.done_at.replace(tzinfo=entry.done_at.tzinfo or UTC).astimezone(UTC)
    return json.dumps(
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
