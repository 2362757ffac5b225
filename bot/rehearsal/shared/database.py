"""A PostgreSQL server that can be killed, held still and started again, on a disk that can fill.

`console/bench/postgres.py` has one for a block's time; the doors import nothing of each other, and
here it must be possible to do it harm.
"""

import asyncio
import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from bot.rehearsal.shared.processes import DidNotStart, Process

OWNER = "postgres"
_DEBIAN = Path("/usr/lib/postgresql")
_PATIENCE = 60.0
DISK = "700m"
"""Size of the disk that can fill: a memory file system, so that nobody else's disk does."""

SETTINGS = {"max_connections": "200", "shared_buffers": "128MB", "max_wal_size": "256MB"}


class NoPostgres(Exception):
    """Máy này không có PostgreSQL (initdb, postgres)."""


class Database:
    """One server. It is durable: what was committed outlives every kill."""

    def __init__(self, *, small_disk: bool = False) -> None:
        """Make its folder. `small_disk` needs root; `has_small_disk` says whether it worked."""
        self._programs = _programs()
        # Short: the path of a socket may not be longer than 107 bytes.
        self._folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._disk = self._folder / "disk"
        self.has_small_disk = small_disk and _mount(self._disk)
        self.data = self._disk / "data"
        self.data.mkdir(parents=True, exist_ok=True)
        self._sockets = self._folder / "s"
        self._sockets.mkdir()
        for owned in (self._folder, self.data, self._sockets):
            owned.chmod(0o700)
            if os.geteuid() == 0:
                shutil.chown(owned, OWNER, OWNER)
        options = {**SETTINGS, "listen_addresses": "", "unix_socket_directories": self._sockets}
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        self.process = Process(
            "postgres",
            [str(self._programs / "postgres"), "-D", str(self.data), *words],
            {},
            self._folder,
            user=_owner(),
        )

    def url(self, database: str = "canhgiac") -> str:
        """As DATABASE_URL takes it."""
        return f"postgresql://{OWNER}@/{database}?host={quote(str(self._sockets), safe='')}"

    async def start(self) -> None:
        """Make the data folder, start, make the database. Raises NoPostgres, DidNotStart."""
        command = [self._programs / "initdb", "-D", self.data, "-U", OWNER, "-E", "UTF8"]
        done = await asyncio.create_subprocess_exec(
            *map(str, command),
            "--locale=C.UTF-8",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            user=_owner(),
            group=_owner(),
        )
        if await done.wait():
            raise NoPostgres
        await self.process.start()
        await self.until_ready()
        self.run("CREATE DATABASE canhgiac", database=OWNER)

    async def until_ready(self) -> None:
        """Wait until it takes connections. Raises DidNotStart."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(psycopg.OperationalError):
                self.run("SELECT 1", database=OWNER)
                return
            await asyncio.sleep(0.05)
        raise DidNotStart(self.process.name, self.process.log)

    def run(self, statement: str, database: str = "canhgiac") -> list[tuple[object, ...]]:
        """Run one statement of our own; its rows. Raises psycopg.Error."""
        with self.connect(database) as connection:
            ran = connection.execute(statement.encode())
            return ran.fetchall() if ran.description else []

    def connect(self, database: str = "canhgiac") -> "psycopg.Connection[tuple[object, ...]]":
        """A connection without transactions: each statement counts at once."""
        return psycopg.connect(
            host=str(self._sockets), user=OWNER, dbname=database, autocommit=True, connect_timeout=2
        )

    def hold(self, *, still: bool) -> None:
        """Hold all of its processes still, or let them go on: to clients it is simply gone."""
        if self.process.pid:
            how = signal.SIGSTOP if still else signal.SIGCONT
            for pid in _session_of(self.process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, how)

    async def shut_down(self) -> None:
        """Stop it in order: running statements are broken off, what was committed is kept."""
        self.process.signal(signal.SIGINT)
        await self.process.stop()

    async def come_back(self) -> None:
        """Start it again. Raises DidNotStart."""
        await self.process.start()
        await self.until_ready()

    def fill_disk(self) -> None:
        """Leave not a byte on its disk, if it is the small one."""
        with contextlib.suppress(OSError), (self._disk / "filler").open("wb", 0) as filler:
            for size in (1 << 20, 1 << 12):
                with contextlib.suppress(OSError):
                    while filler.write(bytes(size)) == size:
                        pass

    def empty_disk(self) -> None:
        """Give the room back."""
        with contextlib.suppress(OSError):
            (self._disk / "filler").unlink(missing_ok=True)

    async def stop(self) -> None:
        """End it and delete what it held."""
        self.hold(still=False)
        self.process.signal(signal.SIGINT)
        await self.process.stop()
        if self.has_small_disk:
            subprocess.run(["/bin/umount", self._disk], check=False)  # noqa: S603, ASYNC221
        shutil.rmtree(self._folder, ignore_errors=True)


def _programs() -> Path:
    debian = sorted(_DEBIAN.glob("*/bin/postgres"), key=lambda p: float(p.parts[-3]))
    on_path = shutil.which("postgres")
    if on_path is None and not debian:
        raise NoPostgres
    return debian[-1].parent if debian else Path(str(on_path)).resolve().parent


def _owner() -> str | None:
    """Who it runs as: it refuses to be root. Raises NoPostgres."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(OWNER).pw_name
    except KeyError:
        raise NoPostgres from None


def _mount(place: Path) -> bool:
    place.mkdir(parents=True)
    if os.geteuid() != 0:
        return False
    command = ["/bin/mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)]
    done = subprocess.run(command, check=False, capture_output=True)  # noqa: S603  # our own
    return done.returncode == 0


def _session_of(pid: int) -> list[int]:
    """It and all that belong to it: each backend is its child."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
    return [pid, *map(int, listed.split())]
