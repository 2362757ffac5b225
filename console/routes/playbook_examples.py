"""The examples of an intent, edited as one text."""

import asyncio
import unicodedata
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import Response

from casework.learning.draft_lock import DraftBusy
from casework.learning.own_words import check_not_a_residents_words
from casework.playbooks.examples import NOT_PLAYBOOKS
from console import drafts
from console.auth.permissions import Permission, needs
from console.auth.sessions import Visitor
from console.desk import Desk, TheDesk, TheVisitor
from console.differences import difference
from console.drafts import CannotWrite, HistoryFailed, digest, examples_of
from console.example_checks import (
    CheckedExamples,
    LineMistake,
    check_examples_text,
    new_lines,
    of_residents,
)
from console.live_checks import Overtaken
from console.pages import PageNotFound, page, said_by, see_other
from console.playbook_history import said_of
from console.playbook_list import draft_of, names_of
from console.routes.playbooks import PlaybookId

router = APIRouter(prefix="/playbooks/{playbook_id}/examples")

LARGEST_FILE = 2 * 1024 * 1024
"""Bytes of a form. The longest file has 220 KB; from browsers without 'multipart' it comes
threefold, and it may grow."""


class ExamplesChanged(Exception):
    """Có người vừa sửa tệp câu ví dụ này, nên chưa lưu. So hai bản ở dưới rồi lưu lại."""


class PersonalData(Exception):
    """Chưa lưu: có thông tin riêng của người thật. Thay bằng <PHONE>, <ACCOUNT>, <NAME>, v.v."""


class PerhapsPersonal(Exception):
    """Chưa lưu: có chỗ giống tên người hoặc địa chỉ. Thay đi, hoặc đánh dấu là đã xem rồi lưu."""


class ResidentsWords(Exception):
    """Chưa lưu: có dòng còn giữ nguyên lời của người dân đã kể. Hãy kể lại bằng lời của bạn.

    Người dân có thể xoá lời kể bất cứ lúc nào, còn câu ví dụ thì ở lại.
    """

    def __init__(self, lines: tuple[LineMistake, ...]) -> None:
        super().__init__(self.__doc__)
        self.lines = lines


class TooMuch(Exception):
    """Chưa lưu: tệp dài quá nên máy không kiểm tra. Bớt lại còn tối đa 3.000 dòng, 400.000 ký tự.

    Mỗi dòng tối đa 10.000 ký tự.
    """


