"""The bench: model versions, what is asked of it, comparison, promotion, rolling back.

Nothing is trained here: the console asks, `./canhgiac trainer work` does it.
"""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Header, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from casework.learning import jobs, versions
from casework.learning.jobs import AlreadyAsked
from casework.learning.models import JobKind, ModelVersion
from casework.learning.versions import NothingToRollBackTo
from console import learning_wording
from console.auth.permissions import Permission, needs
from console.desk import Desk, TheDesk, TheVisitor
from console.model_versions import Jobs, Shown, draft_differs, macro_f1, mixed_up, report_of
from console.pages import page, see_other

router = APIRouter(prefix="/bench")

Name = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,64}$")]


class GateIsShut(Exception):
    """Bản này chưa qua cổng kiểm tra nên chưa đưa vào dùng được. Xem lý do rồi so sánh lại."""


class SeenAnother(Exception):
    """Từ lúc bạn mở trang, bản đang dùng hoặc bản so sánh đã đổi. Đọc lại rồi hãy quyết định."""


class Confirmed(BaseModel):
    """What somebody had before their eyes when they said yes."""

    read_as: Annotated[str, Field(max_length=80)] = ""


@router.get("")
@needs(Permission.RUN_BENCH)
async def bench(request: Request, desk: TheDesk) -> Response:
    """All versions, what the bench does, and what it can be asked."""
    return await _bench(request, desk)


@router.get("/jobs")
@needs(Permission.RUN_BENCH)
async def bench_jobs(
    request: Request,
    desk: TheDesk,
    mark: Annotated[str, Query(max_length=400)] = "",
    hx_request: Annotated[bool, Header()] = False,  # noqa: FBT002  # a header
) -> Response:
    """The jobs alone, for a page that asks again and again while one waits or runs."""
    if not hx_request:
        return see_other("/bench")
    async with desk.sessions() as session:
        asked = Jobs(await jobs.newest_first(session), desk.now())
    answer = page(request, "bench/_jobs.html", asked=asked, says=learning_wording)
    if asked.mark != mark:
        # One has begun or ended: versions and buttons above are of before.
        answer.headers["HX-Refresh"] = "true"
    return answer


@router.post("/train")
@needs(Permission.RUN_BENCH)
async def train(request: Request, desk: TheDesk, me: TheVisitor) -> Response:
    """A new candidate from the draft."""
    return await _ask(request, desk, me, JobKind.TRAIN, None)


@router.get("/roll-back")
@needs(Permission.RUN_BENCH)
async def think_of_rolling_back(request: Request, desk: TheDesk) -> Response:
    """Which version it would be, before anything is done."""
    return await _roll_back_page(request, desk)


@router.post("/roll-back")
@needs(Permission.RUN_BENCH)
async def roll_back(
    request: Request, desk: TheDesk, me: TheVisitor, sent: Annotated[Confirmed, Form()]
) -> Response:
    """Back to the version that was live before."""
    async with desk.sessions() as session:
        before = await versions.before_live(session)
    if sent.read_as != before.name:
        return await _roll_back_page(request, desk, _said(SeenAnother), 409)
    return await _ask(request, desk, me, JobKind.ROLL_BACK, sent.read_as)


@router.get("/{name}")
@needs(Permission.RUN_BENCH)
async def one_version(request: Request, desk: TheDesk, name: Name) -> Response:
    """All that is known of a version."""
    return await _version(request, desk, name)


@router.post("/{name}/compare")
@needs(Permission.RUN_BENCH)
async def compare(request: Request, desk: TheDesk, me: TheVisitor, name: Name) -> Response:
    """Measure a candidate against the live version."""
    shown, _ = await _shown(desk, name)
    if not shown.is_candidate:
        return await _version(request, desk, name, _said(SeenAnother), 409)
    return await _ask(request, desk, me, JobKind.COMPARE, name)


@router.get("/{name}/promote")
@needs(Permission.RUN_BENCH)
async def think_of_promoting(request: Request, desk: TheDesk, name: Name) -> Response:
    """What changes for residents, read once more before it does."""
    shown, live = await _shown(desk, name)
    if not shown.may_go_live:
        return await _version(request, desk, name, _said(GateIsShut), 409)
    return page(request, "bench/promote.html", shown=shown, live=live, says=learning_wording)


@router.post("/{name}/promote")
@needs(Permission.RUN_BENCH)
async def promote(
    request: Request, desk: TheDesk, me: TheVisitor, name: Name, sent: Annotated[Confirmed, Form()]
) -> Response:
    """Let it answer residents. The bench asks the gate again before it does."""
    shown, _ = await _shown(desk, name)
    if not shown.may_go_live:
        return await _version(request, desk, name, _said(GateIsShut), 409)
    if sent.read_as != shown.read_as:
        return await _version(request, desk, name, _said(SeenAnother), 409)
    return await _ask(request, desk, me, JobKind.PROMOTE, name)


async def _ask(
    request: Request, desk: Desk, me: TheVisitor, kind: JobKind, target: str | None
) -> Response:
    """Put a job into the bench's queue; asked twice, the page says so."""
    subject = f"model:{target}" if target else None
    try:
        async with desk.act(me, f"bench.{kind.value}_asked", subject) as session:
            await jobs.ask(session, kind, target, me.login, desk.now())
    except AlreadyAsked:
        return await _bench(request, desk, _said(AlreadyAsked), 409)
    return see_other("/bench?done=bench_asked#jobs")


async def _bench(
    request: Request, desk: Desk, problem: str | None = None, status: int = 200
) -> Response:
    async with desk.sessions() as session:
        live = await versions.live(session)
        shown = [Shown.of(one, live) for one in await versions.newest_first(session)]
        asked = Jobs(await jobs.newest_first(session), desk.now())
        can_go_back = await _before(session) is not None
    draft = desk.settings.data_dir / "scam_patterns.yml"
    return page(
        request,
        "bench/bench.html",
        status,
        live=live,
        versions=shown,
        asked=asked,
        differs=await asyncio.to_thread(draft_differs, draft, live),
        can_go_back=can_go_back,
        problem=problem,
        macro_f1=macro_f1,
        says=learning_wording,
    )


async def _version(
    request: Request, desk: Desk, name: str, problem: str | None = None, status: int = 200
) -> Response:
    shown, live = await _shown(desk, name)
    return page(
        request,
        "bench/version.html",
        status,
        shown=shown,
        live=live,
        report=report_of(shown.version),
        mixed_up=mixed_up(shown.comparison) if shown.comparison else [],
        names={one.id: one.name for one in shown.comparison.playbooks} if shown.comparison else {},
        problem=problem,
        macro_f1=macro_f1,
        says=learning_wording,
    )


async def _roll_back_page(
    request: Request, desk: Desk, problem: str | None = None, status: int = 200
) -> Response:
    async with desk.sessions() as session:
        live = await versions.live(session)
        before = await versions.before_live(session)
    return page(
        request,
        "bench/roll_back.html",
        status,
        live=live,
        before=before,
        problem=problem,
        macro_f1=macro_f1,
        says=learning_wording,
    )


async def _shown(desk: Desk, name: str) -> tuple[Shown, ModelVersion | None]:
    """Raises NoSuchVersion."""
    async with desk.sessions() as session:
        live = await versions.live(session)
        return Shown.of(await versions.find(session, name), live), live


async def _before(session: AsyncSession) -> ModelVersion | None:
    try:
        return await versions.before_live(session)
    except NothingToRollBackTo:
        return None


def _said(error: type[Exception]) -> str:
    return " ".join((error.__doc__ or "").split())
