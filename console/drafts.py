"""The data files that trainers edit: read as they are now, written whole or not at all."""

import asyncio
import fcntl
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from casework.learning import git_history
from casework.learning.git_history import NotSavedInHistory
from casework.playbooks.data_file import read_text
from console.auth.sessions import Visitor
from console.desk import Desk

_MODE_OF_A_NEW_FILE = 0o644


class CannotWrite(Exception):
    """Chưa lưu được: thư mục dữ liệu chỉ cho đọc, hoặc đĩa đầy. Chữ bạn viết còn ở dưới đây."""


class HistoryFailed(Exception):
    """Đã lưu vào tệp, nhưng không ghi được vào lịch sử git. Hãy báo người quản trị."""


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of one file: what it is about, and what the text becomes. `made` may refuse."""

    path: Path
    playbook_id: str
    message: str
    made: Callable[[str], str]


def patterns_of(desk: Desk) -> Path:
    """The playbooks as a draft."""
    return desk.settings.data_dir / "scam_patterns.yml"


def examples_of(desk: Desk, intent: str) -> Path:
    """The examples of an intent."""
    return desk.settings.data_dir / "examples" / f"{intent}.txt"


def digest(text: str) -> str:
    """What tells one state of a text from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def text_of(path: Path) -> str:
    """The text of a file, empty if there is none yet. Raises DataFileError."""
    return read_text(path) if path.exists() else ""


async def save(desk: Desk, me: Visitor, edit: Edit) -> bool:
    """Write an edit, with its audit entry and in the history; False if it changes nothing.

    Whatever `edit.made` raises goes on, and nothing is written. Raises CannotWrite, DataFileError;
    HistoryFailed when all but the history was written.
    """
    async with _alone(edit.path.parent):
        before = await asyncio.to_thread(text_of, edit.path)
        after = await asyncio.to_thread(edit.made, before)
        if after == before:
            return False
        about, file = f"playbook:{edit.playbook_id}", edit.path.name
        hashes = {"before": digest(before), "after": digest(after)}
        was_there, is_written = edit.path.exists(), False
        try:
            async with desk.act(me, "playbook.edited", about, file=file, **hashes):
                await asyncio.to_thread(_write, edit.path, after)
                is_written = True
        except Exception:
            # Without its audit entry no edit stays.
            if is_written:
                await asyncio.to_thread(_take_back, edit.path, before if was_there else None)
            raise
        try:
            await asyncio.to_thread(
                git_history.save, edit.path.parent, [edit.path], me.login, edit.message
            )
        except NotSavedInHistory as error:
            raise HistoryFailed from error
    return True


@asynccontextmanager
async def _alone(folder: Path) -> AsyncIterator[None]:
    """Nobody else of this desk saves in this folder meanwhile."""
    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError:
        raise CannotWrite from None
    try:
        await asyncio.to_thread(fcntl.flock, held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _write(path: Path, text: str) -> None:
    """Aside and then in its place: whoever reads meanwhile reads the old file or the new one."""
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else _MODE_OF_A_NEW_FILE
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as aside:
            try:
                aside.write(text.encode())
                aside.flush()
                os.fsync(aside.fileno())
                Path(aside.name).chmod(mode)
                Path(aside.name).replace(path)
            except OSError:
                Path(aside.name).unlink(missing_ok=True)
                raise
    except OSError:
        raise CannotWrite from None


def _take_back(path: Path, before: str | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        _write(path, before)
