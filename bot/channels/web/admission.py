"""What is let in: a chat's own page asks, in a body that is small and comes in time.

A page elsewhere that a resident opens can do nothing in their chat. The chat's name is either in a
cookie that browsers keep to our own pages (SameSite=Strict), or, in a portal's frame, in a header
that only our own script sends: for such a header a browser first asks us whether a foreign page
may send it, and nobody here says yes. Origin, Sec-Fetch-Site and the content type stand behind.
"""

import asyncio
import re
import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

COOKIE = "canhgiac_chat"
HOST_COOKIE = f"__Host-{COOKIE}"
HEADER = "X-Canhgiac-Chat"
LARGEST_BODY = 64 * 1024
SLOWEST_BODY = 15.0
"""Seconds. A long message takes them on the weakest network; what takes longer only holds us up."""
DUE_FIRST = 1 / 3
"""The part of a body that must be in after DUE_AFTER of its time; what comes slower is cut then."""
DUE_AFTER = 2 / 3

_NAME_BYTES = 24
# What token_urlsafe makes of them. Anything else was not made here: empty, guessable or huge.
_NAME = re.compile(r"[A-Za-z0-9_-]{32}")

_OLD_PAGE = "Trang đã cũ. Bạn tải lại trang giúp."
_TOO_LONG = "Tin dài quá. Bạn gửi phần quan trọng nhất trước giúp."
_TOO_SLOW = (
    "Mạng yếu quá nên tin chưa tới trọn; bạn gửi lại giúp, còn trong lúc chờ thì dừng lại, đừng "
    "chuyển tiền, đừng đọc mã OTP, đã chuyển rồi thì gọi ngay ngân hàng (số in sau thẻ), nguy "
    "hiểm tới người thì gọi {canh_sat_113} ngay."
)


class Refused(Exception):
    """A request that is turned away; `why` is what the resident reads."""

    def __init__(self, status: int, why: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(self.__doc__)
        self.status = status
        self.why = why
        self.headers = headers

    def as_response(self, fill: Callable[[str], str]) -> Response:
        """What the page gets, with the help channels filled in."""
        return JSONResponse({"error": fill(self.why)}, self.status, self.headers)


def new_name() -> str:
    """A name for a new chat. Nobody guesses it; it says nothing of the resident."""
    return secrets.token_urlsafe(_NAME_BYTES)


def cookie_name(request: Request) -> str:
    """Under https a name that browsers take from this very host alone, and only under https.

    A neighbour's host, or whoever sits in between and speaks http for us, cannot put a chat of
    their choice under it to read along later.
    """
    # Not request.url: it would be put together from whatever the Host header says.
    return HOST_COOKIE if request.scope["scheme"] == "https" else COOKIE


def named_in_cookie(request: Request) -> str | None:
    """The chat that the cookie names; None without one that was made here."""
    return _made_here(request.cookies.get(cookie_name(request)))


def comes_from_elsewhere(request: Request) -> bool:
    """Whether a link on a foreign page led here: then browsers keep the cookie back."""
    return request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}


def chat_of(request: Request) -> str:
    """The chat that our own page asks for. Raises Refused."""
    named = request.headers.get(HEADER)
    # A framed page never falls back on the cookie: that one is of the page in its own window.
    chat = named_in_cookie(request) if named is None else _made_here(named)
    if chat is None or not _same_origin(request):
        raise Refused(403, _OLD_PAGE)
    return chat


async def read_json(
    request: Request, largest: int = LARGEST_BODY, too_long: str = _TOO_LONG
) -> bytes:
    """The body, counted, because Content-Length may lie. Raises Refused."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        # A form of a foreign page can send text/plain, and nothing of this kind.
        raise Refused(415, _OLD_PAGE)
    body = bytearray()
    due_first = _length_told(request, largest) * DUE_FIRST
    began = asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout_at(began + SLOWEST_BODY * DUE_AFTER) as limit:
            async for chunk in request.stream():
                body += chunk
                if len(body) > largest:
                    raise Refused(413, too_long)
                if len(body) >= due_first and chunk:
                    limit.reschedule(began + SLOWEST_BODY)
    except TimeoutError:
        raise Refused(408, _TOO_SLOW, {"Connection": "close"}) from None
    except ClientDisconnect:
        raise Refused(400, _TOO_SLOW) from None  # nobody reads it
    return bytes(body)


def _length_told(request: Request, largest: int) -> int:
    """How long the body is said to be; as long as it may be where nothing is said."""
    length = request.headers.get("content-length", "")
    told = length.isascii() and length.isdecimal()
    return min(int(length[:20]), largest) if told else largest


def _made_here(name: str | None) -> str | None:
    return name if name and _NAME.fullmatch(name) else None


def _same_origin(request: Request) -> bool:
    # Old browsers say nothing of the site; 'none' is said of what the resident typed or opened.
    if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc == request.headers.get("host")
    except ValueError:
        return False  # no address at all, such as 'http://[evil'
