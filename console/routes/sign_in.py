"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from sqlalchemy import select

from console import audit
from console.auth import lock_out, passwords, second_factor, sessions
from console.auth.admission import COOKIE, signed_in
from console.auth.keys import SealBroken
from console.auth.lock_out import TooManyFailures
from console.auth.models import Officer
from console.auth.permissions import Permission, needs, open_to_all
from console.desk import Desk, TheDesk, TheVisitor
from console.pages import page, see_other

router = APIRouter()

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng."
WRONG_CODE = "Mã chưa đúng hoặc đã dùng rồi. Chờ mã mới hiện trên điện thoại rồi nhập lại."


class Credentials(BaseModel):
    """What the sign-in form sends."""

    login: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    password: Annotated[str, Field(max_length=1000)] = ""
    next: Annotated[str, Field(max_length=500)] = "/"


class Code(BaseModel):
    """A one-time code."""

    code: Annotated[str, Field(max_length=20)] = ""


@router.get("/login")
@open_to_all
async def login_page(request: Request, desk: TheDesk) -> Response:
    """The sign-in form; whoever is signed in goes home."""
    if await signed_in(request):
        return see_other("/")
    return _form(request, desk)


@router.post("/login")
@open_to_all
async def login(request: Request, desk: TheDesk, sent: Annotated[Credentials, Form()]) -> Response:
    """Begin a session, or say that something was wrong and not what."""
    try:
        tried = await lock_out.attempt(desk.sessions, desk.keys, address_of(request), desk.now())
    except TooManyFailures as error:
        return _form(request, desk, str(error.__doc__), 429, sent.next)
    async with desk.sessions() as session:
        query = select(Officer).where(Officer.login == sent.login.strip().lower())
        officer = await session.scalar(query)
    async with desk.checking:
        right = await passwords.is_right(
            sent.password, officer.password_hash if officer and officer.active else None
        )
    if officer is None or not right:
        async with desk.act(None, "sign_in.failed") as session:
            await lock_out.forget_old(session, desk.now())
        return _form(request, desk, WRONG, 401, sent.next)
    async with desk.sessions.begin() as session:
        await lock_out.succeeded(session, tried)
    return await begin_session(request, desk, officer, where=sent.next)


def address_of(request: Request) -> str:
    """Whence a request comes; behind a proxy as FORWARDED_ALLOW_IPS lets it be believed."""
    return request.client.host if request.client else ""


async def begin_session(
    request: Request,
    desk: Desk,
    officer: Officer,
    where: str,
    *,
    second_factor: bool = False,
    by_sign_on: bool = False,
) -> Response:
    """Sign an officer in whose identity is proved, and set the cookie."""
    async with desk.sessions.begin() as session:
        await sessions.end_rested(session, desk.now(), desk.settings.idle)
        token = await sessions.begin(
            session, officer, desk.now(), second_factor=second_factor, by_sign_on=by_sign_on
        )
        entry = audit.Entry(officer.id, "sign_in", details={"second_factor": second_factor})
        await audit.write(session, desk.keys, desk.now(), entry)
    response = see_other(_inside(where))
    response.set_cookie(
        COOKIE,
        token,
        httponly=True,
        samesite="lax",
        secure=over_tls(request, desk),
    )
    return response


@router.get("/login/code")
@needs(Permission.OWN_ACCOUNT)
async def code_page(request: Request) -> Response:
    """Where the second factor is shown."""
    return page(request, "code.html", problem=None)


@router.post("/login/code")
@needs(Permission.OWN_ACCOUNT)
async def show_code(
    request: Request, desk: TheDesk, me: TheVisitor, sent: Annotated[Code, Form()]
) -> Response:
    """Take the second factor."""
    try:
        tried = await lock_out.attempt(desk.sessions, desk.keys, address_of(request), desk.now())
        async with desk.sessions.begin() as session:
            officer = await session.get_one(Officer, me.id)
            right = await second_factor.use(session, desk.keys, officer, sent.code, desk.now())
            if right:
                await sessions.show_second_factor(session, me.session)
                await lock_out.succeeded(session, tried)
    except TooManyFailures as error:
        return page(request, "code.html", 429, problem=str(error.__doc__))
    except SealBroken as error:
        return page(request, "code.html", 503, problem=str(error.__doc__))
    async with desk.act(me, "second_factor.shown" if right else "second_factor.failed"):
        pass
    return see_other("/") if right else page(request, "code.html", 401, problem=WRONG_CODE)


@router.post("/logout")
@needs(Permission.OWN_ACCOUNT)
async def logout(desk: TheDesk, me: TheVisitor) -> Response:
    """End the session."""
    async with desk.act(me, "sign_out") as session:
        await sessions.end(session, me.session)
    response = see_other("/login?done=signed_out")
    response.delete_cookie(COOKIE)
    return response


def over_tls(request: Request, desk: Desk) -> bool:
    """Whether officers come over TLS: the request says so, or the console's known address."""
    address = desk.settings.console_address
    return request.scope["scheme"] == "https" or (address is not None and address.scheme == "https")


def _form(
    request: Request, desk: Desk, problem: str | None = None, status: int = 200, where: str = ""
) -> Response:
    return page(
        request,
        "login.html",
        status,
        problem=problem,
        next=_inside(where or request.query_params.get("next", "/")),
        sign_on=desk.settings.signs_on,
    )


def _inside(where: str) -> str:
    """An address of ours, or home: a link to the sign-in page must not lead elsewhere."""
    plain = where.startswith("/") and not where.startswith(("//", "/\\")) and "\\" not in where
    return where if plain and where.isprintable() and "\n" not in where else "/"
