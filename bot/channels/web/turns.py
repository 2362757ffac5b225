"""The last turn of each web chat: for an answer lost on its way, and for a page opened again.

In memory only, and only what the bot said, which holds redacted words; never what was typed.
"""

import asyncio
import secrets
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.channels.base import OnMessage
from bot.messages import InboundMessage, Reply

Replies = Sequence[Reply]


class PageAnswers(Protocol):
    """Answers what the page posts: here, or by way of another process."""

    async def answer(self, message: InboundMessage, message_id: str | None) -> Replies:
        """The replies to a message, however often it is posted; none if a later one answers."""
        ...

    async def last(self, chat: str) -> Replies | None:
        """The replies of the last turn, once nothing is being answered; None if unknown."""
        ...


FORGET_AFTER = 6 * 60 * 60.0
"""Seconds: as long as the conversation itself rests before it is forgotten
(bot/conversation/chat.py, which no channel may import)."""

REPEATABLE = 180.0
"""For so many seconds each answer is kept for a message posted again; then the last one only."""

MOST_CHATS = 10_000
"""At some 10 KB each. Beyond it the ones heard from longest ago are forgotten."""

MOST_MESSAGES = 32
"""A message that so many others have followed is not waited for by anybody."""

LOOK_EVERY = 60.0


@dataclass(slots=True)
class _Handled:
    """A message that is being answered (`running`), or was."""

    at: float
    running: "asyncio.Task[Replies] | None" = None
    replies: Replies | None = None


@dataclass(slots=True)
class _Chat:
    last_seen: float
    last: Replies = ()
    handled: dict[str, _Handled] = field(default_factory=dict)


class Turns:
    """Handles every message once, however often it is posted."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        # In the order in which they were last heard from: the first is the one to forget.
        self._chats: dict[str, _Chat] = {}
        self._look: asyncio.TimerHandle | None = None

    async def answer(
        self,
        name: str,
        message_id: str | None,
        answering: Callable[[], Coroutine[None, None, Replies]],
    ) -> Replies:
        """The replies to a message, by `answering` unless this has been done or is being done.

        Of replies that forget what was said before, nothing but themselves is kept.
        """
        chat = self._heard_from(name)
        message_id = message_id or secrets.token_hex()  # an older page names no message
        handled = chat.handled.get(message_id)
        if handled is None:
            handled = chat.handled[message_id] = _Handled(self._now())
            # Not the request's own: when that breaks off, the answer is still made and kept.
            handled.running = asyncio.create_task(self._handle(chat, message_id, answering))
            self._trim(chat)
        if handled.running is not None:
            return await asyncio.shield(handled.running)
        return chat.last if handled.replies is None else handled.replies

    async def last(self, name: str) -> Replies | None:
        """The replies of the last turn, once nothing is being answered; None if nothing is known.

        Does not make a resting chat younger: nobody has said anything.
        """
        self._forget()
        chat = self._chats.get(name)
        if chat is None:
            return None
        while running := [h.running for h in chat.handled.values() if h.running]:
            await asyncio.wait(running)
        return chat.last

    async def _handle(
        self,
        chat: _Chat,
        message_id: str,
        answering: Callable[[], Coroutine[None, None, Replies]],
    ) -> Replies:
        handled = chat.handled[message_id]
        try:
            replies = await answering()
        except BaseException:
            chat.handled.pop(message_id, None)  # sent again, it is tried again
            raise
        finally:
            handled.running = None
        if any(reply.forgets for reply in replies):
            for other in chat.handled.values():
                other.replies = None
        if replies:  # none: a later message of the chat answers for this one
            chat.last = replies
        handled.replies, handled.at = replies, self._now()
        return replies

    def _heard_from(self, name: str) -> _Chat:
        self._forget()
        chat = self._chats.pop(name, None) or _Chat(self._now())
        chat.last_seen = self._now()
        self._chats[name] = chat
        if self._look is None:
            self._look = asyncio.get_running_loop().call_later(LOOK_EVERY, self._look_again)
        return chat

    def _look_again(self) -> None:
        """Forget on time, whether or not anybody writes."""
        self._look = None
        self._forget()
        repeatable = self._now() - REPEATABLE
        for chat in self._chats.values():
            for handled in chat.handled.values():
                if handled.at <= repeatable:
                    handled.replies = None
        if self._chats:
            self._look = asyncio.get_running_loop().call_later(LOOK_EVERY, self._look_again)

    def _forget(self) -> None:
        while self._chats:
            oldest = next(iter(self._chats))
            rested = self._chats[oldest].last_seen <= self._now() - FORGET_AFTER
            if not rested and len(self._chats) < MOST_CHATS:
                break
            del self._chats[oldest]

    def _trim(self, chat: _Chat) -> None:
        answered = [key for key, handled in chat.handled.items() if handled.running is None]
        for key in answered[: max(0, len(chat.handled) - MOST_MESSAGES)]:
            del chat.handled[key]


class AnsweredHere:
    """Implements `PageAnswers` in this process."""

    def __init__(self, on_message: OnMessage) -> None:
        self._on_message = on_message
        self._turns = Turns()

    async def answer(self, message: InboundMessage, message_id: str | None) -> Replies:
        """As the protocol says."""

        async def answering() -> Replies:
            return await self._on_message(message)

        return await self._turns.answer(message.chat, message_id, answering)

    async def last(self, chat: str) -> Replies | None:
        """As the protocol says."""
        return await self._turns.last(chat)
