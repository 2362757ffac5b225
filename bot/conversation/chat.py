"""What the bot remembers of a running conversation: in memory only, redacted, for some hours."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from uuid import UUID

from bot.conversation.story_parts import StoryParts
from bot.messages import Button
from casework.cases.facts import Counted
from casework.intake import Understanding
from casework.playbooks.library import Match
from casework.privacy.texts import RedactedText
from casework.stage import Stage

FORGET_AFTER = timedelta(hours=6)
"""A conversation that rests this long is forgotten: running state expires within a day."""

MOST_CHATS = 20_000
"""Above this many running conversations the oldest is forgotten first."""


class Consent(Enum):
    """Whether the resident lets the narrative be kept. Silence is not consent."""

    NOT_ASKED = auto()
    ASKED = auto()
    GIVEN = auto()
    REFUSED = auto()


class Awaiting(Enum):
    """Which question the resident has been asked last and may answer in words."""

    NOTHING = auto()
    STAGE = auto()
    TELLING = auto()
    DETAILS = auto()
    WHEN = auto()
    BANK = auto()
    AMOUNT = auto()
    ALSO_GIVEN = auto()
    CONSENT = auto()
    COMMUNE = auto()


@dataclass(slots=True)
class Loss:
    """Answers to the questions after a loss, for the summary. Never stored."""

    when: str | None = None
    bank: str | None = None
    amount: str | None = None
    also_given: str | None = None


@dataclass(slots=True)
class Draft:
    """An opinion that is being written: `text` once it was shown. Kept nowhere before «Gửi»."""

    text: RedactedText | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """How the conversation stood before its newest message, which may be changed afterwards.

    `writing`: an opinion was being written, `draft` is what of it was shown.
    """

    order: int
    offered: tuple[Button, ...]
    awaiting: Awaiting
    writing: bool
    draft: RedactedText | None


@dataclass(slots=True)
class Chat:
    """One running conversation."""

    channel: str
    last_seen: datetime
    introduced: bool = False
    # The parts joined; see story_parts.
    story: RedactedText | None = None
    parts: StoryParts = field(default_factory=StoryParts)
    told: Understanding | None = None
    match: Match | None = None
    stage: Stage | None = None
    stage_answered: bool = False
    ruled_out: set[str] = field(default_factory=set)
    questions_asked: int = 0
    awaiting: Awaiting = Awaiting.NOTHING
    offered: tuple[Button, ...] = ()
    loss: Loss | None = None
    # Where this story stands in the counts, or, after consent, its case. In memory only: no
    # stored key leads from a case to a chat.
    counted: Counted | None = None
    case_id: UUID | None = None
    consent: Consent = Consent.NOT_ASKED
    advised: tuple[str, Stage | None] | None = None
    # Which findings have been told already: kind, verdict, what is shown of the thing.
    pointed_out: set[tuple[str, str, str]] = field(default_factory=set)
    child: bool = False
    # An opinion stands in front of the story, whose open question waits in `awaiting` meanwhile.
    opinion: Draft | None = None
    # What was taken for a story instead, as it speaks of a loss; the resident may say it is none.
    not_sent: RedactedText | None = None
    before: Before | None = None

    def begin_anew(self) -> None:
        """Begin another story in the same conversation; the first stays as it was counted.

        Whoever has refused consent is not asked again.
        """
        refused = self.consent is Consent.REFUSED
        fresh = Chat(
            self.channel,
            self.last_seen,
            introduced=self.introduced,
            consent=Consent.REFUSED if refused else Consent.NOT_ASKED,
            child=self.child,
            parts=StoryParts(newest=self.parts.newest, turn=self.parts.turn),
        )
        for name in self.__slots__:
            setattr(self, name, getattr(fresh, name))


class ChatMemory:
    """Running conversations by (channel, chat), oldest first."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._chats: dict[tuple[str, str], Chat] = {}

    def open(self, conversation: tuple[str, str]) -> Chat:
        """Return the running conversation, or begin one; forget those that have rested."""
        now = self._now()
        chat = self._chats.pop(conversation, None)
        self._forget_before(now - FORGET_AFTER)
        if chat is None or chat.last_seen < now - FORGET_AFTER:
            chat = Chat(channel=conversation[0], last_seen=now)
        chat.last_seen = now
        self._chats[conversation] = chat
        return chat

    def put(self, conversation: tuple[str, str], chat: Chat | None) -> None:
        """Have a conversation that was kept elsewhere, or none, in place of what is here."""
        self._chats.pop(conversation, None)
        if chat is not None:
            self._chats[conversation] = chat

    def take_out(self, conversation: tuple[str, str]) -> Chat | None:
        """Hand a conversation over to whoever keeps it from now on."""
        return self._chats.pop(conversation, None)

    def forget(self, conversation: tuple[str, str]) -> None:
        """Forget a conversation at once."""
        self._chats.pop(conversation, None)

    def forget_rested(self) -> int:
        """Forget the conversations that have rested too long; how many there were."""
        before = len(self._chats)
        self._forget_before(self._now() - FORGET_AFTER)
        return before - len(self._chats)

    def _forget_before(self, time: datetime) -> None:
        while self._chats:
            oldest = next(iter(self._chats))
            if self._chats[oldest].last_seen >= time and len(self._chats) < MOST_CHATS:
                break
            del self._chats[oldest]
