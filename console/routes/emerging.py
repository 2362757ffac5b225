"""Clusters of cases of which the model knew little: perhaps a new script."""

import asyncio
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError

from casework.learning import cluster_book, jobs, new_playbook
from casework.learning.cluster_book import Shown
from casework.learning.draft_lock import DraftBusy
from casework.learning.for_trainers import for_trainers
from casework.learning.jobs import AlreadyAsked
from casework.learning.models import JobKind
from casework.learning.new_playbook import DraftChanged, NotInOrder, NotWritable
from casework.learning.weekly import FEWEST_SHOWN
from casework.playbooks.data_file import DataFileError
from casework.playbooks.schema import Family
from casework.playbooks.skeleton import NotAppendable
from casework.statistics.names import CATEGORY
from console import drafts, learning_wording
from console.auth.permissions import Permission, needs
from console.desk import Desk, TheDesk, TheVisitor
from console.drafts import BegunWithoutHistory, BookAway, CannotWrite
from console.pages import page, see_other

router = APIRouter(prefix="/emerging")

LIKELY_NEIGHBOURS, CHOSEN_NEIGHBOURS = 6, 2
"""Playbooks that are offered first as neighbours, and how many of them are chosen already."""

ClusterId = Annotated[int, Path(ge=1, le=2**31 - 1)]


class DraftHasMistakes(Exception):
    """Bản nháp kịch bản đang có chỗ sai, nên chưa thêm được. Mở trang «Kịch bản», sửa trước."""


_NOT_NOW = (DraftBusy, DraftChanged, NotWritable, NotAppendable, CannotWrite)
_AWAY = (BookAway, DraftBusy, CannotWrite, NotWritable)


class Sent(BaseModel):
    """What was typed: checked later, so that it can be given back as it was."""

    id: Annotated[str, Field(max_length=200)] = ""
    name: Annotated[str, Field(max_length=500)] = ""
    family: Annotated[str, Field(max_length=60)] = ""
    statistics_category: Annotated[str, Field(max_length=60)] = ""
    neighbours: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=100)] = []
    signs: Annotated[str, Field(max_length=4000)] = ""

    @property
    def wanted(self) -> dict[str, object]:
        """As a playbook is begun from it: a sign a line."""
        signs = [line.strip() for line in self.signs.splitlines() if line.strip()]
        name = " ".join(self.name.split())
        return {**self.model_dump(), "id": self.id.strip(), "name": name, "signs": signs}


@router.get("")
@needs(Permission.LEARN_FROM_CASES)
async def emerging(request: Request, desk: TheDesk, me: TheVisitor) -> Response:
    """The clusters that were found last, the fastest growing first."""
    return await _list(request, desk, me)


@router.post("/find")
@needs(Permission.LEARN_FROM_CASES)
async def find(request: Request, desk: TheDesk, me: TheVisitor) -> Response:
    """Ask the bench to cluster anew."""
    try:
        async with desk.act(me, "bench.cluster_asked") as session:
            await jobs.ask(session, JobKind.CLUSTER, None, me.login, desk.now())
    except AlreadyAsked as error:
        return await _list(request, desk, me, _said(error), 409)
    return see_other("/emerging?done=cluster_asked")


@router.get("/{cluster_id}/new")
@needs(Permission.LEARN_FROM_CASES)
async def think_of_a_playbook(request: Request, desk: TheDesk, cluster_id: ClusterId) -> Response:
    """The form from which a playbook begins, filled in as far as the cluster knows."""
    async with desk.sessions() as session:
        cluster = await cluster_book.find(session, cluster_id)
    likely = _likely(desk, cluster)
    sent = Sent(
        id=new_playbook.proposed_id(cluster.words, desk.library.ids),
        neighbours=likely[:CHOSEN_NEIGHBOURS],
        signs="\n".join(cluster.words),
    )
    return _form(request, desk, cluster_id, sent, likely=likely)


@router.post("/{cluster_id}/new")
@needs(Permission.EDIT_PLAYBOOKS)
async def begin_a_playbook(
    request: Request,
    desk: TheDesk,
    me: TheVisitor,
    cluster_id: ClusterId,
    sent: Annotated[Sent, Form()],
) -> Response:
    """Write the skeleton into the draft. The cluster may be gone by now: nothing typed is lost."""
    said, done = "Khung kịch bản mới: {}".format, "playbook_begun"
    try:
        begun = await drafts.begin(desk, me, sent.wanted, said, cluster=cluster_id)
    except NotInOrder as error:
        return _form(request, desk, cluster_id, sent, problem=error, told=error.told)
    except (SQLAlchemyError, TimeoutError):
        return _form(request, desk, cluster_id, sent, problem=BookAway())
    except (*_NOT_NOW, DataFileError) as error:
        known = DraftHasMistakes() if isinstance(error, DataFileError) else error
        return _form(request, desk, cluster_id, sent, problem=known)
    except BegunWithoutHistory as error:
        begun, done = error.playbook_id, "playbook_begun_without_history"
    return see_other(f"/playbooks/{begun}/edit?done={done}")


async def _list(
    request: Request, desk: Desk, me: TheVisitor, problem: str | None = None, status: int = 200
) -> Response:
    async with desk.act(me, "cases.listed", list="emerging") as session:
        clusters = await cluster_book.listed(session)
        job = await jobs.newest_of(session, JobKind.CLUSTER)
    # Redacted again, which takes time: no transaction waits for it, nor the event loop.
    stories = {
        cluster.id: await asyncio.to_thread(for_trainers, cluster.examples) for cluster in clusters
    }
    return page(
        request,
        "bench/emerging.html",
        status,
        clusters=clusters,
        stories=stories,
        few=FEWEST_SHOWN,
        likely={cluster.id: _likely(desk, cluster) for cluster in clusters},
        job=job,
        problem=problem,
        says=learning_wording,
    )


def _form(
    request: Request,
    desk: Desk,
    cluster_id: int,
    sent: Sent,
    *,
    likely: list[str] | None = None,
    problem: Exception | None = None,
    told: Mapping[str, str] | None = None,
) -> Response:
    likely = sent.neighbours if likely is None else likely
    status = 503 if isinstance(problem, _AWAY) else 422 if told else 409 if problem else 200
    return page(
        request,
        "bench/emerging_new.html",
        status,
        cluster_id=cluster_id,
        sent=sent,
        likely=[desk.library.get(name) for name in likely if name in desk.library.ids],
        families=[(family.value, family.label) for family in Family],
        categories=[(category.value, name) for category, name in CATEGORY.items()],
        problem=_said(problem) if problem else None,
        told=told or {},
    )


def _likely(desk: Desk, cluster: Shown) -> list[str]:
    """The playbooks that the model thought of, the most named first."""
    known = [name for name in cluster.taken_for if name in desk.library.ids]
    return known[:LIKELY_NEIGHBOURS]


def _said(error: Exception) -> str:
    return " ".join((type(error).__doc__ or "").split())
