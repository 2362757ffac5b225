"""Suggestions from reviewed cases, in quarantine until a trainer decides.

Acting on a case and learning from it are two acts, by two persons (casework/learning/deciding.py).
What somebody has typed is given back with whatever went wrong.
"""

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response
from sqlalchemy.exc import SQLAlchemyError

from casework.cases.review import DISMISSED
from casework.learning import deciding, jobs, suggestions, taking
from casework.learning.deciding import (
    ActedOnTheCase,
    AlreadyDecided,
    DayIsFull,
    GrownEnough,
    NotOffered,
    OtherIntent,
    RestsOnOneOfficer,
)
from casework.learning.draft_lock import DraftBusy
from casework.learning.jobs import AlreadyAsked
from casework.learning.models import JobKind
from casework.learning.own_words import TooCloseToTheStory, in_own_words
from casework.learning.reasons import WHY_HELD, WHY_REFUSED
from casework.learning.stories import NO_SCAM
from casework.learning.suggestions import SuggestionGone
from casework.learning.taking import CheckedExample, HasPersonalData, NotAnExample, NotASentence
from casework.playbooks.data_file import DataFileError
from casework.playbooks.examples import read_examples
from console import drafts, learning_wording, quarantine_page
from console.auth.permissions import Permission, needs
from console.auth.sessions import Visitor
from console.desk import Desk, TheDesk, TheVisitor, about_case
from console.drafts import BookAway, HistoryFailed
from console.drafts import CannotWrite as DraftCannotWrite
from console.highlight import as_stored
from console.pages import page, see_other
from console.suggestion_form import LONGEST_TYPED, AskedList, NoReason, Typed

router = APIRouter(prefix="/suggestions")


class CannotWrite(Exception):
    """Không ghi được vào thư mục data/examples: ổ đĩa đầy hoặc thư mục chỉ đọc. Báo quản trị."""


_MENDED_BY_THE_WRITER = (
    *(NotASentence, HasPersonalData, NotAnExample, TooCloseToTheStory, OtherIntent, NoReason),
)
_NOT_NOW = (
    *(ActedOnTheCase, AlreadyDecided, NotOffered, GrownEnough, DayIsFull, SuggestionGone),
    *(RestsOnOneOfficer, DraftBusy, DraftCannotWrite, DataFileError),
)
_AWAY = (BookAway, DraftBusy)


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


@router.get("/{case_id}")
@needs(Permission.LEARN_FROM_CASES)
async def look(request: Request, desk: TheDesk, me: TheVisitor, case_id: UUID) -> Response:
    """One suggestion; words that the scammer says to everybody are filled in."""
    try:
        offered = await _one(Asking(desk, me, case_id), fill_in=True)
    except SuggestionGone as error:
        return await _list(request, desk, me, AskedList(), problem=_problem(error), status=404)
    return page(
        request, "suggestions/one.html", 200, offered=offered, problem=None, typed=None, **_TEXTS
    )


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
        await _learn(asking, sent)
    # A TimeoutError is an OSError as well.
    except (SQLAlchemyError, TimeoutError):
        return await _again(request, asking, sent, BookAway())
    except OSError:
        return await _again(request, asking, sent, CannotWrite())
    except HistoryFailed:
        return see_other("/suggestions?done=suggestion_not_in_history")
    except (*_MENDED_BY_THE_WRITER, *_NOT_NOW) as error:
        return await _again(request, asking, sent, error)
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
        folder = desk.settings.data_dir / "examples"
        examples = await asyncio.to_thread(read_examples, folder)
        present = Counter(example.intent for example in examples)
        async with desk.act(me, "suggestion.released", asking.about) as session:
            await deciding.release(session, case_id, present, me.id, desk.now())
    except _NOT_NOW as error:
        return await _again(request, asking, Typed(), error)
    return see_other("/suggestions?flood=true&done=suggestion_released")


async def _learn(asking: Asking, sent: Typed) -> None:
    """Compare first, in no transaction; then the draft, the book, the file and git, in this order.

    Raises what stands in _MENDED_BY_THE_WRITER and _NOT_NOW, OSError, HistoryFailed.
    """
    desk, me = asking.desk, asking.me
    data_dir = desk.settings.data_dir
    seen = await asyncio.to_thread(taking.state_of, data_dir)
    own = await in_own_words(desk.sessions, asking.case_id, await _checked(asking, sent))
    async with drafts.alone(desk) as draft:
        # Another trainer may have taken such a sentence while this one was compared.
        if await asyncio.to_thread(taking.state_of, data_dir) != seen:
            own = replace(own, example=await _checked(asking, sent))
        with draft.all_or_nothing():
            async with desk.act(me, "suggestion.accepted", asking.about) as session:
                await deciding.accept(session, own, me.id, desk.now(), draft)
        # Nothing of the case is named: the history of the data is kept for ever.
        said = f"Thêm câu ví dụ cho {own.example.intent} (từ gợi ý học)"
        await drafts.to_history(desk, me, [own.example.path], said)


async def _checked(asking: Asking, sent: Typed) -> CheckedExample:
    """The sentence as it may be learned. Reads all examples: a second or two, in a thread."""
    desk = asking.desk
    async with desk.sessions() as session:
        intent = await quarantine_page.intent_of(session, asking.case_id)
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
    grown = await quarantine_page.grown(desk.sessions, desk.settings.data_dir)
    async with desk.act(
        me, "suggestions.listed", intent=asked.intent, flood=asked.flood, page=asked.page
    ) as session:
        read = await quarantine_page.read(
            session, asked.intent or None, asked.page, flood=asked.flood, grown=grown
        )
    shown = await quarantine_page.readable(read)
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
    status = 503 if isinstance(error, _AWAY) else status
    offered = None
    if not isinstance(error, BookAway):
        with suppress(SuggestionGone):
            offered = await _one(asking, fill_in=False)
    return page(
        request,
        "suggestions/again.html",
        status,
        offered=offered,
        problem=_problem(error),
        typed=sent,
        **_TEXTS,
    )


async def _one(asking: Asking, *, fill_in: bool) -> quarantine_page.Offered:
    """One suggestion, with an audit entry even if there is none. Raises SuggestionGone."""
    desk, found = asking.desk, None
    async with desk.act(asking.me, "suggestions.listed", asking.about) as session:
        with suppress(SuggestionGone):
            found = await suggestions.one(session, asking.case_id)
    if found is None:
        raise SuggestionGone
    return await quarantine_page.readable_one(desk.sessions, found, fill_in=fill_in)


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
