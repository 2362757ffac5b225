"""Several messages in a row are one story: a short wait, then they are answered together."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.conversation.commands import read_command
from bot.messages import InboundMessage, Reply
from casework.privacy.texts import RawText

Answer = Callable[[InboundMessage], Awaitable[Sequence[Reply]]]

LONGEST_WAIT = 5
"""Windows after which an answer is given although messages keep coming."""


@dataclass(slots=True)
class _Box:
    """Messages of one conversation that are waiting to be answered."""

    waiting: list[InboundMessage] = field(default_factory=list)
    turn: int = 0
    windows: int = 0
    users: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Gatherer:
    """Wraps an answering function; one conversation is answered strictly in order."""

    def __init__(self, answer: Answer, window: float) -> None:
        """`window` in seconds: how long to wait for a further message."""
        self._answer = answer
        self._window = window
        self._boxes: dict[tuple[str, str], _Box] = {}

    async def receive(self, message: InboundMessage) -> Sequence[Reply]:
        """Replies to this message and those before it; none if a later message answers for it."""
        box = self._boxes.setdefault(message.conversation, _Box())
        box.users += 1
        try:
            if not await self._is_last(box, message):
                return ()
            async with box.lock:
                batch, box.waiting, box.windows = box.waiting, [], 0
                return [r for part in _merged(batch) for r in await self._answer(part)]
        finally:
            box.users -= 1
            if not box.users:
                self._boxes.pop(message.conversation, None)

    async def _is_last(self, box: _Box, message: InboundMessage) -> bool:
        box.waiting.append(message)
        box.turn += 1
        mine = box.turn
        if _answer_at_once(message):
            return True
        box.windows += 1
        overdue = box.windows >= LONGEST_WAIT
        await asyncio.sleep(0 if overdue else self._window)
        return overdue or box.turn == mine


def _answer_at_once(message: InboundMessage) -> bool:
    return message.choice is not None or read_command(message.text) is not None


def _merged(batch: Sequence[InboundMessage]) -> list[InboundMessage]:
    """Join texts that follow one another; a tapped button or a command stays on its own."""
    merged: list[InboundMessage] = []
    for message in batch:
        if merged and not _answer_at_once(message) and not _answer_at_once(merged[-1]):
            last = merged[-1]
            text = RawText("\n".join(t for t in (last.text, message.text) if t))
            attachments = last.attachments + message.attachments
            merged[-1] = replace(last, text=text, attachments=attachments)
        else:
            merged.append(message)
    return merged