_STATUS: dict[type[Exception], int] = {
    PersonalData: 422,
    ResidentsWords: 422,
    TooMuch: 422,
    PerhapsPersonal: 422,
    ExamplesChanged: 409,
    CannotWrite: 503,
    DraftBusy: 503,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page gives back. `before` is the file, `base` the state that was typed over."""

    name: str
    before: str
    text: str
    checked: CheckedExamples
    base: str
    said: Exception | None = None

    def refused(self, error: Exception) -> "Shown":
        """The same with what was said against it; saved again, it stands over a newer file."""
        if isinstance(error, ResidentsWords):
            checked = replace(self.checked, residents=error.lines)
            return replace(self, said=error, checked=checked)
        changed = isinstance(error, ExamplesChanged)
        return replace(self, said=error, base=digest(self.before) if changed else self.base)


@router.get("")
@needs(Permission.EDIT_PLAYBOOKS)
async def examples(request: Request, desk: TheDesk, playbook_id: PlaybookId) -> Response:
    """The file, line by line, and how many examples it has of each style.

    Raises PageNotFound, DataFileError.
    """
    name = await _name(desk, playbook_id)
    path = examples_of(desk, playbook_id)
    text = await asyncio.to_thread(drafts.text_of, path)
    async with desk.live_checks.turn():
        checked = await asyncio.to_thread(check_examples_text, playbook_id, text, text, path)
    return _page(request, playbook_id, Shown(name, text, text, checked, digest(text)))


@router.post("", max_body_size=LARGEST_FILE)
@needs(Permission.EDIT_PLAYBOOKS)
async def send(
    request: Request,
    desk: TheDesk,
    me: TheVisitor,
    playbook_id: PlaybookId,
    hx_request: Annotated[bool, Header()] = False,  # noqa: FBT002  # a header
) -> Response:
    """Check, show the difference, or save. What was typed is always given back.

    Raises PageNotFound, DataFileError.
    """
    sent = await request.form()
    name = await _name(desk, playbook_id)
    path = examples_of(desk, playbook_id)
    before = await asyncio.to_thread(drafts.text_of, path)
    text = written_as(before, str(sent.get("text", "")))
    try:
        async with _turn(desk, me, live=hx_request):
            checked = await asyncio.to_thread(check_examples_text, playbook_id, before, text, path)
    except Overtaken:
        return Response(status_code=204)
    seen = Shown(name, before, text, checked, str(sent.get("base", "")))
    if hx_request:
        return page(request, "playbooks/_checked_examples.html", checked=checked, live=True)
    if sent.get("act") != "save":
        return _page(request, playbook_id, seen)
    try:
        _refuse_personal(checked, looked_at=sent.get("looked_at") == "yes")
        await _refuse_residents_words(desk, playbook_id, seen)
        await _save(desk, me, playbook_id, seen)
    except tuple(_STATUS) as error:
        return _page(request, playbook_id, seen.refused(error))
    except HistoryFailed:
        return see_other(f"/playbooks/{playbook_id}/examples?done=saved_without_history")
    return see_other(f"/playbooks/{playbook_id}/examples?done=examples_saved")


def _turn(desk: Desk, me: Visitor, *, live: bool) -> AbstractAsyncContextManager[None]:
    return desk.live_checks.newest_of(me.id) if live else desk.live_checks.turn()


def written_as(before: str, typed: str) -> str:
    """What a browser has sent, with the file's line ends and a last line that ends."""
    text = unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n"))
    # U+0085 and U+2028 end a line for some programs and not for others.
    text = "".join(
        c if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Zl", "Zp"} else " " for c in text
    )
    if text and not text.endswith("\n"):
        text += "\n"
    return text.replace("\n", "\r\n") if "\r\n" in before else text


def _refuse_personal(checked: CheckedExamples, *, looked_at: bool) -> None:
    """Raises TooMuch, PersonalData, PerhapsPersonal."""
    if checked.too_much:
        raise TooMuch
    if checked.personal:
        raise PersonalData
    if checked.guessed and not looked_at:
        raise PerhapsPersonal


async def _refuse_residents_words(desk: Desk, playbook_id: str, seen: Shown) -> None:
    """A resident may delete a story, never an example. Not asked as one types: it reads the book.

    Raises ResidentsWords.
    """
    path = examples_of(desk, playbook_id)
    new = await asyncio.to_thread(new_lines, playbook_id, seen.before, seen.text, path)
    found = await check_not_a_residents_words(desk.sessions, [one.text for one in new])
    if found:
        raise ResidentsWords(of_residents([new[place] for place, _ in found]))


async def _save(desk: Desk, me: Visitor, playbook_id: str, seen: Shown) -> None:
    """Raises ExamplesChanged, CannotWrite, DraftBusy, HistoryFailed."""

    def made(before: str) -> str:
        if digest(before) != seen.base:
            raise ExamplesChanged
        return seen.text

    said, path = said_of(playbook_id, "câu ví dụ"), examples_of(desk, playbook_id)
    await drafts.save(desk, me, drafts.Edit(path, playbook_id, said, made))


async def _name(desk: Desk, intent: str) -> str:
    """Raises PageNotFound, DataFileError."""
    _, patterns = await asyncio.to_thread(draft_of, desk.settings.data_dir)
    known = {playbook.id for playbook in patterns.playbooks} | {*NOT_PLAYBOOKS}
    if intent not in known:
        raise PageNotFound
    return names_of(patterns.playbooks)[intent]


def _page(request: Request, playbook_id: str, seen: Shown) -> Response:
    changed = isinstance(seen.said, ExamplesChanged)
    return page(
        request,
        "playbooks/examples.html",
        _STATUS.get(type(seen.said), 200) if seen.said else 200,
        playbook_id=playbook_id,
        is_playbook=playbook_id not in NOT_PLAYBOOKS,
        name=seen.name,
        text=seen.text,
        checked=seen.checked,
        live=False,
        base=seen.base,
        apart=difference(seen.before, seen.text) if changed else [],
        theirs=seen.before if changed else None,
        problem=said_by(seen.said),
    )
