"""The blind second reading, its agreement, and settling where two officers differ."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from casework.cases import review, second_reading
from casework.cases.models import SecondReading
from casework.cases.queue import PAGE_SIZE
from casework.cases.review import DISMISSED, CaseGone, NotAllowedNow
from console import blind
from console.auth.officers import names_of
from console.auth.permissions import Permission, needs
from console.desk import Desk, TheDesk, TheVisitor, about_case
from console.highlight import pieces
from console.pages import page, see_other
from console.routes.reviews import Label, known_label

router = APIRouter()


class SeenBefore(NotAllowedNow):
    """Bạn đã mở vụ này và thấy người trước nghĩ gì, nên để người khác đọc lần hai."""


@router.get("/second-readings")
@needs(Permission.READ_SECOND_TIME)
async def waiting_cases(request: Request, desk: TheDesk, me: TheVisitor) -> Response:
    """What this officer may read a second time."""
    async with desk.act(me, "cases.listed", list="second_readings") as session:
        waiting = await blind.waiting_for(session, me.id)
        found = await second_reading.cases_of(session, waiting[:PAGE_SIZE])
    return page(request, "second/waiting.html", cases=found, more=len(waiting) > PAGE_SIZE)


@router.get("/second-readings/{case_id}")
@needs(Permission.READ_SECOND_TIME)
async def read_blind(request: Request, desk: TheDesk, me: TheVisitor, case_id: UUID) -> Response:
    """The narrative alone: no label, neither the first officer's nor the model's."""
    async with desk.act(me, "case.read_blind", about_case(case_id)) as session:
        case = await review.find(session, case_id)
        if case.second_reading is not SecondReading.WAITING or case.narrative is None:
            raise CaseGone
    told = pieces(desk.library, case.narrative, None)
    return page(request, "second/blind.html", case=case, pieces=told, dismissed=DISMISSED)


@router.post("/second-readings/{case_id}")
@needs(Permission.READ_SECOND_TIME)
async def read(
    desk: TheDesk, me: TheVisitor, case_id: UUID, sent: Annotated[Label, Form()]
) -> Response:
    """The second officer's word."""
    label = _label(desk, sent.label)
    seen = desk.seen(me, case_id, sent.version)
    async with desk.act(me, "case.read_second_time", about_case(case_id)) as session:
        if await blind.opened_by(session, me.id, [case_id]):
            raise SeenBefore
        await second_reading.read(session, seen, label, sent.kept_note)
    return see_other("/second-readings?done=second_reading")


@router.get("/agreement")
@needs(Permission.SETTLE)
async def agreement(request: Request, desk: TheDesk, me: TheVisitor) -> Response:
    """How far officers agree, and where they do not."""
    async with desk.act(me, "cases.listed", list="differing") as session:
        agreed = await second_reading.agreement(session)
        differ = await second_reading.disagreed(session)
    return page(request, "second/agreement.html", agreed=agreed, differ=differ)


@router.get("/agreement/{case_id}")
@needs(Permission.SETTLE)
async def differing(request: Request, desk: TheDesk, me: TheVisitor, case_id: UUID) -> Response:
    """One case in which two officers differ."""
    async with desk.act(me, "case.read", about_case(case_id)) as session:
        case = await review.find(session, case_id)
        if case.second_reading not in {SecondReading.DISAGREED, SecondReading.SETTLED}:
            raise CaseGone
        acts = await review.history(session, case_id)
        names = await names_of(session, {act.officer_id for act in acts})
    told = pieces(desk.library, case.narrative, None) if case.narrative else []
    return page(
        request,
        "second/settle.html",
        case=case,
        pieces=told,
        acts=acts,
        names=names,
        dismissed=DISMISSED,
    )


@router.post("/agreement/{case_id}")
@needs(Permission.SETTLE)
async def settle(
    desk: TheDesk, me: TheVisitor, case_id: UUID, sent: Annotated[Label, Form()]
) -> Response:
    """The supervisor's last word."""
    label = _label(desk, sent.label)
    seen = desk.seen(me, case_id, sent.version)
    async with desk.act(me, "case.settled", about_case(case_id), label=label) as session:
        await second_reading.settle(session, seen, label, sent.kept_note)
    return see_other("/agreement?done=settled")


def _label(desk: Desk, label: str) -> str:
    return label if label == DISMISSED else known_label(desk, label)
