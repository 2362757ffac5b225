"""An officer's own account: password and second factor."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from sqlalchemy import update

from console.auth import lock_out, passwords, second_factor, sessions
from console.auth.lock_out import TooManyFailures
from console.auth.models import Officer
from console.auth.passwords import WeakPassword
from console.auth.permissions import Permission, needs
from console.auth.second_factor import NewFactor
from console.desk import TheDesk, TheVisitor
from console.pages import page, see_other
from console.routes.sign_in import WRONG_CODE, address_of

router = APIRouter(prefix="/account")

WRONG_OLD = "Mật khẩu đang dùng chưa đúng."


class NewPassword(BaseModel):
    """The form for a new password."""

    old: Annotated[str, Field(max_length=1000)] = ""
    new: Annotated[str, Field(max_length=1000)] = ""
    again: Annotated[str, Field(max_length=1000)] = ""


class FirstCode(BaseModel):
    """A secret that the phone has taken over, sealed, and a code that proves it."""

    sealed: Annotated[str, Field(max_length=400)] = ""
    code: Annotated[str, Field(max_length=20)] = ""


@router.get("")
@needs(Permission.OWN_ACCOUNT)
async def account(request: Request) -> Response:
    """Who one is here, and what can be changed."""
    return page(request, "account.html")


@router.get("/password")
@needs(Permission.OWN_ACCOUNT)
async def password_page(request: Request) -> Response:
    """The form for a new password."""
    return page(request, "password.html", problem=None)


@router.post("/password")
@needs(Permission.OWN_ACCOUNT)
async def change_password(
    request: Request, desk: TheDesk, me: TheVisitor, sent: Annotated[NewPassword, Form()]
) -> Response:
    """Take a new password; all other browsers are signed out."""
    try:
        tried = await lock_out.attempt(desk.sessions, desk.keys, address_of(request), desk.now())
    except TooManyFailures as error:
        return page(request, "password.html", 429, problem=str(error.__doc__))
    async with desk.sessions() as session:
        officer = await session.get_one(Officer, me.id)
    async with desk.checking:
        right = await passwords.is_right(sent.old, officer.password_hash)
    if not right:
        async with desk.act(me, "password.failed"):
            pass
        return page(request, "password.html", 422, problem=WRONG_OLD)
    async with desk.sessions.begin() as session:
        await lock_out.succeeded(session, tried)
    if problem := _problem(sent, me.login):
        return page(request, "password.html", 422, problem=problem)
    password_hash = await passwords.hashed(sent.new)
    async with desk.act(me, "password.changed") as session:
        await session.execute(
            update(Officer)
            .where(Officer.id == me.id)
            .values(password_hash=password_hash, must_change_password=False)
        )
        await sessions.end_all(session, me.id, but=me.session)
    return see_other("/account?done=password")


def _problem(sent: NewPassword, login: str) -> str | None:
    """What is wrong with the new password; None if it will do."""
    if sent.new != sent.again:
        return "Hai lần nhập mật khẩu mới chưa giống nhau."
    if sent.new == sent.old:
        return "Mật khẩu mới phải khác mật khẩu đang dùng."
    try:
        passwords.check_strength(sent.new, login)
    except WeakPassword as error:
        return str(error)
    return None


@router.get("/second-factor")
@needs(Permission.OWN_ACCOUNT)
async def second_factor_page(request: Request, desk: TheDesk, me: TheVisitor) -> Response:
    """Show a new secret to the officer's phone."""
    if me.has_second_factor:
        return page(request, "account.html")
    factor = second_factor.new(me.login)
    return _set_up(request, factor, desk.keys.seal(f"{me.id} {factor.secret}"))


@router.post("/second-factor")
@needs(Permission.OWN_ACCOUNT)
async def set_up_second_factor(
    request: Request, desk: TheDesk, me: TheVisitor, sent: Annotated[FirstCode, Form()]
) -> Response:
    """Keep the secret once a code has proved that the phone holds it.

    Raises SealBroken where the secret is not the one that was shown.
    """
    owner, _, secret = desk.keys.unseal(sent.sealed).partition(" ")
    if me.has_second_factor or owner != str(me.id):
        return see_other("/account")
    step = second_factor.step_of(secret, sent.code, desk.now())
    if step is None:
        return _set_up(request, NewFactor(secret, me.login), sent.sealed, WRONG_CODE)
    async with desk.act(me, "second_factor.set_up") as session:
        await session.execute(
            update(Officer)
            .where(Officer.id == me.id, Officer.totp_sealed.is_(None))
            .values(totp_sealed=desk.keys.seal(secret), totp_step=step)
        )
        await sessions.show_second_factor(session, me.session)
    return see_other("/account?done=second_factor")


def _set_up(
    request: Request, factor: NewFactor, sealed: str, problem: str | None = None
) -> Response:
    return page(
        request,
        "second_factor.html",
        422 if problem else 200,
        secret=factor.secret,
        picture=factor.picture(),
        sealed=sealed,
        problem=problem,
    )
