"""Renders pages, and what is said when something goes wrong."""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from casework.cases.review import CaseChanged, CaseGone, NotAllowedNow
from casework.learning.cluster_book import NoSuchCluster
from casework.learning.jobs import AlreadyAsked
from casework.learning.versions import NoSuchVersion, NothingToRollBackTo
from casework.opinions.inbox import NotFoundInOpinion, OpinionChanged, OpinionGone
from casework.playbooks.data_file import DataFileError
from casework.playbooks.entry_spans import NoSuchEntry
from casework.playbooks.patterns_file import UnreadableEntry
from casework.statistics.closing import AlreadyClosed, NothingToClose
from casework.statistics.period import NoSuchPeriod, PeriodNotOver
from console import filters, highlight, wording
from console.auth.admission import GoTo, Refused
from console.auth.keys import SealBroken
from console.auth.officers import NoSuchOfficer
from console.auth.permissions import MAY, Permission
from console.auth.sessions import Visitor
from console.dead_letters import DeadLetterGone, NoQueueHere
from console.guards import HEADERS
from console.reports.monthly import InventedHere
from console.reports.open_data import NotForPublication
from console.reports.sources import NotClosedYet

_HERE = Path(__file__).resolve().parent


class PageNotFound(Exception):
    """Không có trang này, hoặc đường dẫn bị gõ sai."""


def templates() -> Jinja2Templates:
    """The templates, with everything escaped and a missing value an error."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        words=wording, Permission=Permission, code_of=filters.code_of, code_of_id=filters.code_of_id
    )
    environment.filters.update(
        hour=wording.hour,
        minute=wording.minute,
        day=wording.day,
        percent=wording.percent,
        number=wording.number,
        readable=highlight.readable,
    )
    return Jinja2Templates(env=environment)


def page(request: Request, name: str, /, status: int = 200, **context: object) -> HTMLResponse:
    """A page for whoever is signed in, or for nobody."""
    visitor = visitor_if_any(request)
    shown: Jinja2Templates = request.app.state.templates
    desk = request.app.state.desk
    return shown.TemplateResponse(
        request,
        name,
        {
            "visitor": visitor,
            "may": MAY[visitor.role] if visitor else frozenset(),
            "library": desk.library,
            "communes": desk.communes,
            "provinces": desk.provinces,
            "brands": desk.brands,
            "now": desk.now(),
            "done": request.query_params.get("done", ""),
            "written": "",
            **context,
        },
        status_code=status,
    )


def visitor_if_any(request: Request) -> Visitor | None:
    """The officer of a request; None before signing in."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    return visitor


def see_other(where: str) -> RedirectResponse:
    """Go on to a page after a form was taken."""
    return RedirectResponse(where, status_code=303)


def said_by(error: Exception | None) -> str:
    """An error of ours as it is read: its docstring. Empty for none."""
    return " ".join((type(error).__doc__ or "").split()) if error else ""


def on_go_to(_request: Request, error: Exception) -> Response:
    """Send somebody where they have to go first."""
    return see_other(error.where if isinstance(error, GoTo) else "/login")


_STATUS: dict[type[Exception], int] = {
    Refused: 403,
    CaseChanged: 409,
    CaseGone: 404,
    NotAllowedNow: 409,
    OpinionChanged: 409,
    OpinionGone: 404,
    NotFoundInOpinion: 409,
    PageNotFound: 404,
    NoSuchVersion: 404,
    NoSuchCluster: 404,
    NothingToRollBackTo: 409,
    AlreadyAsked: 409,
    NoSuchOfficer: 404,
    NoSuchEntry: 404,
    UnreadableEntry: 409,
    SealBroken: 422,
    NoSuchPeriod: 422,
    PeriodNotOver: 409,
    AlreadyClosed: 409,
    NothingToClose: 409,
    NotClosedYet: 409,
    InventedHere: 409,
    NotForPublication: 409,
    DeadLetterGone: 409,
    NoQueueHere: 409,
}


async def on_known(request: Request, error: Exception) -> Response:
    """An error of ours: its docstring is what the officer reads. What they wrote is given back."""
    status = next((s for kind, s in _STATUS.items() if isinstance(error, kind)), 400)
    said = " ".join((type(error).__doc__ or "").split())
    written = (await request.form()).get("note", "") if request.method == "POST" else ""
    back = _back(request)
    return page(request, "error.html", status, said=said, back=back, written=written)


_NOT_TYPED = frozenset({"csrf", "base", "act"})


async def on_broken_draft(request: Request, error: Exception) -> Response:
    """A data file that trainers edit cannot be read: it is mended by hand. What was typed stays."""
    typed = (await request.form()).multi_items() if request.method == "POST" else []
    written = "\n".join(f"{name}: {said}" for name, said in typed if name not in _NOT_TYPED)
    mistakes = error.mistakes if isinstance(error, DataFileError) else ()
    return page(request, "playbooks/broken.html", 409, mistakes=mistakes, written=written)


def on_bad_form(request: Request, _error: Exception) -> Response:
    """A form or an address that can't be read. Never what was sent: it is shown to nobody."""
    said = "Có ô điền không đúng, hoặc đường dẫn bị gõ sai. Chưa ghi gì; hãy quay lại rồi làm lại."
    return page(request, "error.html", 422, said=said, back=_back(request))


def on_no_page(request: Request, error: Exception) -> Response:
    """An address that leads nowhere, or may not be used like that."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    said = " ".join((PageNotFound.__doc__ or "").split())
    return page(request, "error.html", status, said=said, back="/")


def on_database_away(request: Request, _error: Exception) -> Response:
    """The database is closed or busy: nothing was written."""
    said = "Sổ vụ việc đang bận hoặc không mở được. Chưa ghi gì; hãy thử lại sau một phút."
    try:
        return page(request, "error.html", 503, said=said, back=_back(request))
    except SQLAlchemyError:
        return JSONResponse({"error": said}, status_code=503)


def on_crash(_request: Request, _error: Exception) -> Response:
    """Anything else. Plain, because whatever broke may be what makes pages."""
    said = (
        "Máy gặp lỗi, chưa ghi gì. Hãy quay lại rồi thử lần nữa; nếu vẫn vậy, báo người quản trị."
    )
    return PlainTextResponse(said, status_code=500, headers=HEADERS)


HANDLED: dict[int | type[Exception], Any] = {
    GoTo: on_go_to,
    **dict.fromkeys(_STATUS, on_known),
    DataFileError: on_broken_draft,
    RequestValidationError: on_bad_form,
    HTTPException: on_no_page,
    SQLAlchemyError: on_database_away,
    TimeoutError: on_database_away,
    Exception: on_crash,
}


def _back(request: Request) -> str:
    """The page of the thing that a form was about: '/cases/<id>/confirm' -> '/cases/<id>'."""
    if request.method == "GET":
        return "/"
    above = request.url.path.rpartition("/")[0] or "/"
    query = f"?{request.url.query}" if request.url.query else ""
    return above + query
