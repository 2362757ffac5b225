"""Signed-in browsers: begun, recognised, ended. The database holds only hashes of their tokens."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Sessions
from console.auth.keys import Keys, Purpose
from console.auth.models import Officer, OfficerSession, Role

LONGEST_SESSION = timedelta(hours=12)
"""A working day: after it everybody signs in anew."""

_SEEN_EVERY = timedelta(minutes=1)
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Visitor:
    """The officer of a request, as far as its handler needs to know them."""

    id: UUID
    login: str
    name: str
    role: Role
    must_change_password: bool
    has_second_factor: bool
    showed_second_factor: bool
    session: str
    csrf: str
    # Of pages that were shown before the console's key was turned.
    csrf_before: tuple[str, ...] = ()


async def begin(
    session: AsyncSession,
    officer: Officer,
    now: datetime,
    *,
    second_factor: bool = False,
    by_sign_on: bool = False,
) -> str:
    """Begin a session; the token for the cookie."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    session.add(
        OfficerSession(
            token_hash=_hashed(token),
            officer_id=officer.id,
            begun_at=now,
            seen_at=now,
            second_factor=second_factor,
            by_sign_on=by_sign_on,
        )
    )
    return token


async def recognise(
    sessions: Sessions, keys: Keys, token: str, now: datetime, idle: timedelta
) -> Visitor | None:
    """The visitor of a cookie's token; None if the session has ended or never was."""
    async with sessions() as session:
        query = (
            select(OfficerSession, Officer)
            .join(Officer, Officer.id == OfficerSession.officer_id)
            .where(OfficerSession.token_hash == _hashed(token), Officer.active.is_(True))
        )
        found = (await session.execute(query)).first()
    if found is None:
        return None
    signed_in, officer = found
    csrf, *csrf_before = keys.signs(Purpose.CSRF, token)
    seen_at, begun_at = in_utc(signed_in.seen_at), in_utc(signed_in.begun_at)
    if now - seen_at > idle or now - begun_at > LONGEST_SESSION:
        return None
    if now - seen_at > _SEEN_EVERY:
        await _note_seen(sessions, signed_in.token_hash, now)
    return Visitor(
        id=officer.id,
        login=officer.login,
        name=officer.name,
        role=officer.role,
        must_change_password=officer.must_change_password and not signed_in.by_sign_on,
        has_second_factor=officer.totp_sealed is not None,
        showed_second_factor=signed_in.second_factor,
        session=signed_in.token_hash,
        csrf=csrf,
        csrf_before=tuple(csrf_before),
    )


async def show_second_factor(session: AsyncSession, token_hash: str) -> None:
    """Note that the second factor was shown in this session."""
    await session.execute(
        update(OfficerSession)
        .where(OfficerSession.token_hash == token_hash)
        .values(second_factor=True)
    )


async def end(session: AsyncSession, token_hash: str) -> None:
    """End one session."""
    await session.execute(delete(OfficerSession).where(OfficerSession.token_hash == token_hash))


async def end_all(session: AsyncSession, officer_id: UUID, but: str | None = None) -> None:
    """End all sessions of an officer, as after a new password; `but` one, if given."""
    query = delete(OfficerSession).where(OfficerSession.officer_id == officer_id)
    await session.execute(query if but is None else query.where(OfficerSession.token_hash != but))


async def end_rested(session: AsyncSession, now: datetime, idle: timedelta) -> None:
    """Delete the sessions that have ended by themselves."""
    await session.execute(
        delete(OfficerSession).where(
            or_(
                OfficerSession.seen_at < now - idle,
                OfficerSession.begun_at < now - LONGEST_SESSION,
            )
        )
    )


def in_utc(moment: datetime) -> datetime:
    """SQLite gives moments back without their zone, which is UTC."""
    return moment.replace(tzinfo=moment.tzinfo or UTC)


async def _note_seen(sessions: Sessions, token_hash: str, now: datetime) -> None:
    async with sessions.begin() as session:
        await session.execute(
            update(OfficerSession)
            .where(OfficerSession.token_hash == token_hash)
            .values(seen_at=now)
        )


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
