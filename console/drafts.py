"""The data files that trainers edit: read as they are now, written whole or not at all."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from casework.learning import git_history
from casework.learning.draft_lock import Draft, draft_alone_async
from casework.learning.git_history import NotSavedInHistory
from casework.learning.new_playbook import NotInOrder, prepare
from casework.playbooks.data_file import read_text
from console.auth.sessions import Visitor
from console.desk import Desk

ADDRESS = "new"
"""Of the page on which a playbook is begun, so none can be called so."""


class CannotWrite(Exception):
    """Chưa lưu được: thư mục dữ liệu chỉ cho đọc, hoặc đĩa đầy. Chữ bạn viết còn ở dưới đây."""


class BookAway(Exception):
    """Sổ vụ việc đang bận hoặc không mở được. Chưa ghi gì; hãy thử lại sau một phút."""


class HistoryFailed(Exception):
    """Đã lưu vào tệp, nhưng không ghi được vào lịch sử git. Hãy báo người quản trị."""


class BegunWithoutHistory(Exception):
    """Đã tạo kịch bản, nhưng không ghi được vào lịch sử git. Hãy báo người quản trị."""

    def __init__(self, playbook_id: str) -> None:
        super().__init__(self.__doc__)
        self.playbook_id = playbook_id


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

    Whatever `edit.made` raises goes on, and nothing is written. Raises CannotWrite, DraftBusy,
    DataFileError; HistoryFailed when all but the history was written.
    """
    async with alone(desk) as draft:
        before = await asyncio.to_thread(text_of, edit.path)
        after = await asyncio.to_thread(edit.made, before)
        if after == before:
            return False
        about, file = f"playbook:{edit.playbook_id}", edit.path.name
        hashes = {"before": digest(before), "after": digest(after)}
        with draft.all_or_nothing():
            async with desk.act(me, "playbook.edited", about, file=file, **hashes):
                try:
                    await asyncio.to_thread(draft.write, edit.path, after.encode())
                except OSError:
                    raise CannotWrite from None
        await to_history(desk, me, [edit.path], edit.message)
    return True


async def begin(
    desk: Desk, me: Visitor, typed: dict[str, object], said: Callable[[str], str], **about: object
) -> str:
    """Begin a playbook from a form; its id. `said` makes the message of its id.

    Raises CannotWrite, DraftBusy, NotInOrder, DraftChanged, NotAppendable, NotWritable,
    DataFileError; BegunWithoutHistory when all but the history was written.
    """
    if typed["id"] == ADDRESS:
        raise NotInOrder({"id": "Mã này là tên của một trang. Cách sửa: đặt mã khác."})
    async with alone(desk) as draft:
        prepared = await asyncio.to_thread(prepare, desk.settings.data_dir, typed)
        begun = prepared.examples.stem
        hashes = {"before": digest(prepared.before), "after": digest(prepared.after)}
        details = {"file": prepared.patterns.name, **hashes, **about}
        with draft.all_or_nothing():
            async with desk.act(me, "playbook.begun", f"playbook:{begun}", **details):
                written = await asyncio.to_thread(prepared.write, draft)
        try:
            await to_history(desk, me, written, said(begun))
        except HistoryFailed:
            raise BegunWithoutHistory(begun) from None
    return begun


@asynccontextmanager
async def alone(desk: Desk) -> AsyncIterator[Draft]:
    """The draft, while nobody else writes into it. Raises CannotWrite, DraftBusy.

    Asked for before a transaction, never inside of one.
    """
    async with AsyncExitStack() as held:
        try:
            draft = await held.enter_async_context(draft_alone_async(desk.settings.data_dir))
        except OSError:
            raise CannotWrite from None
        yield draft


async def to_history(desk: Desk, me: Visitor, paths: Sequence[Path], message: str) -> None:
    """Commit these files in the trainer's name, the draft still held. Raises HistoryFailed."""
    try:
        await asyncio.to_thread(git_history.save, desk.settings.data_dir, paths, me.login, message)
    except NotSavedInHistory as error:
        raise HistoryFailed from error
