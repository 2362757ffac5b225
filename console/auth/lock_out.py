"""Whoever guesses is stopped by address, not by account: nobody can lock an officer out.

Source: notes/PEERS 6 (check-api#1890).
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from console.auth.keys import Keys, Purpose
from console.auth.models import FailedSignIn

MOST_FAILURES = 10
"""From one address within the window; a whole station behind one address still gets in."""

WINDOW = timedelta(minutes=15)

KEPT = timedelta(days=1)


class TooManyFailures(Exception):
    """Có quá nhiều lần đăng nhập sai từ địa chỉ này. Xin thử lại sau 15 phút."""


async def check(session: AsyncSession, keys: Keys, address: str, now: datetime) -> None:
    """Raises TooManyFailures."""
    query = select(func.count()).where(
        FailedSignIn.address == _stand_in(keys, address), FailedSignIn.failed_at > now - WINDOW
    )
    if (await session.scalar(query) or 0) >= MOST_FAILURES:
        raise TooManyFailures


async def note(session: AsyncSession, keys: Keys, address: str, now: datetime) -> None:
    """Note a failure, and forget those of yesterday."""
    session.add(FailedSignIn(address=_stand_in(keys, address), failed_at=now))
    await session.execute(delete(FailedSignIn).where(FailedSignIn.failed_at < now - KEPT))


def _stand_in(keys: Keys, address: str) -> str:
    return keys.sign(Purpose.ADDRESS, address)
