"""One form of every text, with the way back to the characters that the resident typed.

Sources of the rules: FACTS 6 (zero-width marks and soft hyphens inside numbers, full-width
digits), Unicode UAX 15 (NFKC). The redacted text is built from this form, so that nothing can
hide in characters that the recognizers did not see. It can also be stored everywhere: no NUL, no
lone surrogate.
"""

import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\u2800\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_IS_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_ODD_SPACES = "\x0b\x0c\x85"
# Non-ASCII digits (\d) and digits in black circles, which NFKC leaves alone.
_NEEDS_WORK = re.compile(
    rf"[{_INVISIBLE}{_ODD_SPACES}\ud800-\udfff\u24eb-\u24ff\u2776-\u2793]|(?![0-9])\d"
)


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text in its one form; character i stands for original[starts[i]:ends[i]]."""

    text: str
    starts: list[int]
    ends: list[int]


def normalize(raw: str) -> Normalized:
    """Bring a text to NFKC with plain digits and without invisible characters."""
    done = Normalized(raw, list(range(len(raw))), list(range(1, len(raw) + 1)))
    while not _is_normal(done.text):
        again = _pass(done)
        if again.text == done.text:
            break
        done = again
    return done


def _is_normal(text: str) -> bool:
    return unicodedata.is_normalized("NFKC", text) and not _NEEDS_WORK.search(text)


def _pass(source: Normalized) -> Normalized:
    """Normalize cluster by cluster: a character together with the marks that follow it."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    cluster: list[int] = []

    def close() -> None:
        if not cluster:
            return
        plain = _plain("".join(source.text[i] for i in cluster))
        letters.extend(plain)
        starts.extend([source.starts[cluster[0]]] * len(plain))
        ends.extend([source.ends[cluster[-1]]] * len(plain))
        cluster.clear()

    for index, letter in enumerate(source.text):
        if _IS_INVISIBLE.match(letter):
            continue
        if not unicodedata.combining(letter):
            close()
        cluster.append(index)
    close()
    return Normalized("".join(letters), starts, ends)


def _plain(cluster: str) -> str:
    return "".join(_plain_letter(c) for c in unicodedata.normalize("NFKC", cluster))


def _plain_letter(letter: str) -> str:
    if letter.isascii():
        return " " if letter in _ODD_SPACES else letter
    if "\ud800" <= letter <= "\udfff":
        return "\ufffd"
    if letter in _ODD_SPACES:
        return " "
    digit = unicodedata.digit(letter, None)
    return letter if digit is None else str(digit)
