"""A link as it is written: its chain of labels, and the path after it, cut where it ends."""

import re
from dataclasses import dataclass, field, replace

from casework.evidence.links.hosts import is_ending, split_host
from casework.evidence.links.speech import Ending, ending
from casework.evidence.links.spelling import DOTS, HIDDEN, WEAK
from casework.vietnamese import strip_tones

LABEL = r"[\w\-\u0300-\u036f]"
DOT = f"[{DOTS}]"

_STOPS = r"\s<>\"'“”‘’«»`{}|\[\]^\ue000-\ue003"
# A link inside the query of another one is a link of its own. A path goes on after a line end
# only behind a sign at which apps break lines. Its length is limited, or a text of nothing but
# slashes would be read again and again.
PATH = (
    rf"[/\\?#](?:(?!https?(?::|%3a)[/\\%])[^{_STOPS}]"
    r"|(?<=[/_=&?%-])\r?\n(?=[a-z0-9%])){0,2000}"
)
_PATH = re.compile(PATH, re.IGNORECASE)
_GLUED = re.compile(r"[a-z]{2,}(?=[^\x00-\x7f]|[A-Z])")
LONGEST_GLUED = 12
_BETWEEN_DOTS = re.compile(f"[^{DOTS}]+")
_END_MARKS = ".,;:!?*~)…"
_SPACED_PATH = re.compile(
    r"(?:[ \t]{1,2}(?:slash|g[ạa]ch ch[ée]o|g[ạa]ch|x[ẹe]t|s[ẹe]t|xuy[ệe]t|suy[ệe]t)[ \t]{1,2}"
    r"|[ \t]?[\[({](?:slash|g[ạa]ch ch[ée]o|/)[\])}][ \t]?"
    r"|[ \t]{0,2}[/\\][ \t]{1,2}|[ \t]{1,2}[/\\])"
    rf"(?P<word>[\w\-=&%]{{1,64}})(?!{LABEL}|{DOT}{LABEL})",
    re.IGNORECASE,
)

FILE_NAMES = frozenset(
    "pdf doc docx xls xlsx ppt pptx jpg jpeg png gif apk apks xapk exe rar mp3 mp4 txt html htm php"
    " js json csv xml ipa dmg heic webp".split()
)
"""What stands behind the last dot of a file's name, and is no ending of hosts."""

_LONGEST_IMITATED = 4
# Endings that Cyrillic and Greek letters imitate, or digits: there are no such real ones.
_IMITATED = str.maketrans(
    "асеорхуіјѕԁԛԝһѵԍгтмкнвɡαεικνορτυχ0", "aceopxyijsdqwhvgrtmkhbgaeiknoptuxo"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A link by its places in the spelling; `host` in small letters of any script.

    `in_front`: what stands before an '@', which only looks like the host. `uncut`: the host with
    the words that were taken for the next sentence, if they may be a part of it after all.
    """

    start: int
    host_end: int
    end: int
    host: str = field(repr=False)
    path: str = field(repr=False)
    disguised: bool
    in_front: str = field(default="", repr=False)
    uncut: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a chain, and where it stands in the spelling."""

    start: int
    end: int
    typed: str = field(repr=False)

    @property
    def small(self) -> str:
        """In small letters."""
        return self.typed.lower()

    def shortened(self, length: int) -> "Label":
        """Its first letters."""
        return replace(self, end=self.start + length, typed=self.typed[:length])


def chain_of(text: str, start: int, end: int) -> list[Label]:
    """The labels between dots of any kind; hyphens and marks around them are no part."""
    labels = []
    for found in _BETWEEN_DOTS.finditer(text, start, end):
        if inner := found.group().strip("-_"):
            at = found.start() + found.group().index(inner)
            labels.append(Label(at, at + len(inner), inner))
    return labels


def plain_ending(label: str) -> str | None:
    """The known ending that a label in small letters is or imitates, or None."""
    if is_ending(label):
        return label
    if (
        len(label) <= _LONGEST_IMITATED
        and not label.isdigit()
        and (real := label.translate(_IMITATED)) != label
        and is_ending(real)
    ):
        return real
    return None


def dot_between(text: str, left: Label, right: Label) -> str:
    """The dot between two neighbours of a chain."""
    return next((sign for sign in text[left.end : right.start] if sign in DOTS), ".")


def host_of(labels: list[Label]) -> str:
    """The host that a chain names, its ending as it is meant."""
    *before, last = [label.small for label in labels]
    return ".".join((*before, plain_ending(last) or last))


def up_to_ending(text: str, labels: list[Label], *, is_sure: bool) -> list[Label]:
    """The chain without the words that were glued to its end: 'abc.com.Nó', 'abc.vnđể'.

    `is_sure`: an ending that is known is none of these words, whatever stands before it.
    """
    while len(labels) > 1:
        *before, last = labels
        known = plain_ending(last.small)
        dot = dot_between(text, before[-1], last)
        keeps = is_sure or dot == HIDDEN
        if known and (keeps or not _begins_a_sentence(before[-1].small, dot, known)):
            return labels
        if not known and (length := _glued(last, dot)):
            return [*before, last.shortened(length)]
        labels = before
    return labels


def _begins_a_sentence(before: str, dot: str, last: str) -> bool:
    """'abc.com.no keu nap tien': the host ended before the word."""
    return (
        is_ending(before)
        and (ending(before) is Ending.STRONG or dot in WEAK)
        and ending(last) in {Ending.WORD, Ending.SLIP}
        and split_host(f"x.{before}.{last}").suffix != f"{before}.{last}"
    )


def _glued(last: Label, dot: str) -> int:
    """The length of the ending to which the next word was glued, 0 if there is none."""
    if found := _GLUED.match(last.typed):
        return found.end() if is_strong(found.group()) else 0
    if dot != HIDDEN:
        return 0
    lengths = range(min(len(last.typed), LONGEST_GLUED) - 1, 1, -1)
    return next((n for n in lengths if is_strong(last.small[:n])), 0)


def is_strong(label: str) -> bool:
    """Whether a label in small letters is an ending, and hardly ever anything else."""
    return is_ending(label) and ending(label) is Ending.STRONG


def path_after(text: str, end: int) -> str:
    """What follows a host as its path, "" if nothing."""
    found = _PATH.match(text, end)
    return cut(found.group()) if found else ""


def spaced_path_after(text: str, end: int) -> re.Match[str] | None:
    """A path with blanks or in words: ' / abc', ' gạch chéo abc'; group 'word' without them."""
    return _SPACED_PATH.match(text, end)


def cut(path: str) -> str:
    """A path without the signs of the sentence around it."""
    path = path.rstrip()
    open_brackets = path.count("(") - path.count(")")
    while path and path[-1] in _END_MARKS:
        if path[-1] == ")":
            if open_brackets >= 0:
                break
            open_brackets += 1
        path = path[:-1]
    return path


def is_marked(label: str) -> bool:
    """Whether a label holds Vietnamese tone or vowel marks: it is a word of the sentence."""
    return not label.isascii() and strip_tones(label).isascii()
