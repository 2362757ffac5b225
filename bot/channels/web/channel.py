"""The web chat's addresses: the page, the button for portals, and where messages are posted."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels.base import OnMessage
from bot.channels.rate_limit import RateLimit, Turn
from bot.channels.web.admission import (
    Refused,
    chat_of,
    comes_from_elsewhere,
    cookie_name,
    named_in_cookie,
    new_name,
)
from bot.channels.web.headers import framed_by, secured
from bot.channels.web.picture_places import PicturePlaces
from bot.channels.web.posted import Told, body_with_pictures, told, told_with_pictures
from bot.channels.web.turns import AnsweredHere, PageAnswers
from bot.messages import InboundMessage, Reply
from bot.settings import BotSettings
from casework.playbooks.help_channels import HelpChannels

_PAGE = Path(__file__).parent.parent / "web_page"
_BUSY = (
    "Đang có nhiều tin gửi tới cùng lúc nên máy chưa đọc kịp tin này; bạn chờ một phút rồi gửi "
    "lại giúp, còn trong lúc chờ thì dừng lại, đừng chuyển tiền, đừng đọc mã OTP, đã chuyển rồi "
    "thì gọi ngay ngân hàng (số in sau thẻ), nguy hiểm tới người thì gọi {canh_sat_113} ngay.\n"
    "Nếu bạn thấy không muốn sống nữa: gọi ngay người thân hoặc {canh_sat_113}; "
    "dưới 18 tuổi gọi {tong_dai_111}"
)
Urgent = Callable[[InboundMessage], Sequence[Reply]]
"""What must be said even to whoever is over the limit; nothing if the words don't need it."""

_Listen = Callable[[Request], AbstractAsyncContextManager[Told]]
_GoOn = Callable[[Request, _Listen], Awaitable[Response]]


@asynccontextmanager
async def _words(request: Request) -> AsyncIterator[Told]:
    yield await told(request)


class WebChannel:
    """Serves the page and answers its messages."""

    name = "web"

    def __init__(
        self,
        fill: Callable[[str], str],
        portals: Sequence[str] = (),
        limit: RateLimit | None = None,
        urgent: Urgent | None = None,
    ) -> None:
        """`fill` puts help channels in place of {placeholders}; `portals` may frame the page.

        `urgent` answers words over the limit that can't wait.
        """
        self._fill = fill
        self._portals = portals
        self._limit = limit or RateLimit()
        self._urgent = urgent

    @classmethod
    def from_settings(cls, settings: BotSettings, urgent: Urgent | None = None) -> "WebChannel":
        """The web chat is always on."""
        channels = HelpChannels.from_file(settings.data_dir / "help_channels.yml")
        limit = RateLimit(in_all=settings.messages_a_minute_in_all)
        return cls(channels.fill_today, settings.embed_origins.split(), limit, urgent)

    def routes(self, on_message: OnMessage) -> Sequence[BaseRoute]:
        """Where the page and its messages are, answered in this process."""
        return self.routes_over(AnsweredHere(on_message))

    def routes_over(self, answers: PageAnswers) -> Sequence[BaseRoute]:
        """The same, answered by whoever it is."""
        door = _Door(answers, self._fill, self._portals, self._limit, self._urgent)
        kept = [secured()]
        return [
            Route("/", door.page, middleware=kept),
            Route("/embed.js", _embed_script, middleware=kept),
            Route("/chat/messages", door.messages, methods=["POST"], middleware=kept),
            Route("/chat/pictures", door.pictures, methods=["POST"], middleware=kept),
            Route("/chat/last", door.last, middleware=kept),
            Mount("/static", StaticFiles(directory=_PAGE), middleware=kept),
        ]


