"""Officers of the measured book, their sessions, and an audit log written entry by entry."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from casework.db import Sessions
from console import audit
from console.auth import officers, sessions
from console.auth.keys import Keys, Purpose
from console.auth.models import Officer, Role

AUDIT_ENTRIES = 2_000

SUPERVISOR, ADMIN = "chihuy", "quantri"
_ROLES = {
    **dict.fromkeys(("canbo.mot", "canbo.hai", "canbo.ba", "canbo.bon"), Role.OFFICER),
    SUPERVISOR: Role.SUPERVISOR,
    ADMIN: Role.ADMIN,
}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The cookie of a session, and what its forms have to send."""

    cookie: str
    csrf: str


async def add_officers(open_session: Sessions) -> list[UUID]:
    """Add them to a new book; the ids of the five who review."""
    async with open_session.begin() as session:
        added = [
            (await officers.add(session, login, login, role, datetime.now(UTC))).officer
            for login, role in _ROLES.items()
        ]
        for officer in added:
            officer.must_change_password = False
        return [officer.id for officer in added if officer.role is not Role.ADMIN]


async def sign_in(open_session: Sessions, keys: Keys, login: str) -> SignedIn:
    """Begin a session, as the sign-in page does when the second factor was shown too."""
    async with open_session.begin() as session:
        officer = await session.scalar(select(Officer).where(Officer.login == login))
        if officer is None:
            raise LookupError(login)
        token = await sessions.begin(session, officer, datetime.now(UTC), second_factor=True)
    return SignedIn(token, keys.sign(Purpose.CSRF, token))


async def write_audit_log(open_session: Sessions, keys: Keys, officer: UUID) -> None:
    """So many entries, each chained to the one before, as if an officer had read cases."""
    async with open_session.begin() as session:
        for _ in range(AUDIT_ENTRIES):
            entry = audit.Entry(officer, "case.read", f"case:{uuid4()}")
            await audit.write(session, keys, datetime.now(UTC), entry)
