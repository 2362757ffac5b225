"""What is sealed of a message and of its replies while they wait: where to, and redacted words.

Sealed with a key from the environment, so that the database alone tells neither the words nor the
chat. What cannot be redacted is not sealed: of such a message only its kinds are kept, and after a
crash it is answered with the emergency advice.
"""

import re
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationInfo,
)

from casework.evidence.finding import Finding
from casework.keys import Keys
from casework.privacy.redactor import redact, redacted_before
from casework.privacy.texts import RawText, RedactedText
from casework.receipts import LETTERS, PART

_OPENED = {"opened": True}
_OURS = re.compile(rf"CG-(?!\d+-\d+$)[{LETTERS}]{{{PART}}}-[{LETTERS}]{{{PART}}}")


def _redacted(text: object, info: ValidationInfo) -> RedactedText:
    """Take a redacted text as it is, and what was opened as it was sealed. Never raw text."""
    if isinstance(text, RedactedText):
        return text
    if info.context is _OPENED:
        # Nobody else can have sealed it, and only what is redacted is.
        return redacted_before(str(text))
    return redact(RawText(str(text))).text


def _ours(receipt: str) -> str:
    """A receipt code of ours; anything else that a resident typed is dropped."""
    return receipt if _OURS.fullmatch(receipt) else ""


Words = Annotated[RedactedText, BeforeValidator(_redacted), PlainSerializer(str)]


class _Sealed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", arbitrary_types_allowed=True)

    def sealed(self, keys: Keys) -> str:
        """Seal for the database."""
        return keys.seal(self.model_dump_json())


class Envelope(_Sealed):
    """A received message, without anything raw. `words` is None if it could not be redacted."""

    # What is not shown (`repr`) can get into no log or error message by accident.
    chat: str = Field(repr=False)
    words: Words | None = Field(repr=False)
    quoted: Words | None = Field(default=None, repr=False)
    choice: str | None = None
    # A code of ours, by which a resident deletes, where it was taken out of the words: one in
    # eleven looks like somebody's identity number.
    receipt: Annotated[str, AfterValidator(_ours)] = Field(default="", repr=False)
    attachments: tuple[str, ...] = ()
    order: int = 0
    edited: bool = False
    in_group: bool = False
    sender: str = Field(default="", repr=False)
    gone: bool = False
    # By which the messenger finds the pictures again; and what a picture that was read shows.
    pictures: tuple[str, ...] = Field(default=(), repr=False)
    pictured: Words | None = Field(default=None, repr=False)
    unread: str = ""
    # Of the raw words, where they were examined before: masked, as they are told to the resident.
    found: tuple[Finding, ...] = Field(default=(), repr=False)
    redacted: tuple[str, ...] = ()

    @classmethod
    def opened(cls, sealed: str, keys: Keys) -> "Envelope":
        """Open what was sealed. Raises SealBroken."""
        return cls.model_validate_json(keys.unseal(sealed), context=_OPENED)


class Letter(BaseModel):
    """One message to the resident, as the channel can send it; buttons are (label, value)."""

    model_config = ConfigDict(frozen=True)

    text: str = Field(repr=False)
    buttons: tuple[tuple[str, str], ...] = Field(default=(), repr=False)
    forgets: bool = False


class Letters(_Sealed):
    """The replies of a turn and where they go."""

    chat: str = Field(repr=False)
    letters: tuple[Letter, ...]

    @classmethod
    def opened(cls, sealed: str, keys: Keys) -> "Letters":
        """Open what was sealed. Raises SealBroken."""
        return cls.model_validate_json(keys.unseal(sealed))
