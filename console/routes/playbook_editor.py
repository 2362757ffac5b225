"""The editor of a playbook: checks while one types, shows the difference, writes the draft."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import Response

from casework.clock import day_in_viet_nam
from casework.learning.draft_lock import DraftBusy
from casework.playbooks import patterns_file
from casework.playbooks.entry_spans import NoSuchEntry
from casework.playbooks.patterns_file import UnreadableEntry
from casework.playbooks.schema import Family, ScamPatterns
from casework.statistics import names
from console import drafts, playbook_words
from console.auth.permissions import Permission, needs
from console.auth.sessions import Visitor
from console.desk import Desk, TheDesk, TheVisitor
from console.differences import difference
from console.drafts import CannotWrite, HistoryFailed, digest, patterns_of
from console.live_checks import Overtaken
from console.pages import page, said_by, see_other
from console.playbook_checks import CheckedForm, check_form, loads
from console.playbook_form import ROWS, PlaybookForm
from console.playbook_history import said_of
from console.playbook_list import draft_of
from console.routes.playbooks import PlaybookId

router = APIRouter(prefix="/playbooks")

LARGEST_FORM = 256 * 1024
"""Bytes. The longest playbook has 15 KB of text; a form sends a Vietnamese letter as nine."""

MOST_BLANKS = 5
_MORE = re.compile(r"more-(step|sign|neighbour|source)-([1-9])")


class ChangedByAnother(Exception):
    """Có người vừa sửa chính kịch bản này, nên chưa lưu. So hai bản ở dưới rồi lưu lại."""


class WouldNotLoad(Exception):
    """Chưa lưu: còn chỗ sai làm máy không đọc được tệp. Sửa các chỗ ghi dưới đây."""


class PersonalInPlaybook(Exception):
    """Chưa lưu: có thông tin riêng của người thật. Bỏ đi ở các ô ghi dưới đây rồi lưu lại."""


class PerhapsPersonalInPlaybook(Exception):
    """Chưa lưu: có chỗ giống tên người hoặc địa chỉ. Bỏ đi, hoặc đánh dấu là đã xem rồi lưu."""


_STATUS: dict[type[Exception], int] = {
    WouldNotLoad: 422,
    PersonalInPlaybook: 422,
    PerhapsPersonalInPlaybook: 422,
    ChangedByAnother: 409,
    CannotWrite: 503,
    DraftBusy: 503,
}


@router.get("/{playbook_id}/edit")
@needs(Permission.EDIT_PLAYBOOKS)
async def edit(request: Request, desk: TheDesk, playbook_id: PlaybookId) -> Response:
    """The form, as the draft has it. Raises DataFileError, NoSuchEntry."""
    editing = await Editing.of(desk, playbook_id)
    entry = await asyncio.to_thread(patterns_file.entry, editing.text, playbook_id)
    form = PlaybookForm.of(entry)
    async with desk.live_checks.turn():
        checked = await editing.checked(form)
    return await editing.shown(request, Shown(form, checked, digest(editing.now)))


@router.post("/{playbook_id}/edit", max_body_size=LARGEST_FORM)
@needs(Permission.EDIT_PLAYBOOKS)
async def send(
    request: Request,
    desk: TheDesk,
    me: TheVisitor,
    playbook_id: PlaybookId,
    hx_request: Annotated[bool, Header()] = False,  # noqa: FBT002  # a header
) -> Response:
    """Check, show the difference, give one more row, or save. What was typed is always given back.

    A page that checks while one types gets the mistakes and the difference alone. Raises
    DataFileError, NoSuchEntry.
    """
    sent = await request.form()
    form = PlaybookForm.sent(sent.multi_items())
    act = str(sent.get("act", "check"))
    if hx_request:
        return await _live(request, desk, me, playbook_id, form)
    editing = await Editing.of(desk, playbook_id)
    async with desk.live_checks.turn():
        checked = await editing.checked(form)
    looked_at = sent.get("looked_at") == "yes"
    seen = Shown(form, checked, str(sent.get("base", "")), looked_at=looked_at)
    if act != "save":
        more = _MORE.fullmatch(act)
        blanks = {more[1]: min(int(more[2]), MOST_BLANKS)} if more else {}
        return await editing.shown(request, replace(seen, blanks=blanks))
    try:
        await _save(desk, me, editing, seen)
    except (
        *(WouldNotLoad, PersonalInPlaybook, PerhapsPersonalInPlaybook),
        *(CannotWrite, DraftBusy),
    ) as error:
        return await editing.shown(request, replace(seen, said=error))
    except ChangedByAnother as error:
        return await editing.conflict(request, replace(seen, said=error))
    except HistoryFailed:
        return see_other(f"/playbooks/{playbook_id}/edit?done=saved_without_history")
    return see_other(f"/playbooks/{playbook_id}/edit?done=playbook_saved")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page of the editor gives back.

    `base` tells from which state of the playbook the form was made; `both` are the version of
    another and the typed one.
    """

    form: PlaybookForm
    checked: CheckedForm
    base: str
    blanks: Mapping[str, int] = field(default_factory=dict)
    said: Exception | None = None
    both: tuple[str, str] | None = None
    looked_at: bool = False


