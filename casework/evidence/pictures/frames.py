"""What goes over the pipes between the reader and its worker: a length, then so many bytes.

A picture goes as it came. An answer is one byte that says how it went, then JSON.
"""

import json
import struct
from typing import Final

from casework.evidence.pictures.base import (
    CannotReadNow,
    NotAPicture,
    PictureRead,
    PictureRefused,
    TooLarge,
)
from casework.privacy.texts import RawText

LENGTH: Final = struct.Struct(">I")
# An answer holds the letters of one picture: a worker that says more than this is out of its mind.
LONGEST_ANSWER: Final = 4_000_000
_READ: Final = b"R"
_REFUSALS: Final[dict[bytes, type[PictureRefused]]] = {
    b"L": TooLarge,
    b"N": NotAPicture,
    b"C": CannotReadNow,
}


def framed(content: bytes) -> bytes:
    """The bytes with their length in front."""
    return LENGTH.pack(len(content)) + content


def answer_of(outcome: PictureRead | PictureRefused) -> bytes:
    """What the worker says about a picture."""
    if isinstance(outcome, PictureRead):
        said = {"text": outcome.text, "codes": outcome.codes}
        return _READ + json.dumps(said).encode()
    return next((sign for sign, refusal in _REFUSALS.items() if isinstance(outcome, refusal)), b"C")


def outcome_of(answer: bytes) -> PictureRead:
    """What the worker said. Raises the refusal that it told; CannotReadNow for gibberish."""
    if answer[:1] != _READ:
        raise _REFUSALS.get(answer, CannotReadNow)
    try:
        said = json.loads(answer[1:])
        text, codes = said["text"], said["codes"]
        return PictureRead(None if text is None else RawText(text), tuple(map(str, codes)))
    except (ValueError, KeyError, TypeError):
        raise CannotReadNow from None
