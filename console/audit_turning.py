"""Takes the audit log over to the current key: an entry under it seals all that stands before."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Sessions
from console import audit
from console.audit_chain import HEAD, TURNED, Reading, Verified, sealed_part
from console.audit_models import AuditHead
from console.auth.keys import Keys


class AuditLogBroken(Exception):
    """Nhật ký không nguyên vẹn nên chưa niêm phong bằng khoá mới: một bản bị sửa sẽ thành bản thật.

    Chạy ./canhgiac console audit verify để biết mục nào.
    """


async def turn(sessions: Sessions, keys: Keys, now: datetime) -> int:
    """Seal the log under the current key; how many entries, 0 if none needs a previous one.

    The look through a long log takes seconds and holds nobody up: only what was added meanwhile is
    read while others wait. Raises AuditLogBroken.
    """
    async with sessions() as session:
        found = await audit.verify(session, keys)
        if found.broken_at is not None:
            raise AuditLogBroken
        if not found.under_previous:
            return 0
        # From the beginning once more, for the digest.
        reading = Reading(keys, await sealed_part(session, keys))
        _must_be_whole(await reading.follow(session, through=found.entries))
    async with sessions.begin() as session:
        through = await _locked(session)
        _must_be_whole(await reading.follow(session, through))
        details = {"through": through, "digest": reading.digest.hexdigest(), "by": "command line"}
        await audit.write(session, keys, now, audit.Entry(None, TURNED, None, details))
    return through


async def _locked(session: AsyncSession) -> int:
    """The number of the last entry, which stays the last until this transaction ends."""
    head = update(AuditHead).where(AuditHead.id == HEAD).values(number=AuditHead.number)
    number: int = (await session.execute(head.returning(AuditHead.number))).scalar_one()
    return number


def _must_be_whole(broken: Verified | None) -> None:
    if broken is not None:
        raise AuditLogBroken
