"""Messages in a row are read up to a length: the beginning and the end, and the reply says so."""

from casework.privacy.texts import RawText

LONGEST_TURN = 20_000
"""Characters that are read of messages in a row: several pages."""

LEFT_OUT = "\n[...]\n"
"""Stands where the middle was left out; three dots, for the redactor writes them so."""

# A cut looks back this far for a better place: a number that is cut in two is redacted no more.
_LOOK_BACK = 400
_BREAKS = ("\n", ". ", ", ", " ")


def shortened(text: str, longest: int = LONGEST_TURN) -> RawText:
    """The text, or its beginning and its end."""
    if len(text) <= longest:
        return RawText(text)
    half = (longest - len(LEFT_OUT)) // 2
    # The end is cut like the beginning, seen in a mirror.
    beginning = _cut(text[:half])
    end = _cut(text[-half:][::-1])[::-1]
    return RawText(f"{beginning}{LEFT_OUT}{end}")


def is_shortened(text: str) -> bool:
    """Whether the middle of this text was left out."""
    return LEFT_OUT in text


def _cut(text: str) -> str:
    """Take off what stands behind the last good place to cut."""
    for there in _BREAKS:
        place = max(text.rfind(there), text.rfind(there[::-1]))
        if place >= len(text) - _LOOK_BACK:
            return text[:place]
    return text
