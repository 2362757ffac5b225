"""Whoever guesses is stopped by address, not by account: nobody can lock an officer out.

Source: notes/PEERS 6 (check-api#1890).
"""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Sessions
from console.auth.keys import Keys, Purpose
from console.auth.models import FailedSignIn

MOST_FAILURES = 20
"""From one address within the window. A station behind one address shares them: twenty, so that a
few wrong passwords of colleagues lock nobody out, and a guesser gets 2,000 a day at most."""

WINDOW = timedelta(minutes=15)

KEPT = timedelta(days=1)

IPV6, IPV6_PREFIX = 6, 64

# SQLite takes one writer at a time by itself.
_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(:address, 0))")


class TooManyFailures(Exception):
    """Có quá nhiều lần đăng nhập sai từ địa chỉ này. Xin thử lại sau 15 phút."""


async def check(session: AsyncSession, keys: Keys, address: str, now: datetime) -> None:
    """Raises TooManyFailures."""
    if await _failures(session, _stand_ins(keys, address), now) >= MOST_FAILURES:
        raise TooManyFailures


async def attempt(sessions: Sessions, keys: Keys, address: str, now: datetime) -> int:
    """Note a try as a failure before it is looked at; `succeeded` takes it back.

    However many tries come at once, no more than MOST_FAILURES are looked at. Raises
    TooManyFailures.
    """
    async with sessions.begin() as session:
        stand_ins = _stand_ins(keys, address)
        if session.get_bind().dialect.name == "postgresql":
            # Else each of those that come at once does not see the others, and counts too few.
            await session.execute(_ALONE, {"address": stand_ins[0]})
        tried = FailedSignIn(address=stand_ins[0], failed_at=now)
        session.add(tried)
        await session.flush()
        too_many = await _failures(session, stand_ins, now) > MOST_FAILURES
        if too_many:
            # Not counted: whoever waits gets in again, however often they tried.
            await session.delete(tried)
    if too_many:
        raise TooManyFailures
    return tried.id


async def succeeded(session: AsyncSession, attempt_id: int) -> None:
    """A try that was no failure."""
    await session.execute(delete(FailedSignIn).where(FailedSignIn.id == attempt_id))


async def note(session: AsyncSession, keys: Keys, address: str, now: datetime) -> None:
    """Note a failure, and forget those of yesterday."""
    session.add(FailedSignIn(address=_stand_ins(keys, address)[0], failed_at=now))
    await forget_old(session, now)


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Forget the failures of yesterday."""
    await session.execute(delete(FailedSignIn).where(FailedSignIn.failed_at < now - KEPT))


async def _failures(session: AsyncSession, stand_ins: list[str], now: datetime) -> int:
    query = select(func.count()).where(
        FailedSignIn.address.in_(stand_ins), FailedSignIn.failed_at > now - WINDOW
    )
    return await session.scalar(query) or 0


def _stand_ins(keys: Keys, address: str) -> list[str]:
    """The current key's first: a turned key gives nobody new attempts."""
    return keys.signs(Purpose.ADDRESS, _network(address))


def _network(address: str) -> str:
    """Whoever has one IPv6 address has 2^64 of them: these count as one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == IPV6:
        return str(ip_network((found, IPV6_PREFIX), strict=False))
    return address
