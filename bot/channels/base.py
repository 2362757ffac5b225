"""What every channel is, and the double that tests and other doors use in its place."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot.messages import InboundMessage, Reply
from casework.privacy.texts import RawText

OnMessage = Callable[[InboundMessage], Awaitable[Sequence[Reply]]]
"""Answers a message. May return no reply: then a later message of the chat is answered."""


class Channel(Protocol):
    """One app through which residents write. An update never leaves its channel."""

    name: str

    async def run(self, on_message: OnMessage) -> None:
        """Carry messages until cancelled."""
        ...


class CollectingChannel:
    """Test double: says lines one after another and collects the replies."""

    name = "collecting"

    def __init__(self, *lines: str) -> None:
        self._lines = lines
        self.replies: list[Reply] = []

    async def run(self, on_message: OnMessage) -> None:
        """Say all lines, each after the answer to the one before."""
        for line in self._lines:
            message = InboundMessage(self.name, "chat", RawText(line))
            self.replies += await on_message(message)
