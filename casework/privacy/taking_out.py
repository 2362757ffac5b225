"""Takes words out of a redacted text that the recognizers have missed and a person has seen."""

import re

from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.vietnamese import words

TAKEN_OUT = "<REMOVED>"
"""Stands where something was taken out."""


def without(text: RedactedText, said: str) -> RedactedText:
    """The text without some words wherever they stand, redacted once more.

    However they are written: with or without tone marks, in capitals or not.
    """
    wanted = [word.bare for word in words(said)]
    told = words(text)
    pieces: list[str] = []
    place = at = 0
    while at < len(told):
        if wanted and [word.bare for word in told[at : at + len(wanted)]] == wanted:
            pieces += [text[place : told[at].start], TAKEN_OUT]
            at += len(wanted)
            place = told[at - 1].end
        else:
            at += 1
    pieces.append(text[place:])
    joined = re.sub(rf"(?:{TAKEN_OUT}\s*)+(?={TAKEN_OUT})", "", "".join(pieces))
    return redact(RawText(joined)).text
