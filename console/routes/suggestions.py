"""Suggestions from reviewed cases, in quarantine until a trainer decides.

Acting on a case and learning from it are two acts, by two persons (casework/learning/deciding.py).
What somebody has typed is given back with whatever went wrong.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError

from casework.cases.review import DISMISSED
from casework.learning import deciding, git_history, jobs, taking
from casework.learning.deciding import (
    ActedOnTheCase,
    AlreadyDecided,
    DayIsFull,
    GrownEnough,
    NotOffered,
    OtherIntent,
)
from casework.learning.git_history import NotSavedInHistory
from casework.learning.jobs import AlreadyAsked
from casework.learning.models import JobKind
from casework.learning.own_words import TooCloseToTheStory
from casework.learning.reasons import WHY_HELD, WHY_REFUSED, RefusedReason
from casework.learning.stories import NO_SCAM
from casework.learning.suggestions import SuggestionGone
from casework.learning.taking import CheckedExample, HasPersonalData, NotAnExample, NotASentence
from casework.playbooks.data_file import DataFileError
from casework.stage import Stage
from console import learning_wording, quarantine_page
from console.auth.permissions import Permission, needs
from console.auth.sessions import Visitor
from console.desk import Desk, TheDesk, TheVisitor, about_case
from console.highlight import as_stored
from console.pages import page, see_other

router = APIRouter(prefix="/suggestions")

LONGEST_TYPED = 4_000
"""Letters: twice as many as an example may have, so that who writes too much is told of it."""


class NoReason(Exception):
    """Chưa chọn lý do không nhận."""


class CannotWrite(Exception):
    """Không ghi được vào thư mục data/examples: ổ đĩa đầy hoặc thư mục chỉ đọc. Báo quản trị."""


class BookAway(Exception):
    """Sổ vụ việc đang bận hoặc không mở được. Chưa ghi gì; hãy thử lại sau một phút."""


_MENDED_BY_THE_WRITER = (
    *(NotASentence, HasPersonalData, NotAnExample, TooCloseToTheStory, OtherIntent, NoReason),
)
_NOT_NOW = (
    *(ActedOnTheCase, AlreadyDecided, NotOffered, GrownEnough, DayIsFull, SuggestionGone),
    DataFileError,
)


class AskedList(BaseModel):
    """Which suggestions: of which playbook, or those that a flood has held; and which page."""

    intent: Annotated[str, Field(pattern=r"^[a-z0-9_]{0,50}$")] = ""
    flood: bool = False
    page: Annotated[int, Field(ge=1, le=1_000)] = 1


class Typed(BaseModel):
    """What stands in the form of a suggestion. What can't be read is asked again, not refused.

    `note` is the sentence: under this name console/pages.py gives it back whatever goes wrong.
    """

    # A browser counts an end of line once and sends it as two letters.
    note: Annotated[str, Field(max_length=2 * LONGEST_TYPED)] = ""
    stage: Annotated[str, Field(max_length=16)] = ""
    intent: Annotated[str, Field(max_length=50)] = ""
    reason: Annotated[str, Field(max_length=24)] = ""

    @property
    def told_stage(self) -> Stage | None:
        """The stage, if one was chosen."""
        return Stage(self.stage) if self.stage in set(Stage) else None

    @property
    def why(self) -> RefusedReason:
        """Raises NoReason."""
        try:
            return RefusedReason(self.reason)
        except ValueError:
            raise NoReason from None


@dataclass(frozen=True, slots=True)
class Asking:
    """Who decides on which suggestion."""

    desk: Desk
    me: Visitor
    case_id: UUID

    @property
    def about(self) -> str:
        """The case as the audit log names it."""
        return about_case(self.case_id)


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, and what is wrong with the sentence in particular."""

    said: str
    lines: tuple[str, ...] = ()


@router.get("")
@needs(Permission.LEARN_FROM_CASES)
async def waiting(
    request: Request, desk: TheDesk, me: TheVisitor, asked: Annotated[AskedList, Query()]
) -> Response:
    """What waits for a decision, the newest day first."""
    return await _list(request, desk, me, asked)


@router.post("/gather")
@needs(Permission.LEARN_FROM_CASES)
async def gather(request: Request, desk: TheDesk, me: TheVisitor) -> Response:
    """Ask the bench to bring the quarantine up to date."""
    try:
        async with desk.act(me, "bench.gather_asked") as session:
            await jobs.ask(session, JobKind.GATHER, None, me.login, desk.now())
    except AlreadyAsked as error:
        return await _list(request, desk, me, AskedList(), problem=_problem(error), status=409)
    return see_other("/suggestions?done=gather_asked")


