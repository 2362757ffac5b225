"""The queue, and a case on the desk."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases import duplicates, queue, review
from casework.cases.models import Case
from casework.cases.queue import Place
from casework.learning.for_trainers import for_trainers
from console.auth.admission import Refused
from console.auth.officers import names_of
from console.auth.permissions import MAY, Permission, needs
from console.auth.sessions import Visitor
from console.desk import Desk, TheDesk, TheVisitor, about_case
from console.filters import ALL, Asked, ids_of_code
from console.highlight import pieces
from console.pages import page, see_other

router = APIRouter()

TheFilter = Annotated[Asked, Query()]


@router.get("/cases")
@needs(Permission.READ_CASES)
async def cases(request: Request, desk: TheDesk, me: TheVisitor, asked: TheFilter) -> Response:
    """A page of the queue. A typed case code leads straight to its case."""
    async with desk.sessions() as session:
        if found := await _by_code(session, asked.q):
            return see_other(f"/cases/{found}")
    # The list shows how each narrative begins: of a short one that is all of it.
    act = "cases.searched" if asked.q else "cases.listed"
    async with desk.act(me, act, filters=asked.used) as session:
        shown = await queue.page(session, asked.wanted, asked.place)
        counted = await queue.count(session, asked.wanted)
    # What htmx asks for is the continuation of a list that stands on the page already.
    name = "cases/rows.html" if request.headers.get("HX-Request") else "cases/queue.html"
    return page(request, name, asked=asked, shown=shown, counted=counted, all=ALL)


@router.get("/cases/next")
@needs(Permission.REVIEW)
async def next_case(desk: TheDesk, asked: TheFilter, done: str = "") -> Response:
    """Go on to the case behind a place in the queue."""
    async with desk.sessions() as session:
        found = await queue.next_case(session, asked.wanted, asked.place)
    told = f"&done={done}" if done.isidentifier() else ""
    if found is None:
        return see_other(f"/cases?{asked.query()}{told}")
    return see_other(f"/cases/{found}?{asked.query()}{told}")


@router.get("/cases/{case_id}")
@needs(Permission.READ_NEW_SCRIPTS)
async def case(
    request: Request, desk: TheDesk, me: TheVisitor, case_id: UUID, asked: TheFilter
) -> Response:
    """One case, with all that its review needs; for trainers what can be learned from it."""
    async with desk.sessions() as session:
        marked = (await review.find(session, case_id)).new_script
    if Permission.READ_CASES not in MAY[me.role] and not marked:
        async with desk.act(me, "refused", about_case(case_id)):
            pass
        raise Refused
    if Permission.READ_CASES not in MAY[me.role]:
        return await _for_a_trainer(request, desk, me, case_id)
    async with desk.act(me, "case.read", about_case(case_id)) as session:
        found = await review.find(session, case_id)
        acts = await review.history(session, case_id)
        alike = await duplicates.likely(session, found)
        merged = await duplicates.duplicates_of(session, case_id)
        names = await names_of(session, {act.officer_id for act in acts})
    label = found.label or found.playbook_id
    return page(
        request,
        "cases/case.html",
        case=found,
        pieces=pieces(desk.library, found.narrative, label) if found.narrative else [],
        sentences=duplicates.sentences(found.narrative) if found.narrative else [],
        acts=acts,
        names=names,
        alike=alike,
        merged=merged,
        asked=asked,
        after=asked.query(Place.of(found)),
    )


async def _for_a_trainer(request: Request, desk: Desk, me: Visitor, case_id: UUID) -> Response:
    """What may be learned from a marked case: no officer, place, channel, hour or other case."""
    async with desk.act(me, "case.read", about_case(case_id)) as session:
        found = await review.find(session, case_id)
    (shown,) = await asyncio.to_thread(for_trainers, [found])
    told = pieces(desk.library, shown.narrative, shown.label) if shown.narrative else []
    return page(request, "cases/case_for_trainers.html", case=shown, pieces=told)


@router.get("/cases/{case_id}/print")
@needs(Permission.READ_CASES)
async def summary(request: Request, desk: TheDesk, me: TheVisitor, case_id: UUID) -> Response:
    """One page to hand over."""
    async with desk.act(me, "case.printed", about_case(case_id)) as session:
        found = await review.find(session, case_id)
        acts = await review.history(session, case_id)
    notes = [act for act in acts if act.note]
    label = found.label if found.label in desk.library else None
    match = desk.library.match(label, found.narrative) if label and found.narrative else None
    return page(request, "cases/summary.html", case=found, notes=notes, match=match)


async def _by_code(session: AsyncSession, typed: str) -> UUID | None:
    """The one case that a typed code stands for."""
    ids = ids_of_code(typed)
    if ids is None:
        return None
    found = (await session.scalars(select(Case.id).where(Case.id.between(*ids)).limit(2))).all()
    return found[0] if len(found) == 1 else None
