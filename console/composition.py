"""Opens what the console needs: database, playbooks, places, key; and its first admin."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from casework.communes import Communes
from casework.db import Sessions, open_engine, open_sessions
from casework.evidence.official_domains import OfficialDomains
from casework.keys import listed
from casework.learning.following import library_at_start
from casework.migrations import migrate
from casework.provinces import Provinces
from console import audit
from console.auth import officers
from console.auth.keys import Keys
from console.auth.models import Role
from console.auth.officers import Added
from console.desk import Desk
from console.settings import ConsoleSettings

FIRST_ADMIN = "admin"


class NoConsoleKey(Exception):
    """Chưa có CONSOLE_KEY (từ 32 ký tự) trong .env: chạy bằng ./canhgiac thì khoá tự được tạo."""


@asynccontextmanager
async def open_desk(settings: ConsoleSettings) -> AsyncIterator[Desk]:
    """The desk over the database of the settings, brought to the newest schema.

    Raises NoConsoleKey, DataFileError.
    """
    keys = keys_of(settings)
    communes = Communes.from_file(settings.data_dir / "communes.yml")
    provinces = Provinces.from_file(settings.data_dir / "provinces.yml")
    official = OfficialDomains.from_file(settings.data_dir / "official_domains.yml")
    await asyncio.to_thread(migrate, settings.database_url)
    engine = open_engine(settings.database_url)
    sessions = open_sessions(engine)
    try:
        yield Desk(
            settings=settings,
            sessions=sessions,
            keys=keys,
            # What the residents' bot tells. The file is the trainers' draft.
            library=await library_at_start(sessions, settings.data_dir / "scam_patterns.yml"),
            communes={commune.code: commune.name for commune in communes.communes},
            provinces={province.code: province.short for province in provinces.provinces},
            home=communes.province.code,
            brands={brand.id: brand.name for brand in official.brands},
        )
    finally:
        await engine.dispose()


def keys_of(settings: ConsoleSettings) -> Keys:
    """Raises NoConsoleKey."""
    if settings.console_key is None:
        raise NoConsoleKey
    previous = listed(settings.console_key_previous)
    return Keys(settings.console_key.get_secret_value(), previous)


async def add_officer(desk: Desk, login: str, name: str, role: Role) -> Added:
    """Add an officer from the command line. Raises LoginTaken."""
    async with desk.act(
        None, "officer.added", login, role=role.value, by="command line"
    ) as session:
        return await officers.add(session, login, name, role, desk.now())


async def reset_officer(desk: Desk, login: str) -> str:
    """A new one-time password, and no second factor. Raises NoSuchOfficer."""
    async with desk.act(None, "officer.reset", login, by="command line") as session:
        officer = await officers.find_by_login(session, login)
        return await officers.reset(session, officer.id)


async def first_admin(desk: Desk) -> Added | None:
    """Make the first admin, if there is none; None if there is one."""
    async with desk.sessions() as session:
        if await officers.has_admin(session):
            return None
    return await add_officer(desk, FIRST_ADMIN, "Quản trị", Role.ADMIN)


async def verify_log(sessions: Sessions, keys: Keys, head: str | None) -> audit.Verified:
    """Look through the whole audit log."""
    async with sessions() as session:
        return await audit.verify(session, keys, head)
