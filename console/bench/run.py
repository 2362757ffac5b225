"""One database's part of the benchmark: fill it if it is empty, serve it, ask, explain."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.cases.models import Case, CaseStatus
from casework.clock import day_in_viet_nam
from casework.communes import Communes
from casework.db import Sessions, open_engine, open_sessions
from casework.migrations import migrate
from casework.playbooks.library import Library
from console.auth.keys import Keys
from console.bench import machine, paging
from console.bench.book import Book, Size
from console.bench.loading import PostgresLoader, analyse, fill, sqlite_loader
from console.bench.measuring import CONFIRM, ROUNDS, TARGET, WARM_UPS, Asker, Took
from console.bench.pages import Known, pages
from console.bench.people import (
    ADMIN,
    AUDIT_ENTRIES,
    SUPERVISOR,
    add_officers,
    sign_in,
    write_audit_log,
)
from console.bench.plans import plans
from console.bench.postgres import Server
from console.bench.progress import say
from console.bench.report import Found
from console.bench.serving import served

DATA = Path(__file__).resolve().parents[2] / "data"
DATABASE = "console"


@dataclass(frozen=True, slots=True)
class Scratch:
    """The folder of the databases, and how much is in them."""

    folder: Path
    size: Size

    @property
    def key(self) -> str:
        """The CONSOLE_KEY of the databases here, made with the first of them."""
        file = self.folder / "console-key"
        if not file.exists():
            file.write_text(secrets.token_urlsafe(32), encoding="ascii")
            file.chmod(0o600)
        return file.read_text(encoding="ascii")

    def is_filled(self, name: str) -> bool:
        """Whether an earlier run has filled this database, with as many rows."""
        file = self._note(name)
        return file.exists() and json.loads(file.read_text()) == asdict(self.size)

    def note_filled(self, name: str) -> None:
        """Note that it is complete now."""
        self._note(name).write_text(json.dumps(asdict(self.size)))

    def _note(self, name: str) -> Path:
        return self.folder / f"{name}-filled.json"


def measure_sqlite(scratch: Scratch) -> Found:
    """In a file of the scratch folder."""
    file = scratch.folder / "console.db"
    url = f"sqlite:///{file}"
    if not scratch.is_filled("sqlite"):
        file.unlink(missing_ok=True)
        migrate(url)
        book = asyncio.run(_book(url, scratch))
        with sqlite_loader(file) as loader:
            fill(loader, book)
        asyncio.run(_log(url, scratch, book))
        scratch.note_filled("sqlite")
    return asyncio.run(_measure(url, scratch, file.stat().st_size))


def measure_postgres(scratch: Scratch, server: Server) -> Found:
    """In a database of a running server."""
    url = server.url(DATABASE)
    if not scratch.is_filled("postgresql"):
        if server.has(DATABASE):
            server.drop(DATABASE)
        migrate(server.make(DATABASE))
        book = asyncio.run(_book(url, scratch))
        fill(PostgresLoader(server, DATABASE), book)
        asyncio.run(_log(url, scratch, book))
        analyse(server, DATABASE)
        scratch.note_filled("postgresql")
    with server.connect(DATABASE) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return asyncio.run(_measure(url, scratch, row[0] if row else 0))


async def _book(url: str, scratch: Scratch) -> Book:
    """The book that is to be loaded, its officers added."""
    async with _opened(url) as engine:
        officers = await add_officers(open_sessions(engine))
    library = Library.from_file(DATA / "scam_patterns.yml")
    return Book(library, _communes(), officers, datetime.now(UTC), scratch.size)


async def _log(url: str, scratch: Scratch, book: Book) -> None:
    async with _opened(url) as engine:
        await write_audit_log(open_sessions(engine), Keys(scratch.key), book.officers[0])


async def _measure(url: str, scratch: Scratch, size: int) -> Found:
    """All pages, then the plans and the rivals, one after the other."""
    async with _opened(url) as engine:
        open_session = open_sessions(engine)
        keys = Keys(scratch.key)
        supervisor = await sign_in(open_session, keys, SUPERVISOR)
        admin = await sign_in(open_session, keys, ADMIN)
        found = await _found(open_session)
    load = machine.busy()
    with served(url, scratch.key) as address:
        times = _ask(Asker(address, supervisor), Asker(address, admin), found)
    async with _opened(url) as engine:
        told = Found(
            bytes=size,
            pages=times,
            plans=await plans(engine, scratch.size.cases),
            compared=await paging.compare(engine, scratch.size.cases),
            looked_through=await paging.look_through(engine),
            load=(load, machine.busy()),
        )
    say(f"measured: {url.partition(':')[0]}")
    return told


@dataclass(frozen=True, slots=True)
class _Cases:
    """Some cases of the book: one that is reviewed, and some that wait."""

    reviewed: str
    waiting: list[str]


async def _found(open_session: Sessions) -> _Cases:
    most = WARM_UPS + ROUNDS + 1
    async with open_session() as session:
        reviewed = (
            select(Case.id)
            .where(Case.status == CaseStatus.RELABELLED, Case.handed_over.is_(True))
            .order_by(Case.queue_rank.desc())
            .limit(1)
        )
        waiting = (
            select(Case.id)
            .where(Case.status == CaseStatus.PENDING, Case.label.is_not(None), Case.version == 1)
            .order_by(Case.queue_rank.desc())
            .offset(2_000)
            .limit(most)
        )
        return _Cases(
            str((await session.scalars(reviewed)).one()),
            [str(case_id) for case_id in await session.scalars(waiting)],
        )


def _ask(supervisor: Asker, admin: Asker, cases: _Cases) -> dict[str, Took]:
    with closing(supervisor), closing(admin):
        known = Known(
            today=day_in_viet_nam(datetime.now(UTC)),
            labels=Library.from_file(DATA / "scam_patterns.yml").ids,
            communes=_communes(),
            reviewed_case=cases.reviewed,
            pending_case=cases.waiting[0],
            place_40=supervisor.follow("/cases", 39),
            incidents_2=supervisor.follow("/incidents", 1),
            opinions_2=supervisor.follow("/opinions", 1),
            audit_2=str(AUDIT_ENTRIES - 100),
        )
        times: dict[str, Took] = {}
        for asked in pages(known):
            times[asked.name] = (admin if asked.admin else supervisor).measure(asked)
            if times[asked.name].median > TARGET:
                say(f"over the target: {asked.name}, {times[asked.name].median:.2f} s")
        times[CONFIRM] = supervisor.measure_confirming(cases.waiting[1:])
        return times


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        await engine.dispose()


def _communes() -> list[str]:
    return [c.code for c in Communes.from_file(DATA / "communes.yml").communes]