class _Door:
    """One running web chat."""

    def __init__(
        self,
        answers: PageAnswers,
        fill: Callable[[str], str],
        portals: Sequence[str],
        limit: RateLimit,
        urgent: Urgent | None,
    ) -> None:
        self._answers = answers
        self._fill = fill
        self._framed = framed_by(portals)
        self._limit = limit
        self._urgent = urgent
        self._places = PicturePlaces()

    async def page(self, request: Request) -> Response:
        """The page; framed by a portal it carries its chat's name, else a cookie does."""
        embedded = "embed" in request.query_params
        # The cookie of who comes by a link is still there, but kept back: the page asks again.
        has_cookie = comes_from_elsewhere(request) or named_in_cookie(request) is not None
        fresh = embedded or not has_cookie
        page = (_PAGE / "index.html").read_text(encoding="utf-8")
        # Browsers block cookies in frames. No other page can read what stands in this one.
        page = page.replace("{chat}", new_name() if embedded else "")
        # A name made just now has no conversation that another tab could be in the middle of.
        page = page.replace("{fresh}", "yes" if fresh else "")
        headers = self._framed if embedded else None
        response = HTMLResponse(self._fill(page), headers=headers)
        if not embedded and not has_cookie:
            # Names the running conversation, nobody in person; gone when the browser closes.
            response.set_cookie(
                cookie_name(request),
                new_name(),
                httponly=True,
                samesite="strict",
                secure=request.scope["scheme"] == "https",
            )
        return response

    async def messages(self, request: Request) -> Response:
        """Answer a message, or give again the answer to one that is posted again."""
        return await self._limited(request, self._answer)

    async def pictures(self, request: Request) -> Response:
        """The same for a message with pictures; few are taken in at a time."""
        return await self._limited(request, self._answer, self._with_pictures)

    @asynccontextmanager
    async def _with_pictures(self, request: Request) -> AsyncIterator[Told]:
        address = _address_of(request)
        with self._places.reading(address):
            body = await body_with_pictures(request)
        # Only now, so that who sends slowly keeps nobody from being answered.
        with self._places.answering(address):
            heard = told_with_pictures(request, body)
            del body
            yield heard

    async def last(self, request: Request) -> Response:
        """What the bot said last in this chat, for a page that was opened again."""
        return await self._limited(request, self._last)

    async def _limited(self, request: Request, go_on: _GoOn, listen: _Listen = _words) -> Response:
        address = _address_of(request)
        with self._limit.turn(address) as turn:
            try:
                if turn.granted:
                    return await go_on(request, listen)
                return await self._over_the_limit(request, listen, address, turn)
            except Refused as refused:
                return refused.as_response(self._fill)

    async def _over_the_limit(
        self, request: Request, listen: _Listen, address: str, turn: Turn
    ) -> Response:
        if self._urgent and turn.may_be_urgent and request.method == "POST":
            async with listen(request) as heard:
                replies = self._urgent(heard.message)
            if replies and self._limit.grants_urgent(address):
                return JSONResponse({"replies": _shown(replies)})
        raise Refused(429, _BUSY, {"Retry-After": str(turn.wait)})

    async def _answer(self, request: Request, listen: _Listen) -> Response:
        async with listen(request) as heard:
            replies = await self._answers.answer(heard.message, heard.id)
            if replies:
                # Whatever was not looked at; without a reply a later message answers, and looks.
                heard.forget_pictures()
            return JSONResponse({"replies": _shown(replies)})

    async def _last(self, request: Request, _listen: _Listen) -> Response:
        replies = await self._answers.last(chat_of(request))
        return JSONResponse({"known": replies is not None, "replies": _shown(replies or ())})


def _address_of(request: Request) -> str:
    return request.client.host if request.client else ""


async def _embed_script(_request: Request) -> Response:
    # Portals load it from elsewhere, on each of their pages: the only thing that may be kept.
    headers = {"Cache-Control": "max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"}
    return FileResponse(_PAGE / "embed.js", headers=headers)


def _shown(replies: Sequence[Reply]) -> list[dict[str, object]]:
    return [_one_shown(reply) for reply in replies]


def _one_shown(reply: Reply) -> dict[str, object]:
    buttons = [{"label": button.label, "value": button.value} for button in reply.buttons]
    shown: dict[str, object] = {"text": reply.text, "buttons": buttons}
    return shown | {"forgets": True} if reply.forgets else shown