async def _live(
    request: Request, desk: Desk, me: Visitor, playbook_id: str, form: PlaybookForm
) -> Response:
    try:
        async with desk.live_checks.newest_of(me.id):
            editing = await Editing.of(desk, playbook_id)
            checked = await editing.checked(form)
    except Overtaken:
        return Response(status_code=204)
    return page(request, "playbooks/_checked.html", checked=checked, live=True)


async def _save(desk: Desk, me: Visitor, editing: "Editing", seen: Shown) -> None:
    """Write the form into the draft.

    Raises WouldNotLoad, PersonalInPlaybook, PerhapsPersonalInPlaybook, ChangedByAnother,
    CannotWrite, DraftBusy, HistoryFailed.
    """
    if not seen.checked.loads:
        raise WouldNotLoad
    if seen.checked.personal:
        raise PersonalInPlaybook
    if seen.checked.guessed and not seen.looked_at:
        raise PerhapsPersonalInPlaybook
    playbook_id = editing.playbook_id

    def made(before: str) -> str:
        """Into the file as it is at this moment: others may have saved other playbooks."""
        try:
            if digest(patterns_file.entry_text(before, playbook_id)) != seen.base:
                raise ChangedByAnother
            after = patterns_file.with_entry(before, playbook_id, seen.form.entry)
        except (NoSuchEntry, UnreadableEntry):
            raise ChangedByAnother from None
        if not loads(after, desk.settings.data_dir):
            raise WouldNotLoad
        return after

    said = said_of(playbook_id, "sửa trên bàn làm việc")
    await drafts.save(desk, me, drafts.Edit(patterns_of(desk), playbook_id, said, made))


class Editing:
    """A playbook of the draft as it was read for this request."""

    def __init__(self, desk: Desk, playbook_id: str, text: str, patterns: ScamPatterns) -> None:
        self.playbook_id = playbook_id
        self.text = text
        self.now = patterns_file.entry_text(text, playbook_id)
        self._desk = desk
        self._patterns = patterns

    @classmethod
    async def of(cls, desk: Desk, playbook_id: str) -> "Editing":
        """Raises DataFileError, NoSuchEntry."""
        text, patterns = await asyncio.to_thread(draft_of, desk.settings.data_dir)
        return cls(desk, playbook_id, text, patterns)

    async def checked(self, form: PlaybookForm) -> CheckedForm:
        """What would happen if the form were saved."""
        data_dir, today = self._desk.settings.data_dir, day_in_viet_nam(self._desk.now())
        return await asyncio.to_thread(
            check_form, self.text, self.playbook_id, form, data_dir, today
        )

    async def conflict(self, request: Request, seen: Shown) -> Response:
        """The version of another beside the typed one; saved again, the typed one stands."""
        mine = patterns_file.entry_text(seen.checked.text, self.playbook_id)
        return await self.shown(
            request, replace(seen, base=digest(self.now), both=(self.now, mine))
        )

    async def shown(self, request: Request, seen: Shown) -> Response:
        """The whole page. Rows are named anew, so what was found is looked for anew as well."""
        form, checked = seen.form.renumbered(), seen.checked
        if form != seen.form:
            checked = await self.checked(form)
        playbooks = self._patterns.playbooks
        return page(
            request,
            "playbooks/edit.html",
            _STATUS.get(type(seen.said), 200) if seen.said else 200,
            playbook_id=self.playbook_id,
            mine=next((one for one in playbooks if one.id == self.playbook_id), None),
            patterns=self._patterns,
            form=form,
            checked=checked,
            live=False,
            base=seen.base,
            both=seen.both,
            apart=difference(*seen.both) if seen.both else [],
            rows=ROWS,
            blanks=seen.blanks,
            called=playbook_words,
            families=list(Family),
            names=names,
            declared=[p for p in playbooks if any(n.id == self.playbook_id for n in p.neighbours)],
            problem=said_by(seen.said),
        )
