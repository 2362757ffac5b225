"""A conversation in the terminal, typed or from a pipe: one line, one message."""

import asyncio
import sys
from collections.abc import AsyncIterator
from typing import TextIO

from bot.channels.base import OnMessage
from bot.channels.rendering import as_plain_texts
from bot.messages import InboundMessage
from casework.privacy.texts import RawText


class TerminalChannel:
    """Reads lines and prints replies. Each line is answered before the next is read."""

    name = "terminal"

    def __init__(self, lines: TextIO = sys.stdin, out: TextIO = sys.stdout) -> None:
        self._lines = lines
        self._out = out

    async def run(self, on_message: OnMessage) -> None:
        """Carry messages until the input ends."""
        async for line in self._typed():
            message = InboundMessage(self.name, "terminal", RawText(line))
            for text in as_plain_texts(await on_message(message)):
                print(text, end="\n\n", file=self._out, flush=True)

    async def _typed(self) -> AsyncIterator[str]:
        while True:
            if self._lines.isatty():
                print("Bạn: ", end="", file=self._out, flush=True)
            line = await asyncio.to_thread(self._lines.readline)
            if not line:
                return
            if line.strip():
                yield line.rstrip("\r\n")
