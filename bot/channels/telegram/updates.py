"""What is read of Telegram's updates, and nothing else of them.

Models of our own, not the library's: those fail on what they do not know yet, and one update that
cannot be read would hold up all the others. Here an unknown kind of content is a name among others.
"""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    # Errors must not quote what a resident has written.
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class Person(_Part):
    """Who wrote; a bot may write too."""

    id: int
    is_bot: bool = False


class Chat(_Part):
    """Where something was written."""

    id: int
    type: str

    @property
    def is_private(self) -> bool:
        """Whether a resident is alone with the bot."""
        return self.type == "private"

    @property
    def is_group(self) -> bool:
        """Whether several people write here. A channel is none: nobody asks there."""
        return self.type in ("group", "supergroup")


class Entity(_Part):
    """A mention, a command, a link inside a text. Counted in UTF-16 code units."""

    type: str
    offset: int = Field(ge=0)
    length: int = Field(ge=0)
    user: Person | None = None


class Quote(_Part):
    """The part of another message that a resident has chosen to answer."""

    text: str


class Message(_Part):
    """A message; the names of whatever else it holds are in `holds`."""

    model_config = ConfigDict(extra="allow")

    message_id: int
    chat: Chat
    author: Person | None = Field(default=None, alias="from")
    text: str | None = None
    caption: str | None = None
    entities: tuple[Entity, ...] = ()
    caption_entities: tuple[Entity, ...] = ()
    reply_to_message: "Message | None" = None
    quote: Quote | None = None
    is_automatic_forward: bool = False
    sender_chat: Chat | None = None
    is_topic_message: bool = False
    message_thread_id: int | None = None

    @property
    def holds(self) -> frozenset[str]:
        """The names of the fields that came and are no text: 'photo', 'sticker', ..."""
        return frozenset(name for name, value in self.parts.items() if value not in (None, False))

    @property
    def parts(self) -> Mapping[str, object]:
        """What came and is no text, as it came: nobody has looked at its shape."""
        return self.model_extra or {}

    @property
    def by_an_unnamed_admin(self) -> bool:
        """Whether a group's admin writes in the name of the group: as a bot of Telegram's."""
        return self.sender_chat is not None and self.sender_chat.id == self.chat.id

    @property
    def words(self) -> str:
        """The text, or what is written under a picture."""
        return self.text or self.caption or ""

    @property
    def marks(self) -> tuple[Entity, ...]:
        """The entities of the words."""
        return self.entities if self.text else self.caption_entities


class Tapped(_Part):
    """The message whose button was tapped. Of an old one Telegram tells no more than this."""

    message_id: int
    chat: Chat


class CallbackQuery(_Part):
    """A tap on a button."""

    id: str
    author: Person = Field(alias="from")
    message: Tapped | None = None
    data: str | None = None


class Standing(_Part):
    """What the bot is in a chat: member, kicked, left, ..."""

    status: str
    can_send_messages: bool | None = None


class Membership(_Part):
    """The bot was blocked, unblocked, put into a group or out of it."""

    chat: Chat
    new_chat_member: Standing


class Update(_Part):
    """One update. All that is not asked for is empty here."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: Membership | None = None

    @property
    def chat(self) -> Chat | None:
        """Where it happened."""
        tap = self.callback_query
        for place in (self.message, self.edited_message, self.my_chat_member):
            if place is not None:
                return place.chat
        return tap.message.chat if tap is not None and tap.message is not None else None


ASKED_FOR = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that Telegram is asked to send."""
