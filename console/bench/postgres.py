"""A PostgreSQL server of one's own, started and stopped by the program that needs it.

Also for tests. It listens on a socket in a folder that only its owner can enter: no port, no
password, and nobody else on the machine gets in.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

OWNER = "postgres"
"""Who the server runs as where we are root: it refuses to be root itself."""

FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Settings for a server whose data need not survive the machine: tests are faster with them."""

_DEBIAN = Path("/usr/lib/postgresql")
_LONGEST_START = 60.0
_LONGEST_STOP = 120.0


class NoPostgres(Exception):
    """PostgreSQL's own programs (initdb, postgres) are not on this machine, or do not start."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    sockets: Path
    version: str

    def url(self, database: str = OWNER) -> str:
        """The address of one of its databases, as DATABASE_URL takes it."""
        return f"postgresql://{OWNER}@/{database}?host={quote(str(self.sockets), safe='')}"

    def make(self, database: str) -> str:
        """Make an empty database; its address."""
        with self.connect() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        return self.url(database)

    def drop(self, database: str) -> None:
        """Delete a database."""
        with self.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(database)))

    def has(self, database: str) -> bool:
        """Whether there is such a database."""
        with self.connect() as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            return connection.execute(query, (database,)).fetchone() is not None

    def connect(self, database: str = OWNER) -> psycopg.Connection[Any]:
        """A connection without transactions: each statement counts at once."""
        return psycopg.connect(host=str(self.sockets), user=OWNER, dbname=database, autocommit=True)


@contextmanager
def server(
    folder: Path | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A server for the time of the block. Raises NoPostgres.

    Its data stays in `folder` for the next time; without one it is made anew and deleted.
    """
    programs = programs_folder()
    # Short: the path of a socket may not be longer than 107 bytes.
    sockets = Path(tempfile.mkdtemp(prefix="pg-"))
    data = folder or sockets / "data"
    try:
        data.mkdir(parents=True, exist_ok=True)
        for owned in (sockets, data):
            owned.chmod(0o700)
            if _is_root():
                shutil.chown(owned, OWNER, OWNER)
        if not (data / "PG_VERSION").exists():
            _run(programs / "initdb", "-D", data, "-U", OWNER, "-E", "UTF8", "--locale=C.UTF-8")
        yield from _started(programs, data, sockets, settings or {})
    finally:
        shutil.rmtree(sockets, ignore_errors=True)


def programs_folder() -> Path:
    """Where PostgreSQL's programs are; the newest where there are several. Raises NoPostgres."""
    debian = sorted(_DEBIAN.glob("*/bin/postgres"), key=lambda p: float(p.parts[-3]), reverse=True)
    on_path = shutil.which("postgres")
    found = [*([Path(on_path).resolve()] if on_path else []), *debian]
    if not found:
        raise NoPostgres(NoPostgres.__doc__)
    return found[0].parent


def _started(
    programs: Path, data: Path, sockets: Path, settings: Mapping[str, str]
) -> Iterator[Server]:
    options = {**settings, "listen_addresses": "", "unix_socket_directories": str(sockets)}
    command = [str(programs / "postgres"), "-D", str(data)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    log = sockets / "log"
    with log.open("wb") as lines:
        process = subprocess.Popen(  # noqa: S603  # our own command
            command, stdout=lines, stderr=lines, cwd=data, **_as_owner()
        )
    try:
        yield Server(sockets, _wait_until_ready(process, sockets, log))
    finally:
        # Its "fast" shutdown: running statements are broken off, what was committed is kept.
        process.send_signal(signal.SIGINT)
        process.wait(_LONGEST_STOP)


def _wait_until_ready(process: "subprocess.Popen[bytes]", sockets: Path, log: Path) -> str:
    deadline = time.monotonic() + _LONGEST_START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with psycopg.connect(host=str(sockets), user=OWNER, dbname=OWNER) as connection:
                return str(connection.execute("SHOW server_version").fetchone()[0])  # type: ignore[index]  # it always answers
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise NoPostgres(log.read_text(encoding="utf-8", errors="replace")[-2_000:])


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(  # noqa: S603  # our own command
        words, capture_output=True, check=False, text=True, cwd="/", **_as_owner()
    )
    if done.returncode:
        raise NoPostgres(done.stderr[-2_000:])


def _is_root() -> bool:
    return os.geteuid() == 0


def _as_owner() -> dict[str, Any]:
    """How a program is started as the server's owner. Raises NoPostgres."""
    # Ctrl-C in the terminal is for us: we stop the server in our own time.
    how: dict[str, Any] = {"start_new_session": True}
    if not _is_root():
        return how
    try:
        pwd.getpwnam(OWNER)
    except KeyError:
        raise NoPostgres(NoPostgres.__doc__) from None
    return {**how, "user": OWNER, "group": OWNER, "extra_groups": []}
