"""Who may come in: the admin's page."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from console.auth import officers
from console.auth.models import Role
from console.auth.officers import LOGIN, LastAdmin, LoginTaken
from console.auth.permissions import Permission, needs
from console.desk import Desk, TheDesk, TheVisitor
from console.pages import page, see_other

router = APIRouter(prefix="/officers")


class NewOfficer(BaseModel):
    """Somebody who shall come in."""

    login: Annotated[
        str,
        BeforeValidator(lambda value: value.strip().lower() if isinstance(value, str) else value),
        Field(pattern=LOGIN),
    ]
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=100)]
    role: Role


class ChangedRole(BaseModel):
    """Another role."""

    role: Role


class Switched(BaseModel):
    """On or off."""

    active: bool


@router.get("")
@needs(Permission.MANAGE_OFFICERS)
async def everybody(request: Request, desk: TheDesk) -> Response:
    """All officers."""
    return await _list(request, desk)


@router.post("")
@needs(Permission.MANAGE_OFFICERS)
async def add(
    request: Request, desk: TheDesk, me: TheVisitor, sent: Annotated[NewOfficer, Form()]
) -> Response:
    """Add an officer and show the one-time password, once."""
    try:
        async with desk.act(me, "officer.added", sent.login, role=sent.role.value) as session:
            added = await officers.add(session, sent.login, sent.name, sent.role, desk.now())
    except LoginTaken as error:
        return await _list(request, desk, problem=str(error.__doc__), status=409)
    return await _list(request, desk, shown=(added.officer.login, added.password))


@router.post("/{officer_id}/role")
@needs(Permission.MANAGE_OFFICERS)
async def change_role(
    request: Request,
    desk: TheDesk,
    me: TheVisitor,
    officer_id: UUID,
    sent: Annotated[ChangedRole, Form()],
) -> Response:
    """Give another role."""
    try:
        async with desk.act(
            me, "officer.role_changed", f"officer:{officer_id}", role=sent.role.value
        ) as session:
            await officers.change_role(session, officer_id, sent.role)
    except LastAdmin as error:
        return await _list(request, desk, problem=str(error.__doc__), status=409)
    return see_other("/officers?done=role")


@router.post("/{officer_id}/switch")
@needs(Permission.MANAGE_OFFICERS)
async def switch(
    request: Request,
    desk: TheDesk,
    me: TheVisitor,
    officer_id: UUID,
    sent: Annotated[Switched, Form()],
) -> Response:
    """Switch an officer off or on."""
    try:
        async with desk.act(
            me, "officer.switched", f"officer:{officer_id}", active=sent.active
        ) as session:
            await officers.switch(session, officer_id, active=sent.active)
    except LastAdmin as error:
        return await _list(request, desk, problem=str(error.__doc__), status=409)
    return see_other("/officers?done=switched")


@router.post("/{officer_id}/reset")
@needs(Permission.MANAGE_OFFICERS)
async def reset(request: Request, desk: TheDesk, me: TheVisitor, officer_id: UUID) -> Response:
    """A new one-time password, shown once; the second factor is set up anew."""
    async with desk.act(me, "officer.reset", f"officer:{officer_id}") as session:
        officer = await officers.find(session, officer_id)
        password = await officers.reset(session, officer_id)
    return await _list(request, desk, shown=(officer.login, password))


async def _list(
    request: Request,
    desk: Desk,
    problem: str | None = None,
    shown: tuple[str, str] | None = None,
    status: int = 200,
) -> Response:
    async with desk.sessions() as session:
        found = await officers.everybody(session)
    return page(
        request,
        "officers.html",
        status,
        officers=found,
        roles=list(Role),
        problem=problem,
        shown=shown,
    )
