"""The one door in: every request passes here, and what is not allowed by name is refused."""

import hmac
from urllib.parse import quote, urlsplit

from fastapi import Request

from console.auth import sessions
from console.auth.permissions import (
    MAY,
    SECOND_FACTOR_ALWAYS,
    SECOND_FACTOR_FOR,
    Permission,
    is_open,
    needed_by,
)
from console.auth.sessions import Visitor
from console.desk import desk_of

COOKIE = "canhgiac_console"
CSRF_FIELD = "csrf"
CSRF_HEADER = "X-CSRF-Token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Where somebody goes on who is signed in, but not all the way.
CHANGE_PASSWORD = "/account/password"  # noqa: S105  # an address
SHOW_SECOND_FACTOR = "/login/code"
SET_UP_SECOND_FACTOR = "/account/second-factor"
_ON_THE_WAY = frozenset({CHANGE_PASSWORD, SHOW_SECOND_FACTOR, SET_UP_SECOND_FACTOR, "/logout"})


class Refused(Exception):
    """Bạn không có quyền xem trang này."""


class ForgedRequest(Refused):
    """Yêu cầu này không gửi từ trang của bạn, hoặc trang đã cũ. Tải lại trang rồi làm lại."""


class GoTo(Exception):
    """Somebody has to go elsewhere first: to sign in, or to finish signing in."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


async def admit(request: Request) -> None:
    """Let a request in, or raise Refused, ForgedRequest or GoTo. Default is to refuse."""
    handler = request.scope["route"].endpoint
    if is_open(handler):
        await _check_origin(request)
        return
    permission = needed_by(handler)
    if permission is None:
        raise Refused
    visitor = await signed_in(request)
    if visitor is None:
        raise GoTo(_to_login(request))
    await _check_origin(request)
    await _check_token(request, visitor)
    _finish_signing_in(request.url.path, visitor, permission)
    # From here on pages know who is here: also the one that says no.
    request.state.visitor = visitor
    if permission not in MAY[visitor.role]:
        async with desk_of(request).act(visitor, "refused", route=request.scope["route"].path):
            pass
        raise Refused


async def signed_in(request: Request) -> Visitor | None:
    """The officer whose session the cookie holds, whatever they may do."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    desk = desk_of(request)
    return await sessions.recognise(desk.sessions, desk.keys, token, desk.now(), desk.settings.idle)


def _finish_signing_in(path: str, visitor: Visitor, permission: Permission) -> None:
    """Raises GoTo where a password or a second factor is still owed."""
    if path == "/logout":
        return
    if visitor.has_second_factor and not visitor.showed_second_factor:
        if path != SHOW_SECOND_FACTOR:
            raise GoTo(SHOW_SECOND_FACTOR)
        return
    if visitor.must_change_password:
        if path != CHANGE_PASSWORD:
            raise GoTo(CHANGE_PASSWORD)
        return
    owed = visitor.role in SECOND_FACTOR_ALWAYS or (
        permission in SECOND_FACTOR_FOR and permission in MAY[visitor.role]
    )
    if owed and not visitor.showed_second_factor and path not in _ON_THE_WAY:
        raise GoTo(SET_UP_SECOND_FACTOR)


async def _check_origin(request: Request) -> None:
    """Refuse what another site has sent. Browsers say where a form comes from."""
    if request.method in _SAFE:
        return
    origin = request.headers.get("origin")
    try:
        same = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    except ValueError:
        same = False  # no address at all
    if not same or request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        raise ForgedRequest


async def _check_token(request: Request, visitor: Visitor) -> None:
    if request.method in _SAFE:
        return
    sent = request.headers.get(CSRF_HEADER)
    if sent is not None and not sent.isascii():
        raise ForgedRequest
    if sent is None:
        field = (await request.form()).get(CSRF_FIELD)
        sent = field if isinstance(field, str) and field.isascii() else ""
    rights = (visitor.csrf, *visitor.csrf_before)
    if not any(hmac.compare_digest(sent.encode(), right.encode()) for right in rights):
        raise ForgedRequest


def _to_login(request: Request) -> str:
    if request.method not in _SAFE or request.url.path == "/":
        return "/login"
    query = f"?{request.url.query}" if request.url.query else ""
    return f"/login?next={quote(request.url.path + query, safe='')}"