@router.post("/{case_id}/accept")
@needs(Permission.LEARN_FROM_CASES)
async def accept(
    request: Request, desk: TheDesk, me: TheVisitor, case_id: UUID, sent: Annotated[Typed, Form()]
) -> Response:
    """Learn the sentence that the trainer has written."""
    asking = Asking(desk, me, case_id)
    try:
        example = await _checked(desk, case_id, sent)
        async with desk.act(me, "suggestion.accepted", asking.about) as session:
            await deciding.accept(session, case_id, example, me.id, desk.now())
    except (SQLAlchemyError, TimeoutError):
        return await _again(request, asking, sent, BookAway())
    except OSError:
        return await _again(request, asking, sent, CannotWrite())
    except (*_MENDED_BY_THE_WRITER, *_NOT_NOW) as error:
        return await _again(request, asking, sent, error)
    # Nothing of the case is named: the history of the data is kept for ever.
    said = f"Thêm câu ví dụ cho {example.intent} (từ gợi ý học)"
    folder, files = desk.settings.data_dir, [example.path]
    try:
        await asyncio.to_thread(git_history.save, folder, files, me.login, said)
    except NotSavedInHistory:
        return see_other("/suggestions?done=suggestion_not_in_history")
    return see_other("/suggestions?done=suggestion_accepted")


@router.post("/{case_id}/refuse")
@needs(Permission.LEARN_FROM_CASES)
async def refuse(
    request: Request, desk: TheDesk, me: TheVisitor, case_id: UUID, sent: Annotated[Typed, Form()]
) -> Response:
    """Learn nothing from it."""
    asking = Asking(desk, me, case_id)
    try:
        why = sent.why
        async with desk.act(me, "suggestion.refused", asking.about, reason=why.value) as session:
            await deciding.refuse(session, case_id, why, me.id, desk.now())
    except (*_MENDED_BY_THE_WRITER, *_NOT_NOW) as error:
        return await _again(request, asking, sent, error)
    return see_other("/suggestions?done=suggestion_refused")


@router.post("/{case_id}/release")
@needs(Permission.LEARN_FROM_CASES)
async def release(request: Request, desk: TheDesk, me: TheVisitor, case_id: UUID) -> Response:
    """Let one that a flood has held wait for a decision."""
    asking = Asking(desk, me, case_id)
    try:
        async with desk.act(me, "suggestion.released", asking.about) as session:
            await deciding.release(session, case_id, me.id, desk.now())
    except _NOT_NOW as error:
        return await _again(request, asking, Typed(), error)
    return see_other("/suggestions?flood=true&done=suggestion_released")


async def _checked(desk: Desk, case_id: UUID, sent: Typed) -> CheckedExample:
    """The sentence as it may be learned, checked before any transaction: it takes a second."""
    async with desk.sessions() as session:
        intent = await quarantine_page.intent_of(session, case_id)
    if intent == DISMISSED:
        if sent.intent not in NO_SCAM:
            raise OtherIntent
        intent = sent.intent
    text = as_stored(sent.note)
    return await asyncio.to_thread(
        taking.checked, intent, sent.told_stage, text, desk.settings.data_dir
    )


async def _list(
    request: Request,
    desk: Desk,
    me: Visitor,
    asked: AskedList,
    *,
    problem: Problem | None = None,
    status: int = 200,
) -> Response:
    async with desk.act(
        me, "suggestions.listed", intent=asked.intent, flood=asked.flood, page=asked.page
    ) as session:
        shown = await quarantine_page.read(
            session,
            desk.settings.data_dir,
            asked.intent or None,
            asked.page,
            flood=asked.flood,
        )
    return page(
        request,
        "suggestions/suggestions.html",
        status,
        quarantine=shown,
        asked=asked,
        problem=problem,
        typed=None,
        **_TEXTS,
    )


async def _again(request: Request, asking: Asking, sent: Typed, error: Exception) -> Response:
    """The suggestion once more, with what was typed and why it was not taken."""
    status = 422 if isinstance(error, _MENDED_BY_THE_WRITER) else 409
    offered = None
    if isinstance(error, BookAway):
        status = 503
    else:
        async with asking.desk.act(asking.me, "suggestions.listed", asking.about) as session:
            with suppress(SuggestionGone):
                offered = await quarantine_page.read_one(session, asking.case_id)
    return page(
        request,
        "suggestions/again.html",
        status,
        offered=offered,
        problem=_problem(error),
        typed=sent,
        **_TEXTS,
    )


def _problem(error: Exception) -> Problem:
    said = " ".join((type(error).__doc__ or "").split())
    mistakes = error.mistakes if isinstance(error, NotAnExample | DataFileError) else ()
    return Problem(said, tuple(f"{each.wrong} Cách sửa: {each.mend}" for each in mistakes))


_TEXTS = {
    "says": learning_wording,
    "why_held": WHY_HELD,
    "why_refused": WHY_REFUSED,
    "no_scam": NO_SCAM,
    "dismissed": DISMISSED,
    "longest": LONGEST_TYPED,
}
