"""What every handler works with, and the one way in which an act is done: with its audit entry."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.review import Second, Seen
from casework.db import Sessions
from casework.playbooks.library import Library
from console import audit
from console.auth.keys import Keys, Purpose
from console.auth.sessions import Visitor
from console.live_checks import LiveChecks
from console.settings import ConsoleSettings


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of the console, put together in console/app.py."""

    settings: ConsoleSettings
    sessions: Sessions
    keys: Keys
    library: Library
    communes: Mapping[str, str]
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    # A password takes a tenth of a second to check on purpose: many at once must not stop the desk.
    checking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    # What somebody types is checked at every pause: that must not stop the desk either.
    live_checks: LiveChecks = field(default_factory=LiveChecks)
    # What is called by which code, and the code of the province that the communes are of.
    provinces: Mapping[str, str] = field(default_factory=dict)
    home: str = ""
    # Whose name a false link or number borrows, by id; data/official_domains.yml.
    brands: Mapping[str, str] = field(default_factory=dict)

    @property
    def second(self) -> Second:
        """Which cases get a second reading; without the key nobody can reckon it."""
        salt = self.keys.sign(Purpose.SAMPLE, "second reading")
        return Second(self.settings.second_reading_share, salt)

    def seen(self, visitor: Visitor, case_id: UUID, version: int) -> Seen:
        """The case as this officer has it before their eyes."""
        return Seen(case_id, version, visitor.id, self.now())

    @asynccontextmanager
    async def act(
        self, visitor: Visitor | None, act: str, subject: str | None = None, **details: object
    ) -> AsyncIterator[AsyncSession]:
        """A transaction in which an act is done; its audit entry is kept with it or neither is.

        `details` never holds a text of a resident, nor of an officer.
        """
        async with self.sessions.begin() as session:
            yield session
            entry = audit.Entry(visitor.id if visitor else None, act, subject, details)
            await audit.write(session, self.keys, self.now(), entry)


def desk_of(request: Request) -> Desk:
    """The desk that the application was made with."""
    desk: Desk = request.app.state.desk
    return desk


def visitor_of(request: Request) -> Visitor:
    """The officer who has been let in (console/auth/admission.py)."""
    visitor: Visitor = request.state.visitor
    return visitor


TheDesk = Annotated[Desk, Depends(desk_of)]
TheVisitor = Annotated[Visitor, Depends(visitor_of)]


def about_case(case_id: UUID) -> str:
    """A case as the audit log names it."""
    return f"case:{case_id}"
