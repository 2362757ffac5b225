"""Several messages in a row are one story: a short wait, then they are answered together."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from bot.conversation.merging import Part, answered_at_once, merged
from bot.messages import InboundMessage, Reply

Answer = Callable[[InboundMessage], Awaitable[Sequence[Reply]]]

__all__ = ["Answer", "Gatherer", "Part"]

LONGEST_WAIT = 5
"""Windows after which an answer is given although messages keep coming."""


@dataclass(slots=True)
class _Box:
    """Messages of one conversation that are waiting to be answered."""

    waiting: list[InboundMessage] = field(default_factory=list)
    turn: int = 0
    windows: int = 0
    inside: int = 0
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
        async with self.turn(message) as parts:
            replies = [reply for part in parts for reply in await self._answer(part.message)]
            return tuple(replies)

    @asynccontextmanager
    async def turn(self, message: InboundMessage) -> AsyncIterator[list[Part]]:
        """What to answer in this message's turn, which lasts as long as the block.

        Empty, and no turn, if a later message answers for it.
        """
        parts = await self.next_batch(message)
        if parts is None:
            yield []
            return
        async with self.in_turn(message.conversation):
            yield parts

    async def next_batch(self, message: InboundMessage) -> list[Part] | None:
        """What to answer now, this message among it; None if a later message answers for it.

        Waits while the conversation is being answered, as more may come meanwhile. Whoever gets a
        batch goes into `in_turn` without awaiting anything else first: so the order is kept.
        """
        with self._box(message.conversation) as box:
            if not await self._is_last(box, message):
                return None
            async with box.lock:
                batch, box.waiting, box.windows = box.waiting, [], 0
        # Another one may have taken this message along while it waited for the lock.
        return merged(batch) if batch else None

    @asynccontextmanager
    async def in_turn(self, conversation: tuple[str, str]) -> AsyncIterator[None]:
        """The conversation is answered by nobody else meanwhile; first come, first served."""
        with self._box(conversation) as box:
            async with box.lock:
                yield

    @contextmanager
    def _box(self, conversation: tuple[str, str]) -> Iterator[_Box]:
        box = self._boxes.setdefault(conversation, _Box())
        box.inside += 1
        try:
            yield box
        finally:
            box.inside -= 1
            if not box.inside:
                self._boxes.pop(conversation, None)

    async def _is_last(self, box: _Box, message: InboundMessage) -> bool:
        box.waiting.append(message)
        box.turn += 1
        mine = box.turn
        if answered_at_once(message):
            return True
        box.windows += 1
        overdue = box.windows >= LONGEST_WAIT
        await asyncio.sleep(0 if overdue else self._window)
        return overdue or box.turn == mine
