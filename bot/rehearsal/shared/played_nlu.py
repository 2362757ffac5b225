"""A played NLU server: the HTTP contract, answers by a few words, and faults on demand.

Also a program, to be killed as one: python -m bot.rehearsal.shared.played_nlu PORT
"""

import asyncio
import json
import sys
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bot.rehearsal.process import free_port

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = "a-token-for-rehearsals-only"  # noqa: S105  # of no use anywhere
_POLICE = "gia_danh_cong_an_toa_an"
_INTENTS = (_POLICE, "greeting", "thanks", "off_topic", "gibberish")
_BY_WORDS = (("công an", _POLICE), ("cảm ơn", "thanks"), ("chào", "greeting"))
_SURE = 0.96
_REASONS = {200: "OK", 401: "Unauthorized", 500: "Internal Server Error"}


class PlayedNlu:
    """Answers POST /model/parse and GET /status. The knobs count from the next request on."""

    def __init__(self, port: int | None = None) -> None:
        self.port = port or free_port()
        self.delay = 0.0
        self.garbage = False
        self.model: str | None = None
        self.seen: Callable[[str, int], None] = lambda _text, _port: None
        """Told of every text before it is answered, and of the asker's port."""
        self.asked = 0
        self._go_on = asyncio.Event()
        self._go_on.set()
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def hold(self, *, answers: bool) -> None:
        """Hold back all answers, or let them go."""
        self._go_on.clear() if answers else self._go_on.set()

    async def start(self) -> None:
        """Begin to listen."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    async def stop(self) -> None:
        """Be gone at once, as by kill -9: connections are cut off."""
        if self._server is not None:
            self._server.close()
            for writer in list(self._open):
                writer.transport.abort()
            self._server = None
            await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await self._answer(head, reader, writer)
        except (asyncio.IncompleteReadError, OSError):
            pass  # whoever asked is gone
        finally:
            self._open.discard(writer)
            writer.close()

    async def _answer(
        self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        request, _, headers = head.decode("latin-1").partition("\r\n")
        length = next(
            (int(line.split(":")[1]) for line in headers.lower().splitlines()
             if line.startswith("content-length")), 0
        )  # fmt: skip
        body = await reader.readexactly(length)
        if f"token={TOKEN}" not in unquote(request):
            self._write(writer, 401, b"{}")
            return
        if not request.startswith("POST"):
            self._write(writer, 200, json.dumps({"model_file": f"{self.model}.tar.gz"}).encode())
            return
        text = str(json.loads(body)["text"])
        self.asked += 1
        self.seen(text, int(writer.get_extra_info("peername")[1]))
        await asyncio.sleep(self.delay)
        await self._go_on.wait()
        answer = b'<html>{"intent' if self.garbage else json.dumps(self._parsed(text)).encode()
        self._write(writer, 200, answer)

    def _parsed(self, text: str) -> dict[str, object]:
        named = next((intent for words, intent in _BY_WORDS if words in text), "off_topic")
        rest = (1 - _SURE) / (len(_INTENTS) - 1)
        others = [{"name": i, "confidence": rest} for i in _INTENTS if i != named]
        first = {"name": named, "confidence": _SURE}
        return {"intent": first, "intent_ranking": [first, *others], "model_id": self.model}

    def _write(self, writer: asyncio.StreamWriter, status: int, body: bytes) -> None:
        head = (
            f"HTTP/1.1 {status} {_REASONS[status]}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\n\r\n"
        )
        if not writer.is_closing():
            writer.write(head.encode() + body)


async def _alone(port: int) -> None:
    await PlayedNlu(port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_alone(int(sys.argv[1])))
