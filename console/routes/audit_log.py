"""The audit log, for the admin."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy import select

from console.audit_models import AuditEntry
from console.auth.officers import names_of
from console.auth.permissions import Permission, needs
from console.desk import TheDesk, TheVisitor
from console.pages import page

router = APIRouter()

PAGE_SIZE = 100


@router.get("/audit")
@needs(Permission.READ_AUDIT_LOG)
async def log(
    request: Request,
    desk: TheDesk,
    me: TheVisitor,
    before: Annotated[int, Query(ge=1, le=2**31 - 1)] = 2**31 - 1,
) -> Response:
    """The entries, the last first."""
    async with desk.act(me, "audit.read") as session:
        query = select(AuditEntry).where(AuditEntry.number < before)
        query = query.order_by(AuditEntry.number.desc()).limit(PAGE_SIZE + 1)
        found = list((await session.scalars(query)).all())
        names = await names_of(session, {e.officer_id for e in found if e.officer_id})
    more = len(found) > PAGE_SIZE
    return page(request, "audit.html", entries=found[:PAGE_SIZE], names=names, more=more)
