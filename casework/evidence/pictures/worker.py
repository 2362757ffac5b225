"""The process that reads pictures: `python -m casework.evidence.pictures.worker`.

It may be killed at any moment and replaced: it keeps nothing between two pictures. It ends when
its stdin does.
"""

import subprocess
import sys
from typing import BinaryIO

from casework.evidence.pictures.base import (
    CannotReadNow,
    NotAPicture,
    PictureRead,
    PictureRefused,
    TooLarge,
)
from casework.evidence.pictures.codes import read_codes
from casework.evidence.pictures.frames import LENGTH, answer_of, framed
from casework.evidence.pictures.ink import Grey
from casework.evidence.pictures.letters import read_letters
from casework.evidence.pictures.limits import confine, end_with_parent, give_way
from casework.evidence.pictures.opening import open_picture
from casework.evidence.pictures.patience import OutOfPatience
from casework.evidence.pictures.sheet import lay_out
from casework.privacy.texts import RawText


def read_picture(picture: bytes, most_pixels: int, tesseract: str | None) -> PictureRead:
    """Read one picture here and now. Raises TooLarge, NotAPicture or CannotReadNow."""
    try:
        grey = open_picture(picture, most_pixels)
        codes = read_codes(grey)
        return PictureRead(_letters(grey, tesseract), codes)
    except PictureRefused:
        raise
    except MemoryError:
        raise TooLarge from None
    except Exception:  # noqa: BLE001  # what went wrong may quote the picture
        raise CannotReadNow from None


def _letters(grey: Grey, tesseract: str | None) -> RawText | None:
    """None where tesseract is missing or fails, as it does without its Vietnamese data.

    "" for what takes longer than writing does: codes are told all the same.
    """
    if tesseract is None:
        return None
    try:
        sheet = lay_out(grey)
        return RawText(read_letters(tesseract, sheet) if sheet else "")
    except (OutOfPatience, subprocess.TimeoutExpired):
        return RawText("")
    except (OSError, subprocess.SubprocessError):
        return None


def serve(said: BinaryIO, answers: BinaryIO, most_pixels: int, tesseract: str | None) -> None:
    """Answer picture after picture, until there is none."""
    while len(head := said.read(LENGTH.size)) == LENGTH.size:
        (length,) = LENGTH.unpack(head)
        picture = said.read(length)
        if len(picture) < length:
            return
        outcome: PictureRead | PictureRefused
        try:
            outcome = read_picture(picture, most_pixels, tesseract)
        except (TooLarge, NotAPicture, CannotReadNow) as refusal:
            outcome = refusal
        answers.write(framed(answer_of(outcome)))
        answers.flush()


def main() -> None:
    """Serve stdin and stdout. Arguments: most pixels, and tesseract's path or nothing."""
    give_way()  # first: afterwards neither its own files nor any other can be written
    end_with_parent()
    confine()
    serve(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1]), sys.argv[2] or None)


if __name__ == "__main__":
    main()
