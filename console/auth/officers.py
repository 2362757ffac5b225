"""Who the officers are: looked up, added, changed, switched off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from console.auth import passwords, sessions
from console.auth.models import Officer, Role

LOGIN = r"^[a-z0-9][a-z0-9._@-]{2,63}$"
"""What a login may look like: small letters and digits, as in an address for mail."""


class LoginTaken(Exception):
    """Tên đăng nhập này đã có người dùng; hãy chọn tên khác."""


class LastAdmin(Exception):
    """Đây là người quản trị cuối cùng đang hoạt động: thêm người quản trị khác trước đã."""


class NoSuchOfficer(Exception):
    """Không có cán bộ này."""


@dataclass(frozen=True, slots=True)
class Added:
    """A new officer, and the password for their first sign-in; it is shown once."""

    officer: Officer
    password: str


async def everybody(session: AsyncSession) -> list[Officer]:
    """All officers, the active ones first."""
    query = select(Officer).order_by(Officer.active.desc(), Officer.login)
    return list((await session.scalars(query)).all())


async def names_of(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of some officers."""
    if not ids:
        return {}
    query = select(Officer.id, Officer.name).where(Officer.id.in_(ids))
    return {row.id: row.name for row in await session.execute(query)}


async def find(session: AsyncSession, officer_id: UUID) -> Officer:
    """Raises NoSuchOfficer."""
    officer = await session.get(Officer, officer_id)
    if officer is None:
        raise NoSuchOfficer
    return officer


async def find_by_login(session: AsyncSession, login: str) -> Officer:
    """Raises NoSuchOfficer."""
    officer = await session.scalar(select(Officer).where(Officer.login == login))
    if officer is None:
        raise NoSuchOfficer
    return officer


async def add(session: AsyncSession, login: str, name: str, role: Role, now: datetime) -> Added:
    """Add an officer with a one-time password. Raises LoginTaken."""
    if await session.scalar(select(Officer.id).where(Officer.login == login)):
        raise LoginTaken
    password = passwords.one_time()
    officer = Officer(
        login=login,
        name=name,
        role=role,
        password_hash=await passwords.hashed(password),
        must_change_password=True,
        made_at=now,
    )
    session.add(officer)
    await session.flush()
    return Added(officer, password)


async def change_role(session: AsyncSession, officer_id: UUID, role: Role) -> None:
    """Give another role; signed-in browsers feel it at once. Raises LastAdmin, NoSuchOfficer."""
    officer = await find(session, officer_id)
    if role is not Role.ADMIN:
        await _keep_an_admin(session, officer)
    officer.role = role


async def switch(session: AsyncSession, officer_id: UUID, *, active: bool) -> None:
    """Switch an officer off, with all sessions, or on again. Raises LastAdmin, NoSuchOfficer."""
    officer = await find(session, officer_id)
    if not active:
        await _keep_an_admin(session, officer)
        await sessions.end_all(session, officer_id)
    officer.active = active


async def reset(session: AsyncSession, officer_id: UUID) -> str:
    """A new one-time password, and no second factor: for who has lost them.

    Raises NoSuchOfficer.
    """
    officer = await find(session, officer_id)
    password = passwords.one_time()
    officer.password_hash = await passwords.hashed(password)
    officer.must_change_password = True
    officer.totp_sealed = None
    await sessions.end_all(session, officer_id)
    return password


async def has_admin(session: AsyncSession) -> bool:
    """Whether there is somebody who can add others."""
    admins = select(func.count()).select_from(Officer).where(Officer.role == Role.ADMIN)
    return bool(await session.scalar(admins))


async def _keep_an_admin(session: AsyncSession, leaving: Officer) -> None:
    if leaving.role is not Role.ADMIN or not leaving.active:
        return
    # The write first: it makes two admins who switch each other off wait for one another.
    await session.execute(update(Officer).where(Officer.role == Role.ADMIN).values(role=Role.ADMIN))
    others = select(func.count()).where(
        Officer.role == Role.ADMIN, Officer.active.is_(True), Officer.id != leaving.id
    )
    if not await session.scalar(others):
        raise LastAdmin
