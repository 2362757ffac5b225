"""What is sealed of a message and of its replies while they wait: where to, and redacted words.

Sealed with a key from the environment, so that the database alone tells neither the words nor the
chat. What cannot be redacted is not sealed: of such a message only its kinds are kept, and after a
crash it is answered with the emergency advice.
"""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from casework.keys import Keys
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText


def _redacted(text: object) -> RedactedText:
    """Take a redacted text as it is; redact once more what was opened again. Never raw text."""
    return text if isinstance(text, RedactedText) else redact(RawText(str(text))).text


Words = Annotated[RedactedText, BeforeValidator(_redacted), PlainSerializer(str)]


class _Sealed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def sealed(self, keys: Keys) -> str:
        """Seal for the database."""
        return keys.seal(self.model_dump_json())


class Envelope(_Sealed):
    """A received message, without anything raw. `words` is None if it could not be redacted."""

    chat: str
    words: Words | None
    quoted: Words | None = None
    choice: str | None = None
    attachments: tuple[str, ...] = ()
    order: int = 0
    edited: bool = False
    in_group: bool = False
    sender: str = ""

    @classmethod
    def opened(cls, sealed: str, keys: Keys) -> "Envelope":
        """Open what was sealed. Raises SealBroken."""
        return cls.model_validate_json(keys.unseal(sealed))


class Letter(BaseModel):
    """One message to the resident, as the channel can send it; buttons are (label, value)."""

    model_config = ConfigDict(frozen=True)

    text: str
    buttons: tuple[tuple[str, str], ...] = ()


class Letters(_Sealed):
    """The replies of a turn and where they go."""

    chat: str
    letters: tuple[Letter, ...]

    @classmethod
    def opened(cls, sealed: str, keys: Keys) -> "Letters":
        """Open what was sealed. Raises SealBroken."""
        return cls.model_validate_json(keys.unseal(sealed))
