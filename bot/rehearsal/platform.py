"""What every played platform can do: let residents write, deliver, refuse, and remember."""

import asyncio
import time
from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass, field

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.rehearsal.pictures import PICTURE, Trouble, shown


@dataclass(frozen=True, slots=True)
class Update:
    """One update as the platform sends it: the same body and headers whenever it is sent."""

    id: str
    chat: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that the bot has sent and the platform has taken. `at` on time.monotonic()."""

    chat: str
    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Fault:
    """How the next message of the bot is refused.

    Status 0: the connection breaks; -1: the answer is 200 and nothing that can be read.
    `then_taken`: it is delivered nevertheless.
    """

    status: int
    retry_after: int | None = None
    then_taken: bool = False


class CutOff(JSONResponse):
    """An answer that breaks off, for `Fault(0)`: less comes than was said, then it is closed."""

    def __init__(self) -> None:
        super().__init__(None)

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Begin the answer and never end it."""
        headers = [(b"content-length", b"100")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


class Garbage(JSONResponse):
    """An answer that says 200 and is none, for `Fault(-1)`."""

    def __init__(self) -> None:
        super().__init__(None)

    def render(self, _content: object) -> bytes:
        """Half a page of somebody's proxy."""
        return b"<html><title>Please wa"


def disturbed(fault: Fault) -> JSONResponse | None:
    """The answers that every platform has in common; None for the others."""
    return CutOff() if fault.status == 0 else Garbage() if fault.status < 0 else None


class FakePlatform(ABC):
    """A platform's servers. Strict: what breaks the documented schema is noted in `violations`."""

    name: str
    path: str
    """Where on the bot's own server this platform's webhook is."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.violations: list[str] = []
        self.faults: deque[Fault] = deque()
        self.blocked: set[str] = set()
        self.latency = 0.0
        self.calls: list[str] = []
        """The methods that were called, in their order."""
        self.picture = PICTURE
        """What every picture shows that residents send."""
        self.picture_trouble: Trouble | None = None
        self.pictures_asked_at: list[float] = []
        """When the bot asked for one, on time.monotonic()."""
        # Where Zalo's real ones are, until it is known where this platform is served.
        self._cdn = "https://photo-stal-1.zdn.vn"
        self._waiting: deque[Update] = deque()
        self._client = httpx.AsyncClient(timeout=30, limits=httpx.Limits(max_connections=256))

    @abstractmethod
    def app(self) -> Starlette:
        """The platform's API, as an application to be served."""

    @abstractmethod
    def environment(self, url: str) -> dict[str, str]:
        """The settings with which the bot finds this platform at `url` instead of the real one."""

    @abstractmethod
    def text(self, chat: str, text: str) -> Update:
        """A resident writes."""

    @abstractmethod
    def others(self, chat: str) -> dict[str, Update]:
        """One update of every other kind that a resident can send, and one of an unknown kind.

        By name: 'photo', 'photo with caption', 'sticker', ... 'unknown'. Those named in `QUIET`
        are not answered.
        """

    @abstractmethod
    def forged(self, update: Update) -> Update:
        """The same update from somebody who does not know the secret."""

    @abstractmethod
    def malformed(self) -> list[Update]:
        """Genuine by their secret, but not of the documented schema; each must do no harm."""

    @abstractmethod
    def photo(self, chat: str, caption: str = "") -> Update:
        """A resident sends a picture, which shows `picture`."""

    def album(self, chat: str, caption: str) -> list[Update]:  # noqa: ARG002
        """Several pictures sent as one, the first with a caption. None where there are none."""
        return []

    def edited(self, update: Update, text: str) -> Update | None:  # noqa: ARG002
        """The resident changes what they wrote. None where nobody can."""
        return None

    def in_group(self, chat: str, text: str, *, addressed: bool) -> Update | None:  # noqa: ARG002
        """Somebody writes in a group, to the bot or not. None where the bot is in no group."""
        return None

    async def deliver(self, update: Update, bot_url: str) -> int:
        """Call the bot's webhook; the status that it answers with."""
        answer = await self._client.post(
            bot_url + self.path,
            content=update.body,
            headers={"content-type": "application/json", **update.headers},
        )
        return answer.status_code

    def hand_out(self, *updates: Update) -> None:
        """Let the bot fetch updates, where it polls."""
        self._waiting.extend(updates)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _picture_asked(self, _request: Request) -> Response:
        self.pictures_asked_at.append(time.monotonic())
        return shown(self.picture, self.picture_trouble)

    async def _take(self, chat: str, text: str) -> Fault | None:
        """Take a message of the bot, or say how it is refused."""
        await asyncio.sleep(self.latency)
        fault = self.faults.popleft() if self.faults else None
        if fault is None or fault.then_taken:
            self.sent.append(Sent(chat, text, time.monotonic()))
        return fault


QUIET = "quiet: "
"""Begins the names of kinds that are not answered: a resident blocks the bot, reads, reacts."""
