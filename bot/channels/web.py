"""The web chat: one page, and one address to which its messages are posted."""

import logging
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from pydantic import BaseModel, Field, ValidationError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.base import OnMessage
from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.rate_limit import RateLimit
from bot.messages import InboundMessage
from bot.settings import BotSettings
from casework.listening import CannotListen, listen
from casework.playbooks.help_channels import HelpChannels
from casework.privacy.texts import RawText

logger = logging.getLogger(__name__)

_PAGE = Path(__file__).parent / "web_page"
_COOKIE = "canhgiac_chat"
_CHAT_BYTES = 24
# What token_urlsafe makes of them. Anything else was not made here: empty, guessable or huge.
_CHAT = re.compile(r"[A-Za-z0-9_-]{32}")
_LARGEST_BODY = 64 * 1024
_BUSY = (
    "Đang có nhiều tin gửi tới cùng lúc nên máy chưa đọc kịp tin này; bạn chờ một phút rồi gửi "
    "lại giúp, còn trong lúc chờ thì dừng lại, đừng chuyển tiền, đừng đọc mã OTP, đã chuyển rồi "
    "thì gọi ngay ngân hàng (số in sau thẻ), nguy hiểm tới người thì gọi {canh_sat_113} ngay."
)
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class _Posted(BaseModel):
    """What the page posts: words typed, or the value of a tapped button."""

    text: str = Field(default="", max_length=20_000)
    choice: str | None = Field(default=None, max_length=100)


class WebChannel:
    """Serves the page and answers its messages."""

    name = "web"

    def __init__(self, host: str, port: int, fill: Callable[[str], str]) -> None:
        """`fill` puts help channels in place of the page's {placeholders}."""
        self._host = host
        self._port = port
        self._fill = fill

    @classmethod
    def from_settings(cls, settings: BotSettings) -> "WebChannel":
        """The web chat is always on."""
        channels = HelpChannels.from_file(settings.data_dir / "help_channels.yml")
        return cls(settings.web_host, settings.web_port, channels.fill_today)

    async def run(self, on_message: OnMessage) -> None:
        """Serve until cancelled. Raises ChannelCannotRun."""
        config = uvicorn.Config(
            web_app(on_message, self._fill),
            host=self._host,
            port=self._port,
            log_config=None,
            access_log=False,
            server_header=False,
            # Anybody can write X-Forwarded-For; uvicorn would believe every local process.
            proxy_headers=bool(os.environ.get("FORWARDED_ALLOW_IPS")),
        )
        try:
            opened = listen(self._host, self._port, prefix="WEB")
        except CannotListen as error:
            raise ChannelCannotRun(str(error)) from None
        with opened as listening:
            shown = f"[{self._host}]" if ":" in self._host else self._host
            logger.info("Mở trình duyệt tại: http://%s:%d/", shown, self._port)
            await uvicorn.Server(config).serve(sockets=[listening])


def web_app(on_message: OnMessage, fill: Callable[[str], str]) -> Starlette:
    """The ASGI application of the web chat."""
    app = Starlette(
        routes=[
            Route("/", _page),
            Route("/chat/messages", _messages, methods=["POST"]),
            Route("/healthz", _healthy),
            Mount("/static", StaticFiles(directory=_PAGE)),
        ],
        middleware=[Middleware(_SecurityHeaders)],
    )
    app.state.on_message = on_message
    app.state.fill = fill
    app.state.rate_limit = RateLimit()
    return app


async def _page(request: Request) -> Response:
    page = (_PAGE / "index.html").read_text(encoding="utf-8")
    response = HTMLResponse(request.app.state.fill(page))
    if _chat(request) is None:
        # Names the running conversation, nobody in person; gone when the browser closes.
        response.set_cookie(
            _COOKIE,
            secrets.token_urlsafe(_CHAT_BYTES),
            httponly=True,
            samesite="strict",
            # Not request.url: it would be put together from whatever the Host header says.
            secure=request.scope["scheme"] == "https",
        )
    return response


async def _messages(request: Request) -> Response:
    address = request.client.host if request.client else ""
    with request.app.state.rate_limit.turn(address) as may_send:
        if not may_send:
            return _refused(429, request.app.state.fill(_BUSY))
        return await _answer(request)


async def _answer(request: Request) -> Response:
    chat = _chat(request)
    if chat is None or not _same_origin(request):
        return _refused(403, "Trang đã cũ. Bạn tải lại trang giúp.")
    body = await _read_body(request)
    if body is None:
        return _refused(413, "Tin dài quá. Bạn gửi phần quan trọng nhất trước giúp.")
    try:
        posted = _Posted.model_validate_json(body)
    except ValidationError:
        return _refused(422, "Tin dài quá hoặc không đọc được. Bạn gửi lại ngắn hơn giúp.")
    message = InboundMessage("web", chat, RawText(posted.text), posted.choice)
    replies = await request.app.state.on_message(message)
    shown = [
        {"text": r.text, "buttons": [{"label": b.label, "value": b.value} for b in r.buttons]}
        for r in replies
    ]
    return JSONResponse({"replies": shown})


async def _healthy(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


def _chat(request: Request) -> str | None:
    """The name of the running conversation; None without a cookie that was made here."""
    cookie = request.cookies.get(_COOKIE, "")
    return cookie if _CHAT.fullmatch(cookie) else None


async def _read_body(request: Request) -> bytes | None:
    """The body; None if it is too large. Counted, because Content-Length may lie."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_BODY:
            return None
    return bytes(body)


def _same_origin(request: Request) -> bool:
    origin = request.headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc == request.headers.get("host")
    except ValueError:
        return False  # no address at all, such as 'http://[evil'


def _refused(status: int, why: str) -> Response:
    return JSONResponse({"error": why}, status_code=status)


class _SecurityHeaders:
    """Adds the security headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [(k.lower().encode(), v.encode()) for k, v in _HEADERS.items()]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        await self._app(scope, receive, send_with_headers)
