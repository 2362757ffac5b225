"""Zalo's Official Account API, played: strict where the notes of others are clear."""

import json
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.channels.zalo_oa.channel import PATH
from bot.channels.zalo_oa.signature import HEADER, signature
from bot.rehearsal.fake_zalo_login import ACCESS_SECONDS, FakeZaloLogin
from bot.rehearsal.platform import QUIET, FakePlatform, Update
from bot.rehearsal.zalo_oa_errors import (
    BLOCKED,
    INVALID,
    NOT_FOLLOWING,
    QUOTA_OVER,
    TOKEN_INVALID,
    TOKEN_OVER,
    TOO_LATE,
    error_answer,
    fault_answer,
)

LONGEST_TEXT = 2000
MOST_REPLIES = 8
WINDOW_SECONDS = 48 * 3600


@dataclass(slots=True)
class _Chat:
    wrote_at: float = field(default_factory=time.time)
    sent: int = 0


class FakeZaloOa(FakePlatform):
    """One account with one app. `access_seconds`: so long a new access token is good.

    `package`: (left, in all) of a paid package, told instead of the eight replies.
    """

    name = "zalo_oa"
    path = PATH

    def __init__(
        self,
        *,
        access_seconds: float = ACCESS_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self.app_id = str(secrets.randbelow(10**18))
        self.app_secret = secrets.token_hex(10)
        self.webhook_secret = secrets.token_hex(10)
        self.oa_id = str(secrets.randbelow(10**18))
        self.package: tuple[int, int] | None = None
        self.clock = clock
        self.login = FakeZaloLogin(
            self.app_id,
            self.app_secret,
            self.violations,
            clock,
            access_seconds,
        )
        self.first_refresh_token = self.login.refresh_token
        self._chats: dict[str, _Chat] = {}
        self._delivered_ids: set[str] = set()
        self._numbers = count(1)
        self._last_stamp = 0

    def app(self) -> Starlette:
        """Both servers: of messages and of tokens."""
        return Starlette(
            routes=[
                Route("/v3.0/oa/message/cs", self._message_sent, methods=["POST"]),
                Route("/v4/oa/access_token", self._renewal, methods=["POST"]),
                Route("/cdn/{name}", self._picture_asked),
                Route("/{other:path}", self._other, methods=["GET", "POST"]),
            ]
        )

    def environment(self, url: str) -> dict[str, str]:
        """The four settings of an account, and `url` as both servers' address."""
        self._cdn = f"{url}/cdn"
        return {
            "ZALO_OA_APP_ID": self.app_id,
            "ZALO_OA_APP_SECRET": self.app_secret,
            "ZALO_OA_WEBHOOK_SECRET": self.webhook_secret,
            "ZALO_OA_REFRESH_TOKEN": self.first_refresh_token,
            "ZALO_OA_API_URL": url,
            "ZALO_OA_LOGIN_URL": url,
        }

    def text(self, chat: str, text: str) -> Update:
        """A resident writes."""
        return self._said(chat, "text", text=text)

    def others(self, chat: str) -> dict[str, Update]:
        """Every other kind of event."""
        url = "https://zdn.vn/a"
        place = {"coordinates": {"latitude": "10.7", "longitude": "106.6"}}
        paper = {"url": url, "name": "đơn.pdf", "size": "1024", "type": "pdf", "checksum": "a"}
        return {
            "photo": self.photo(chat),
            "photo with caption": self.photo(chat, "tin này thật à"),
            "photo as a file": self._carried(
                chat, "file", {**paper, "name": "ảnh.png", "type": "png"}
            ),
            "gif": self._carried(chat, "gif", {"thumbnail": url, "url": url}),
            "sticker": self._carried(chat, "sticker", {"id": "a2f", "url": url}),
            "voice": self._carried(chat, "audio", {"url": f"{url}.amr"}),
            "video": self._carried(chat, "video", {"url": url, "thumbnail": url}),
            "file": self._carried(chat, "file", paper),
            "location": self._carried(chat, "location", place),
            "link": self._carried(chat, "link", {"url": url, "description": "x"}),
            "business card": self._carried(chat, "business_card", {"url": url}),
            "unknown": self._said(chat, "hologram", beam="x"),
            "follow": self.follow(chat),
            f"{QUIET}unfollow": self._event({"event_name": "unfollow", "follower": {"id": chat}}),
            f"{QUIET}seen": self._receipt(chat, "user_seen_message", {"msg_ids": ["a"]}),
            f"{QUIET}received": self._receipt(chat, "user_received_message", {"msg_id": "a"}),
            f"{QUIET}reaction": self._receipt(chat, "user_reacted_message", {"react_icon": ":)"}),
            f"{QUIET}own message": self._receipt(
                chat, "oa_send_text", {"msg_id": "a", "text": "chào bạn"}
            ),
            f"{QUIET}anonymous": self._receipt(
                chat,
                "anonymous_send_text",
                {"msg_id": "a", "text": "alo", "conversation_id": "b"},
            ),
            f"{QUIET}group": self._said(chat, "group_text", text="chào nhóm"),
        }

    def photo(self, chat: str, caption: str = "") -> Update:
        """A resident sends a picture."""
        url = f"{self._cdn}/a.png"
        picture = [{"type": "image", "payload": {"thumbnail": url, "url": url}}]
        words = {"text": caption} if caption else {}
        return self._said(chat, "image", **words, attachments=picture)

    def follow(self, chat: str) -> Update:
        """A resident begins to follow the account."""
        self._chats.setdefault(chat, _Chat(self.clock()))
        return self._event(
            {"event_name": "follow", "follower": {"id": chat}, "source": "oa_profile"}
        )

    def forged(self, update: Update) -> Update:
        """The same body, signed by somebody who guesses."""
        return replace(update, headers={HEADER: signature(self.app_id, update.body, "guessed")})

    def malformed(self) -> list[Update]:
        """Genuine by their signature."""
        now = self._milliseconds()
        said = {"event_name": "user_send_text", "timestamp": now}
        message = {"msg_id": "a", "text": "alo"}
        bodies: list[object] = [
            [],
            "chữ",
            None,
            {},
            {"timestamp": now},
            said,
            {**said, "message": message},
            {**said, "message": message, "sender": {}},
            {**said, "message": {"msg_id": "a", "text": {"a": 1}}, "sender": {"id": "c"}},
            {**said, "message": [], "sender": {"id": "c"}},
            {"event_name": "follow", "timestamp": now},
            {"event_name": "user_send_text", "message": message, "sender": {"id": "c"}},
        ]
        raws = [b"{", b"\xff\xfe", *(json.dumps(body).encode() for body in bodies)]
        return [self._signed(f"malformed {n}", "", raw) for n, raw in enumerate(raws)]

    def stale(self, chat: str, text: str, hours: float) -> Update:
        """A genuine event that is sent again so many hours later."""
        timestamp = str(int((self.clock() - hours * 3600) * 1000))
        return self._said(chat, "text", timestamp, text=text)

    async def deliver(self, update: Update, bot_url: str) -> int:
        """Call the bot's webhook. A resident's message opens the window for replies again."""
        is_said = update.id.startswith(("user_send_", "follow "))
        is_genuine = update.headers == self._signed("", "", update.body).headers
        if is_said and is_genuine and update.id not in self._delivered_ids:
            self._delivered_ids.add(update.id)
            self._chats[update.chat] = _Chat(self.clock())
        return await super().deliver(update, bot_url)

    def _said(self, chat: str, kind: str, timestamp: str = "", **content: object) -> Update:
        self._chats.setdefault(chat, _Chat(self.clock()))
        message = {"msg_id": f"{next(self._numbers)}{secrets.token_hex(6)}", **content}
        return self._event(
            {
                "event_name": f"user_send_{kind}",
                "sender": {"id": chat},
                "user_id_by_app": "5",
                "recipient": {"id": self.oa_id},
                "message": message,
            },
            timestamp,
        )

    def _carried(self, chat: str, kind: str, payload: Mapping[str, object]) -> Update:
        return self._said(chat, kind, attachments=[{"type": kind, "payload": payload}])

    def _receipt(self, chat: str, name: str, message: dict[str, object]) -> Update:
        sender, recipient = {"id": self.oa_id}, {"id": chat}
        if name.startswith("anonymous"):
            sender, recipient = recipient, sender
        return self._event(
            {"event_name": name, "sender": sender, "recipient": recipient, "message": message}
        )

    def _event(self, content: dict[str, object], timestamp: str = "") -> Update:
        stamp = timestamp or self._milliseconds()
        event = {"app_id": self.app_id, "oa_id": self.oa_id, **content, "timestamp": stamp}
        follower = content.get("follower", content.get("sender"))
        chat = str(follower["id"]) if isinstance(follower, dict) else ""
        raw = json.dumps(event, ensure_ascii=False).encode()
        return self._signed(f"{content['event_name']} {next(self._numbers)}", chat, raw)

    def _signed(self, id_: str, chat: str, raw: bytes) -> Update:
        headers = {HEADER: signature(self.app_id, raw, self.webhook_secret)}
        return Update(id_, chat, raw, headers)

    def _milliseconds(self) -> str:
        # No two are alike, however quickly they are made.
        self._last_stamp = max(int(self.clock() * 1000), self._last_stamp + 1)
        return str(self._last_stamp)

    async def _other(self, request: Request) -> JSONResponse:
        self.violations.append(f"no such path: {request.path_params['other']}")
        return JSONResponse({"error": 404, "message": "Empty api"})

    async def _renewal(self, request: Request) -> JSONResponse:
        self.calls.append("access_token")
        return await self.login.renewal(request)

    async def _message_sent(self, request: Request) -> JSONResponse:
        self.calls.append("message/cs")
        with suppress(ClientDisconnect):
            return await self._message(request)
        # The bot was killed while it spoke.
        return error_answer(INVALID, "Invalid parameter")

    async def _message(self, request: Request) -> JSONResponse:
        token = request.headers.get("access_token")
        if not self.login.has_issued(token):
            return self._wrong("message/cs: token", TOKEN_INVALID, "Access token is invalid")
        if not self.login.is_good(token):
            return error_answer(TOKEN_OVER, "Access token has expired")
        try:
            body = json.loads(await request.body())
            chat, text = body["recipient"]["user_id"], body["message"]["text"]
        except (ValueError, KeyError, TypeError):
            return self._wrong("message/cs: body", INVALID, "Invalid parameter")
        if set(body) != {"recipient", "message"} or not isinstance(chat, str):
            return self._wrong("message/cs: parameters", INVALID, "Invalid parameter")
        if not isinstance(text, str) or not 1 <= len(text) <= LONGEST_TEXT:
            return self._wrong("message/cs: text", INVALID, "Invalid message")
        return self._closed(chat) or await self._delivered(chat, text)

    def _closed(self, chat: str) -> JSONResponse | None:
        """Why this chat takes no message."""
        if chat in self.blocked:
            return error_answer(BLOCKED, "User has restricted this type of message")
        known = self._chats.get(chat)
        if known is None:
            return error_answer(NOT_FOLLOWING, "User has not followed OA")
        if self.clock() - known.wrote_at >= WINDOW_SECONDS:
            return self._wrong("message/cs: after 48 hours", TOO_LATE, "No interaction")
        if known.sent >= MOST_REPLIES:
            return self._wrong("message/cs: a ninth message", QUOTA_OVER, "Out of quota")
        return None

    async def _delivered(self, chat: str, text: str) -> JSONResponse:
        if fault := await self._take(chat, text):
            return fault_answer(fault)
        known = self._chats[chat]
        known.sent += 1
        left, total = self.package or (MOST_REPLIES - known.sent, MOST_REPLIES)
        quota = {
            "quota_type": "sub_quota" if self.package else "reply",
            "remain": str(left),
            "total": str(total),
            "owner_type": "OA",
            "owner_id": self.oa_id,
        }
        data = {"message_id": f"out{next(self._numbers)}", "user_id": chat, "quota": quota}
        return JSONResponse({"error": 0, "message": "Success", "data": data})

    def _wrong(self, what: str, code: int, message: str) -> JSONResponse:
        self.violations.append(what)
        return error_answer(code, message)
