"""From a message to its signs: the longest phrase of the tables at each place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casework.understanding.stage.amounts import amount_length
from casework.understanding.stage.lexicon import TABLES
from casework.understanding.stage.signs import AMOUNT, Kind, Sign
from casework.understanding.stage.spelling import Words, canonical, slips, typed_with_marks
from casework.vietnamese import fold, strip_tones

_TOKEN = re.compile(r"<[a-z_]+>|(?:(?<!\w)-)?\d+(?:[.,]\d+)*[^\W_]*|[^\W\d_]+\d*|\n|[^\w\s]")
_STOPS = frozenset(".!?\n;…")
_COMMAS = frozenset(",:()-–—")
_QUOTES = {'"': '"', "“": "”", "«": "»"}
# A shorter quotation is a name or a word in irony, not the scammer's message.
_SPEECH_WORDS = 6


# Words that, typed without marks, are far more often another word: "vo" is "vô" before "vợ".
_NEEDS_MARKS = frozenset(
    """
    chuyện đông cởi lỗ cấm ấn ký tải gõ cổ chỉ ảnh bả ổng đấu đánh đổ đem hãy hối hả à thầy mợ
    cậu dì bố móc dại nãy vợ lặn dễ dụ hù cản ngăn dừng chiêu lời lãi trúng quà mã mặt đồ dồn
    đền rót cúng nội còn chớ chừng tại vòi mồi ép gạ bày tống thua cạn lột giật nuốt mở hăm lở
    tía cha thím yc cầm đài dám ghi ví hộ lộn mời sợ dặn đừng vội ngừng có đặng bắn đâu vựa
    """.split()
) | {"chỉ em", "chỉ tôi", "chỉ tui", "chỉ mình", "chuyển nhà", "chuyển chỗ"}
# Words without marks that are other words where nothing is marked: "nha" is then "nhà".
_NEEDS_MARKS_AROUND = frozenset({"nha", "chi", "thu"})


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    kind: Kind
    needs_marks: bool


def _index() -> tuple[dict[tuple[str, ...], list[_Phrase]], dict[str, tuple[int, ...]]]:
    phrases: dict[tuple[str, ...], list[_Phrase]] = {}
    lengths: dict[str, set[int]] = {}
    for kind, table in TABLES:
        for entry in table.split(","):
            words = tuple(canonical(word) for word in fold(entry).split())
            if not words:
                continue
            bare = tuple(strip_tones(word) for word in words)
            phrases.setdefault(bare, []).append(
                _Phrase(words, kind, " ".join(words) in _NEEDS_MARKS)
            )
            lengths.setdefault(bare[0], set()).add(len(bare))
    return phrases, {first: tuple(sorted(ls, reverse=True)) for first, ls in lengths.items()}


_PHRASES, _LENGTHS = _index()
_SLIPS = slips({word for found in _PHRASES.values() for phrase in found for word in phrase.words})


def words_of(text: str) -> Words:
    """Split a message into words and punctuation, each in the spelling of the tables."""
    raw = [_SLIPS.get(token, token) for token in _TOKEN.findall(fold(text))]
    typed = [canonical(token) for token in raw]
    # A combining mark alone strips to nothing; a word is never empty.
    bare = [token if token.isascii() else strip_tones(token) or token for token in typed]
    return Words(typed, bare, typed_with_marks(raw))


def signs_of(text: str) -> list[Sign]:
    """The signs of a message, in order."""
    words = words_of(text)
    quoted = _quoted(words.typed)
    end = len(words.bare)
    return [
        *(
            Sign(kind, first, after, _said(words, kind, first), first in quoted)
            for kind, first, after in _found(words)
            if kind is not Kind.NOTHING
        ),
        Sign(Kind.STOP, end, end),  # so that every sentence ends
    ]


def _said(words: Words, kind: Kind, first: int) -> str:
    if kind is Kind.MONEY and amount_length(words, first):
        return AMOUNT
    return words.bare[first]


def _found(words: Words) -> Iterator[tuple[Kind, int, int]]:
    at, kind = 0, None
    while at < len(words.bare):
        if kind is Kind.PAY and words.bare[at].isdigit() and words.bare[at + 1 : at + 2] != ["%"]:
            # "cọc 400": thousands are understood.
            kind, length = Kind.MONEY, 1
        else:
            kind, length = _at(words, at)
        if kind is not None:
            yield kind, at, at + length
        at += length


def _at(words: Words, at: int) -> tuple[Kind | None, int]:
    token = words.bare[at]
    if token in _STOPS:
        return Kind.STOP, 1
    if token in _COMMAS:
        return Kind.COMMA, 1
    amount = amount_length(words, at)
    if amount:
        lost = words.bare[at][0] == "-" and len(words.bare[at]) > len("-1.000")
        return (Kind.LOST if lost else Kind.MONEY), amount
    for length in _LENGTHS.get(token, ()):
        for phrase in _PHRASES.get(tuple(words.bare[at : at + length]), ()):
            if not words.marked and words.bare[at] in _NEEDS_MARKS_AROUND and length == 1:
                continue
            if phrase.needs_marks and words.typed[at] != phrase.words[0]:
                continue
            if all(words.says(at + i, word) for i, word in enumerate(phrase.words)):
                return phrase.kind, length
    return None, 1


def _quoted(typed: Sequence[str]) -> frozenset[int]:
    """The places inside quotation marks that hold somebody's speech."""
    inside: set[int] = set()
    opened, closing = -1, ""
    for at, token in enumerate(typed):
        if closing and token == closing:
            if at - opened > _SPEECH_WORDS:
                inside.update(range(opened, at + 1))
            closing = ""
        elif not closing and token in _QUOTES:
            opened, closing = at, _QUOTES[token]
    return frozenset(inside)
