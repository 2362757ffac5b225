"""What every channel is, and the double that tests and other doors use in its place.

Two kinds. Where the resident waits with an open request (the web page, a terminal), a channel asks
`on_message` and shows what comes back. A messenger (Telegram, Zalo) hands each update to the
`Reception`, which keeps it safe and answers it in its turn, by way of the messenger's `send`.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from starlette.routing import BaseRoute

from bot.channels.rendering import Screen
from bot.messages import InboundMessage, Picture, Reply
from casework.privacy.texts import RawText

OnMessage = Callable[[InboundMessage], Awaitable[Sequence[Reply]]]
"""Answers a message. May return no reply: then a later message of the chat is answered."""

Leaving = Callable[[], Awaitable[None]]
"""To be awaited right before a message's bytes leave this machine, when its way is open."""


class Channel(Protocol):
    """A channel whose residents wait for the answer."""

    name: str

    async def run(self, on_message: OnMessage) -> None:
        """Carry messages until cancelled. Raises ChannelCannotRun."""
        ...


class Refusal(StrEnum):
    """Why something that came to a messenger's door is no update."""

    FORGED = "forged"
    UNREADABLE = "unreadable"


class NotTakenNow(Exception):
    """Chưa nhận được tin này; nền tảng sẽ gửi lại."""


class Reception(Protocol):
    """Takes in what messengers bring."""

    async def take(self, update_id: str, message: InboundMessage) -> bool:
        """Take an update; whether it is new. Once this returns, the platform may be told so.

        Raises NotTakenNow: then it is to be told to bring it again.

        `update_id` is the platform's own, the same whenever it sends the same update again.
        """
        ...

    def refuse(self, channel: str, why: Refusal) -> None:
        """Count what was turned away at a channel's door."""
        ...


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a platform shows of the bot before anybody has written. All in Vietnamese.

    `commands`: each command's word without the slash, and one line that says what it does.
    """

    commands: tuple[tuple[str, str], ...]
    short_description: str
    description: str


class Messenger(Protocol):
    """A channel on which the bot writes to a chat by itself."""

    name: str
    screen: Screen
    quota_left: int | None
    """How many more messages the platform lets the bot send, as it said last; None if it counts
    none, or has not said yet."""

    def routes(self, reception: Reception) -> Sequence[BaseRoute]:
        """Where the platform calls, when it calls; empty while the channel polls."""
        ...

    async def run(self, reception: Reception) -> None:
        """Poll, or look after what the channel needs, until cancelled. Raises ChannelCannotRun."""
        ...

    async def send(self, chat: str, piece: Reply, leaving: Leaving) -> None:
        """Send one message that fits the screen.

        Awaits `leaving` right before its bytes leave. Raises TryLater, Unreachable, Unsure or
        MovedTo (bot/channels/outgoing.py).
        """
        ...

    def picture_at(self, reference: str) -> Picture:
        """The picture that another process was told of, by its `reference`."""
        ...

    def leave_to_others(self, replies: int) -> None:
        """Other processes send so many of the replies that the platform allows to a chat."""
        ...

    def heard(self, message: InboundMessage) -> None:
        """Learn that a resident has written, where another process took the message in."""
        ...

    async def set_up(self, introduction: Introduction) -> list[str]:
        """Show the introduction on the platform; lines in Vietnamese on what was done.

        Raises ChannelCannotRun. So do the next two.
        """
        ...

    async def webhook_on(self) -> list[str]:
        """Have the platform call us; lines on what was done, or on what the operator has to do."""
        ...

    async def webhook_off(self) -> list[str]:
        """Have the platform no longer call us; lines as above."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
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
