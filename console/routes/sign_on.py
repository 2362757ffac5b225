"""Signing in through the organisation's own sign-on (OpenID Connect). Nobody becomes an officer."""

import hmac
import logging
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import ValidationError
from sqlalchemy import select

from console.auth import lock_out, sign_on
from console.auth.admission import signed_in
from console.auth.keys import SealBroken
from console.auth.lock_out import TooManyFailures
from console.auth.models import Officer
from console.auth.permissions import open_to_all
from console.auth.sign_on import (
    LASTS,
    LOOPBACK,
    Answer,
    ForeignAnswer,
    NoSuchAccount,
    Provider,
    SignedOn,
    SignOnAway,
    SignOnFailed,
    SignOnWrong,
    Started,
    UsedAnswer,
)
from console.desk import Desk, TheDesk
from console.pages import PageNotFound, page, see_other
from console.routes.sign_in import begin_session, over_tls

router = APIRouter(prefix="/sso")
logger = logging.getLogger(__name__)

COOKIE = "canhgiac_sign_on"
_PATH = "/sso"


class NotStarted(Exception):
    """Lần đăng nhập này đã hết hạn, hoặc bắt đầu ở địa chỉ khác. Hãy bắt đầu đăng nhập lại."""


class NoAddress(SignOnWrong):
    """Chưa đặt CONSOLE_ADDRESS nên chưa dùng được cách này; nhờ người quản trị máy xem."""


class AnsweredOnce:
    """Which sign-ons have been answered: each is once, even if its cookie is sent again."""

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}

    def take(self, started: Started, now: datetime) -> None:
        """Raises UsedAnswer."""
        self._until = {state: until for state, until in self._until.items() if until > now}
        if started.state in self._until:
            raise UsedAnswer
        self._until[started.state] = started.until


@router.get("/start")
@open_to_all
async def start(
    request: Request,
    desk: TheDesk,
    where: Annotated[str, Query(alias="next", max_length=500)] = "/",
) -> Response:
    """Send the officer to the organisation's sign-on."""
    provider = _provider(desk)
    if await signed_in(request):
        return see_other("/")
    # Only from our own page: else any site could begin, and spoil, sign-ons of an officer.
    if request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        return see_other("/login")
    try:
        await _check_lock_out(request, desk)
        started = sign_on.start(_redirect_uri(request, desk), where, desk.now())
        response: Response = see_other(await provider.address_for(started))
    except TooManyFailures as error:
        return _form(request, error, 429, where)
    except SignOnAway as error:
        return _away(request, error, where)
    response.set_cookie(
        COOKIE,
        desk.keys.seal(started.model_dump_json()),
        max_age=int(LASTS.total_seconds()),
        path=_PATH,
        httponly=True,
        samesite="lax",
        secure=over_tls(request, desk),
    )
    return response


@router.get("/callback")
@open_to_all
async def callback(request: Request, desk: TheDesk, answer: Annotated[Answer, Query()]) -> Response:
    """The officer is back: let in whom the provider has proved and an admin has added."""
    provider = _provider(desk)
    response = await _take(request, desk, provider, answer)
    response.delete_cookie(
        COOKIE, path=_PATH, httponly=True, samesite="lax", secure=over_tls(request, desk)
    )
    return response


async def _take(request: Request, desk: Desk, provider: Provider, answer: Answer) -> Response:
    where = "/"
    try:
        await _check_lock_out(request, desk)
        started = _started(request, desk)
        where = started.where
        if not hmac.compare_digest(answer.state.encode(), started.state.encode()):
            raise ForeignAnswer
        _answered(request).take(started, desk.now())
        proved = await provider.identify(started, answer, desk.now())
        officer = await _officer(desk, proved)
    except TooManyFailures as error:
        return _form(request, error, 429, where)
    except NotStarted as error:
        return _form(request, error, 401, where)
    except SignOnAway as error:
        return _away(request, error, where)
    except SignOnFailed as error:
        logger.warning("sign-on refused: %s", type(error).__name__)
        async with desk.act(None, "sign_on.failed", why=type(error).__name__) as session:
            await lock_out.note(session, desk.keys, _address(request), desk.now())
        return _form(request, error, 403 if isinstance(error, NoSuchAccount) else 401, where)
    return await begin_session(
        request, desk, officer, where, second_factor=proved.second_factor, by_sign_on=True
    )


async def _officer(desk: Desk, proved: SignedOn) -> Officer:
    """Raises NoSuchAccount."""
    async with desk.sessions() as session:
        query = select(Officer).where(Officer.login == proved.login, Officer.active.is_(True))
        officer = await session.scalar(query)
    if officer is None:
        raise NoSuchAccount
    return officer


def _started(request: Request, desk: Desk) -> Started:
    """The sign-on that this browser has begun. Raises NotStarted."""
    try:
        started = Started.model_validate_json(desk.keys.unseal(request.cookies.get(COOKIE, "")))
    except (SealBroken, ValidationError):
        raise NotStarted from None
    if started.until <= desk.now():
        raise NotStarted
    return started


def _answered(request: Request) -> AnsweredOnce:
    """Of this process; with several, the provider still takes each code once."""
    state = request.app.state
    if not hasattr(state, "answered_once"):
        state.answered_once = AnsweredOnce()
    answered: AnsweredOnce = state.answered_once
    return answered


def _provider(desk: Desk) -> Provider:
    """Raises PageNotFound where sign-on is off."""
    settings = desk.settings
    issuer, client_id, secret = (
        *(settings.oidc_issuer, settings.oidc_client_id),
        settings.oidc_client_secret,
    )
    if issuer is None or client_id is None or secret is None:
        raise PageNotFound
    return Provider(issuer, client_id, secret.get_secret_value(), settings.oidc_login_claim)


def _redirect_uri(request: Request, desk: Desk) -> str:
    """Where the provider sends the officer. Never what Host says, but on this machine.

    Raises NoAddress.
    """
    if desk.settings.console_address is not None:
        return f"{str(desk.settings.console_address).rstrip('/')}{_PATH}/callback"
    try:
        host, port = request.url.hostname, request.url.port
    except ValueError:
        raise NoAddress from None
    if host not in LOOPBACK:
        raise NoAddress
    host = f"[{host}]" if ":" in host else host
    return f"{request.url.scheme}://{host}{f':{port}' if port else ''}{_PATH}/callback"


async def _check_lock_out(request: Request, desk: Desk) -> None:
    """Raises TooManyFailures."""
    async with desk.sessions() as session:
        await lock_out.check(session, desk.keys, _address(request), desk.now())


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _away(request: Request, error: SignOnAway, where: str) -> Response:
    """Nobody has guessed anything: not counted, or a provider that is away would lock all out."""
    logger.warning("sign-on not possible: %s", type(error).__name__)
    return _form(request, error, 503, where)


def _form(request: Request, error: Exception, status: int, where: str) -> Response:
    said = " ".join((type(error).__doc__ or "").split())
    return page(request, "login.html", status, problem=said, next=where, sign_on=True)
