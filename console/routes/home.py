"""Home: what is new, what emerges, what needs doing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases import incidents, queue
from casework.cases.models import CaseStatus
from casework.cases.queue import COUNTED_UP_TO, CaseFilter
from casework.clock import day_in_viet_nam
from casework.deliveries.models import Delivery
from casework.opinions import inbox
from casework.statistics import overview
from console import blind, charts, wording
from console.auth.permissions import MAY, Permission, needs
from console.auth.sessions import Visitor
from console.desk import TheDesk, TheVisitor
from console.pages import page

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for officers: who may do it, where, how it is counted and called."""

    permission: Permission
    where: str
    count: Callable[[AsyncSession, Visitor], Awaitable[int]]
    name: str
    # What should never be is named only when it is.
    shown_at_zero: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task, and how much of it there is."""

    task: Task
    count: int

    @property
    def shown(self) -> str:
        """Counted no further than the lists themselves are."""
        return capped(self.count)


async def _count_blind(session: AsyncSession, me: Visitor) -> int:
    return len(await blind.waiting_for(session, me.id))


async def _count_pending(session: AsyncSession, _me: Visitor) -> int:
    return (await queue.count(session, CaseFilter(status=CaseStatus.PENDING))).cases


async def _count_dead_letters(session: AsyncSession, _me: Visitor) -> int:
    asked = select(func.count()).where(Delivery.dead_at.is_not(None))
    return await session.scalar(asked) or 0


# One visible list, in the order of the page: what cannot wait comes first.
TASKS: tuple[Task, ...] = (
    Task(
        Permission.READ_CASES,
        "/incidents",
        lambda session, _: incidents.count_open(session),
        "vụ đã mất tiền, chưa chuyển điều tra",
    ),
    Task(
        Permission.REVIEW,
        "/cases",
        _count_pending,
        "vụ chờ xem",
    ),
    Task(
        Permission.READ_SECOND_TIME,
        "/second-readings",
        _count_blind,
        "vụ chờ bạn đọc lần hai",
    ),
    Task(
        Permission.SETTLE,
        "/agreement",
        lambda session, _: overview.count_differing(session),
        "vụ hai người đọc khác nhau, chờ phân xử",
    ),
    Task(
        Permission.HANDLE_OPINIONS,
        "/opinions?status=new",
        lambda session, _: inbox.count_new(session),
        "ý kiến người dân chưa ai đọc",
    ),
    Task(
        Permission.ACT_ON_DEAD_LETTERS,
        "/dead-letters",
        _count_dead_letters,
        "tin máy chưa trả lời được",
        shown_at_zero=False,
    ),
)


@router.get("/")
@needs(Permission.HOME)
async def home(request: Request, desk: TheDesk, me: TheVisitor) -> Response:
    """The first page after signing in: everybody sees the numbers, each the tasks they may do."""
    today = day_in_viet_nam(desk.now())
    async with desk.sessions() as session:
        seen = await overview.overview(session, today)
        new_scripts = (await queue.count(session, CaseFilter(new_script=True))).cases
        waiting = [
            Waiting(task, await task.count(session, me))
            for task in TASKS
            if task.permission in MAY[me.role]
        ]
    waiting = [one for one in waiting if one.count or one.task.shown_at_zero]
    return page(
        request,
        "home.html",
        seen=seen,
        waiting=waiting,
        new_scripts=capped(new_scripts),
        rule=overview,
        charts=charts,
        per_day=charts.per_day(seen),
        by_playbook=charts.by_playbook(seen, desk.library),
    )


def capped(count: int) -> str:
    """A count that goes no further than COUNTED_UP_TO."""
    if count > COUNTED_UP_TO:
        return f"hơn {wording.number(COUNTED_UP_TO)}"
    return wording.number(count)
