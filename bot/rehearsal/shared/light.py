"""A played Telegram and Zalo Bot Platform that cost next to nothing: for load, not for faults.

Strictness is fake_telegram.py's and fake_zalo_bot.py's business. Here a message of the bot is taken
within a tenth of a millisecond, so that what is measured is the bot.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable
from urllib.parse import parse_qsl

from bot.rehearsal.platform import Update
from bot.rehearsal.process import free_port
from bot.rehearsal.telegram_contents import BOT, now, place

TelegramOrZalo = str
Arrived = Callable[[TelegramOrZalo, str, str, float], None]
"""Told of each message of the bot: platform, chat, text, when on time.monotonic()."""

_END = b"\r\n\r\n"
_SHOWN = {
    "getMe": {**BOT, "can_join_groups": True, "can_read_all_group_messages": False,
              "account_name": "bot.played", "display_name": "Cảnh Giác"},
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    "getMyCommands": [],
}  # fmt: skip


class LightPlatforms:
    """Both APIs on one port. `latency`: seconds until the bot is told that a message was taken."""

    def __init__(self, arrived: Arrived, latency: float) -> None:
        self.port = free_port()
        self.arrived = arrived
        self.latency = latency
        self.open: set[asyncio.Transport] = set()
        self._server: asyncio.Server | None = None
        self._numbers = 0

    def environment(self, telegram_token: str, zalo_token: str) -> dict[str, str]:
        """The settings with which the bot finds both."""
        url = f"http://127.0.0.1:{self.port}"
        return {
            "TELEGRAM_TOKEN": telegram_token,
            "TELEGRAM_API_URL": f"{url}/telegram",
            "ZALO_BOT_TOKEN": zalo_token,
            "ZALO_BOT_API_URL": f"{url}/zalo_bot",
        }

    async def start(self) -> None:
        """Begin to listen."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Call(self), "127.0.0.1", self.port, backlog=512
        )

    async def stop(self) -> None:
        """End it, and cut the connections that are open still."""
        if self._server is not None:
            self._server.close()
            for transport in list(self.open):
                transport.abort()
            await asyncio.sleep(0)

    def answer(self, path: str, body: bytes) -> bytes:
        """Take a call; the answer's body."""
        _, platform, _, method = path.partition("?")[0].split("/", 3)
        if method != "sendMessage":
            return json.dumps({"ok": True, "result": _SHOWN.get(method, True)}).encode()
        zalo = platform == "zalo_bot"
        told = json.loads(body) if zalo else dict(parse_qsl(body.decode()))
        chat, text = str(told["chat_id"]), str(told["text"])
        self._numbers += 1
        self.arrived(platform, chat, text, time.monotonic())
        result: dict[str, object] = {"message_id": self._numbers, "date": now()}
        if zalo:
            result["message_id"] = f"out{self._numbers}"
        else:
            result |= {"chat": place(int(chat)), "from": BOT, "text": text}
        return json.dumps({"ok": True, "result": result}).encode()


class _Call(asyncio.Protocol):
    """One connection of the bot: HTTP/1.1, one request after another, no more than is needed."""

    def __init__(self, platforms: LightPlatforms) -> None:
        self._platforms = platforms
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  # TCP's always is
        self._transport = transport
        self._platforms.open.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # asyncio's name
        if self._transport is not None:
            self._platforms.open.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, end, rest = self._buffer.partition(_END)
        if not end:
            return
        length = content_length(head)
        if len(rest) < length:
            return
        self._buffer = rest[length:]
        path = head.split(b" ", 2)[1].decode()
        body = self._platforms.answer(path, rest[:length])
        loop = asyncio.get_running_loop()
        loop.call_later(self._platforms.latency, self._write, body)

    def _write(self, body: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                + str(len(body)).encode()
                + _END
                + body
            )


def content_length(head: bytes) -> int:
    """What a request or an answer says of its body; 0 if nothing."""
    lower = head.lower()
    at = lower.find(b"content-length:")
    return int(lower[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


class Caller:
    """Calls an intake's webhooks over connections that stay open."""

    def __init__(self, url: str) -> None:
        self._host, _, port = url.removeprefix("http://").partition(":")
        self._port = int(port)
        self._idle: deque[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = deque()

    async def deliver(self, path: str, update: Update) -> int:
        """Bring an update; the status. Raises OSError or EOFError if the connection breaks."""
        shown = "".join(f"{name}: {value}\r\n" for name, value in update.headers.items())
        head = (
            f"POST {path} HTTP/1.1\r\nhost: {self._host}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(update.body)}\r\n{shown}\r\n"
        )
        while self._idle:
            reader, writer = self._idle.pop()
            if not (reader.at_eof() or writer.is_closing()):
                break
            writer.close()
        else:
            reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(head.encode() + update.body)
            answer = await reader.readuntil(_END)
            await reader.readexactly(content_length(answer))
        except BaseException:
            writer.close()
            raise
        self._idle.append((reader, writer))
        return int(answer.split(b" ", 2)[1])

    def close(self) -> None:
        """Close all connections."""
        for _, writer in self._idle:
            writer.close()
        self._idle.clear()
