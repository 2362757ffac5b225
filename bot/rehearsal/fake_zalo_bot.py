"""Zalo's Bot Platform, played: strict where others' notes on its documentation are clear."""

import asyncio
import json
import secrets
import time
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.channels.zalo_bot.channel import PATH, SECRET_HEADER
from bot.rehearsal.platform import QUIET, FakePlatform, Fault, Update, disturbed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

LONGEST_TEXT = 2000
_LOOK = 0.02
_SECRET_LENGTHS = range(8, 257)

Parameters = dict[str, object]


class FakeZaloBot(FakePlatform):
    """One bot. `secret` is known once the bot has set its webhook, or is told here.

    `idle_seconds`: after so long an idle poll is answered, whatever the bot asked for.
    `errors_in_200`: errors come with HTTP 200, as the real one often does.
    """

    name = "zalo_bot"
    path = PATH

    def __init__(
        self,
        secret: str = "",
        *,
        groups: bool = False,
        errors_in_200: bool = True,
        idle_seconds: float = 25.0,
    ) -> None:
        super().__init__()
        self.token = f"4613400{secrets.randbelow(10**9)}:{secrets.token_hex(16)}"
        self.secret = secret
        self.webhook = ""
        self.errors_in_200 = errors_in_200
        self.idle_seconds = idle_seconds
        self.display_name = "Bot Cảnh Giác"
        self._groups = groups
        self._numbers = count(1)
        self._methods: dict[str, Callable[[Parameters], Awaitable[JSONResponse]]] = {
            "getMe": self._get_me,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "sendMessage": self._send_message,
        }

    def app(self) -> Starlette:
        """The API."""
        calls = Route("/{bot}/{method}", self._called, methods=["POST", "GET"])
        return Starlette(routes=[Route("/cdn/{name}", self._picture_asked), calls])

    def environment(self, url: str) -> dict[str, str]:
        """The token, and `url` as the API's address."""
        self._cdn = f"{url}/cdn"
        return {
            "ZALO_BOT_TOKEN": self.token,
            "ZALO_BOT_API_URL": url,
            "ZALO_BOT_GROUPS": str(self._groups).lower(),
        }

    def text(self, chat: str, text: str) -> Update:
        """A resident writes."""
        return self._update(chat, "text", text=text)

    def others(self, chat: str) -> dict[str, Update]:
        """Every other kind; some in the wrapping that some sources show."""
        url = f"{self._cdn}/a.png"
        no_id = self._message(chat, text="tin không có số")
        del no_id["message_id"]
        return {
            "photo": self._update(chat, "image", photo_url=url, message_type="CHAT_PHOTO"),
            "photo with caption": self.photo(chat, "tin này thật à"),
            "sticker": self._update(chat, "sticker", sticker="a2f", url="https://zdn.vn/a.png"),
            "voice": self._update(chat, "voice", voice_url="https://zdn.vn/a.aac"),
            "link": self._update(chat, "link", text="https://vi.du/a"),
            "unsupported": self._update(chat, "unsupported"),
            "wrapped": self._wrapped(self.text(chat, "tin bọc trong result")),
            "without a number": self._signed(chat, {"event_name": _event("text")}, no_id),
            "unknown": self._update(chat, "hologram", beam="x"),
            f"{QUIET}reaction": self._update(chat, "reaction", reaction="/-heart"),
        }

    def photo(self, chat: str, caption: str = "") -> Update:
        """A resident sends a picture."""
        words = {"caption": caption} if caption else {}
        return self._update(chat, "image", photo=f"{self._cdn}/a.png", **words)

    def forged(self, update: Update) -> Update:
        """The same with another secret."""
        return replace(update, headers={SECRET_HEADER: "0" * 64})

    def malformed(self) -> list[Update]:
        """Genuine by their secret."""
        chat = {"id": "c", "chat_type": "PRIVATE"}
        bodies: list[object] = [
            [],
            "chữ",
            None,
            {},
            {"event_name": _event("unsupported")},
            {"event_name": _event("text"), "message": {"text": "không có chat"}},
            {"event_name": _event("text"), "message": {"chat": {}, "text": "chat không tên"}},
            {"event_name": _event("text"), "message": {"chat": chat, "text": {"a": 1}}},
            {"event_name": 5, "message": []},
        ]
        raws = [b"", b"{", b"\xff\xfe", *(json.dumps(body).encode() for body in bodies)]
        headers = {SECRET_HEADER: self.secret}
        return [Update(f"malformed {n}", "", raw, headers) for n, raw in enumerate(raws)]

    def in_group(self, chat: str, text: str, *, addressed: bool) -> Update | None:
        """Somebody writes in a group."""
        if not self._groups:
            return None
        said = f"@{self.display_name} {text}" if addressed else text
        message = self._message(chat, text=said)
        message["chat"] = {"id": chat, "chat_type": "GROUP"}
        message["from"] = {"id": f"người của {chat}", "display_name": "Lan", "is_bot": False}
        return self._signed(chat, {"event_name": _event("text")}, message)

    def _update(self, chat: str, kind: str, **content: object) -> Update:
        return self._signed(chat, {"event_name": _event(kind)}, self._message(chat, **content))

    def _message(self, chat: str, **content: object) -> dict[str, object]:
        return {
            "from": {"id": chat, "display_name": "Cô Tư", "is_bot": False},
            "chat": {"id": chat, "chat_type": "PRIVATE"},
            "message_id": f"m{next(self._numbers)}{secrets.token_hex(6)}",
            "date": time.time_ns() // 1_000_000,
            **content,
        }

    def _signed(self, chat: str, update: dict[str, object], message: dict[str, object]) -> Update:
        body = json.dumps({**update, "message": message}, ensure_ascii=False).encode()
        id_ = str(message.get("message_id", body.hex()))
        return Update(id_, chat, body, {SECRET_HEADER: self.secret})

    def _wrapped(self, update: Update) -> Update:
        return replace(update, body=b'{"ok":true,"result":' + update.body + b"}")

    async def _called(self, request: Request) -> JSONResponse:
        method = request.path_params["method"]
        self.calls.append(method)
        if request.path_params["bot"] != f"bot{self.token}":
            self.violations.append(f"{method}: wrong token")
            return self._error(401, "Unauthorized")
        if method not in {"getUpdates", *self._methods}:
            self.violations.append(f"{method}: no such method")
            return self._error(404, "Not Found")
        try:
            parameters = json.loads(await request.body() or b"{}")
        except ClientDisconnect:
            # The bot was killed while it spoke.
            return self._error(400, "Bad Request")
        except ValueError:
            parameters = None
        if not isinstance(parameters, dict):
            return self._wrong(method, "the body is no JSON object")
        if method == "getUpdates":
            return await self._get_updates(parameters, request)
        return await self._methods[method](parameters)

    async def _get_me(self, _parameters: Parameters) -> JSONResponse:
        return _done(
            {
                "id": self.token.partition(":")[0],
                "account_name": "bot.VDKyGxQvc",
                "account_type": "BASIC",
                "can_join_groups": self._groups,
                "display_name": self.display_name,
            }
        )

    async def _get_updates(self, parameters: Parameters, request: Request) -> JSONResponse:
        if self.webhook:
            # With which code, no source tells.
            return self._error(400, "Bad Request: webhook is set")
        timeout = str(parameters.get("timeout", "30"))
        if not timeout.isdecimal():
            return self._wrong("getUpdates", "timeout")
        deadline = time.monotonic() + min(float(timeout), self.idle_seconds)
        while not self._waiting:
            if time.monotonic() >= deadline or await request.is_disconnected():
                return self._error(408, "Request timeout")
            await asyncio.sleep(_LOOK)
        # One at a time, and once.
        return _done(json.loads(self._waiting.popleft().body))

    async def _set_webhook(self, parameters: Parameters) -> JSONResponse:
        url, secret = parameters.get("url"), parameters.get("secret_token")
        # The real one asks for https; this machine's own addresses have none.
        if not isinstance(url, str) or not url.startswith(("https://", "http://127.0.0.1:")):
            return self._wrong("setWebhook", "url")
        if not isinstance(secret, str) or len(secret) not in _SECRET_LENGTHS:
            return self._wrong("setWebhook", "secret_token")
        self.webhook, self.secret = url, secret
        return await self._get_webhook_info({})

    async def _delete_webhook(self, _parameters: Parameters) -> JSONResponse:
        self.webhook = ""
        return await self._get_webhook_info({})

    async def _get_webhook_info(self, _parameters: Parameters) -> JSONResponse:
        return _done({"url": self.webhook, "updated_at": time.time_ns() // 1_000_000})

    async def _send_message(self, parameters: Parameters) -> JSONResponse:
        chat, text = parameters.get("chat_id"), parameters.get("text")
        if not isinstance(chat, str) or not chat:
            return self._wrong("sendMessage", "chat_id")
        if not isinstance(text, str) or not 1 <= len(text) <= LONGEST_TEXT:
            return self._wrong("sendMessage", "text")
        if unknown := set(parameters) - {"chat_id", "text"}:
            return self._wrong("sendMessage", f"unknown {sorted(unknown)}")
        if chat in self.blocked:
            return self._error(403, "Forbidden: bot was blocked by the user")
        if fault := await self._take(chat, text):
            return self._fault(fault)
        number = next(self._numbers)
        return _done({"message_id": f"out{number}", "date": time.time_ns() // 1_000_000})

    def _fault(self, fault: Fault) -> JSONResponse:
        if broken := disturbed(fault):
            return broken
        headers = {} if fault.retry_after is None else {"retry-after": str(fault.retry_after)}
        if fault.status >= 500:  # noqa: PLR2004  # servers in trouble don't say ok: false
            return JSONResponse({"message": "oops"}, fault.status, headers)
        answer = self._error(fault.status, "refused")
        answer.headers.update(headers)
        return answer

    def _wrong(self, method: str, what: str) -> JSONResponse:
        self.violations.append(f"{method}: {what}")
        return self._error(400, f"Bad Request: {what}")

    def _error(self, code: int, description: str) -> JSONResponse:
        body = {"ok": False, "error_code": code, "description": description}
        return JSONResponse(body, 200 if self.errors_in_200 else code)


def _event(kind: str) -> str:
    return f"message.{kind}.received"


def _done(result: object) -> JSONResponse:
    return JSONResponse({"ok": True, "result": result})
