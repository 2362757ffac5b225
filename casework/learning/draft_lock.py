"""The one lock over the draft (data/): whoever changes a file of it holds it meanwhile.

Everybody keeps one order, so that nobody waits in a ring: the draft, the transaction in the book,
the file, the audit entry, the commit of the transaction, git. What goes wrong before that commit
puts the files back, under the lock, so no edit stays without its audit entry. Only a process that
dies between the file and the commit leaves one; git shows it as changed.
"""

import asyncio
import fcntl
import logging
import os
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

PATIENCE = 10.0
"""Seconds that somebody waits for the draft: a save takes one, and git rarely more."""

_BETWEEN = 0.05
"""Seconds between two looks whether it is free."""

_MODE_OF_A_NEW_FILE = 0o644

_log = logging.getLogger(__name__)


class DraftBusy(Exception):
    """Người khác đang ghi vào bản nháp (thư mục data/), nên chưa ghi gì. Chờ chút rồi lưu lại."""


class DraftPutDown(Exception):
    """Việc ghi vào bản nháp đã bị dừng, nên chưa ghi gì. Làm lại lần nữa."""


class Draft:
    """The draft in one's hands. It is written inside of `all_or_nothing` only."""

    def __init__(self) -> None:
        # Whoever is cancelled while a thread writes waits for that write, then takes it back.
        self._writing = threading.Lock()
        self._changed: dict[Path, tuple[bytes | None, bytes]] | None = None

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """What is written inside goes back to what it was if the block ends in any exception."""
        self._changed = {}
        try:
            yield
        except BaseException:
            with self._writing:
                self._put_back(self._changed)
            raise
        finally:
            self._changed = None

    def write(self, path: Path, content: bytes) -> None:
        """Make this the content of a file, whole or not at all. Raises OSError, DraftPutDown."""
        with self._writing:
            if self._changed is None:
                raise DraftPutDown
            there = path.read_bytes() if path.exists() else None
            _write(path, content)
            before, _ = self._changed.get(path, (there, b""))
            self._changed[path] = (before, content)

    def _put_back(self, changed: dict[Path, tuple[bytes | None, bytes]]) -> None:
        # A thread that comes late finds the draft put down.
        self._changed = None
        for path, (before, after) in changed.items():
            try:
                if path.read_bytes() != after:
                    # Somebody who knows of no lock, like an editor, has saved it since.
                    _log.error("A file of the draft has changed since; it was not put back")
                elif before is None:
                    path.unlink()
                else:
                    _write(path, before)
            except OSError:
                _log.exception("A file of the draft could not be put back")


@contextmanager
def draft_alone(data_dir: Path, patience: float | None = None) -> Iterator[Draft]:
    """For the command line: the draft, while nobody else has it. Raises DraftBusy, OSError."""
    with alone_with(data_dir, PATIENCE if patience is None else patience) as is_mine:
        if not is_mine:
            raise DraftBusy
        yield Draft()


@asynccontextmanager
async def draft_alone_async(data_dir: Path, patience: float | None = None) -> AsyncIterator[Draft]:
    """The same for the console. Never asked for inside of a transaction. Raises DraftBusy, OSError.

    It looks again and again instead of waiting in a thread: threads that wait would be missing
    where the holder needs one to write, and one that is given up would keep the lock.
    """
    ends = time.monotonic() + (PATIENCE if patience is None else patience)
    opened = os.open(data_dir, os.O_RDONLY)
    try:
        while not _taken(opened):
            if time.monotonic() >= ends:
                raise DraftBusy
            await asyncio.sleep(_BETWEEN)
        yield Draft()
    finally:
        os.close(opened)


@contextmanager
def alone_with(path: Path, patience: float) -> Iterator[bool]:
    """Whether a file or folder could be locked in time; it is until the block ends.

    Blocks the thread. Raises OSError.
    """
    ends = time.monotonic() + patience
    opened = os.open(path, os.O_RDONLY)
    try:
        while not (is_mine := _taken(opened)) and time.monotonic() < ends:
            time.sleep(_BETWEEN)
        yield is_mine
    finally:
        os.close(opened)


def _taken(opened: int) -> bool:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write(path: Path, content: bytes) -> None:
    """Aside, then in its place: whoever reads meanwhile reads the old file or the new one."""
    mode = path.stat().st_mode & 0o777 if path.exists() else _MODE_OF_A_NEW_FILE
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".writing")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(mode)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
