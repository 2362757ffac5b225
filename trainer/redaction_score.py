"""What a redaction has let through, and what it has taken too much of.

Both sides are compared in NFKC without invisible marks, and without the replacement tokens. A value
leaks when it can still be read, when five of its digits in a row stand there (four, if it has only
four), or, for names and addresses, when more than half of its words do.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.json_lines import MessageLine, read_messages

SOFT_KINDS = frozenset({"person_name", "address", "dob"})
"""Told by wording. All other kinds have a form of their own."""

_TOKEN = re.compile(r"<[A-Z_]+>")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_WORD = re.compile(r"\w+")
_BY_WORDS = frozenset({"person_name", "address"})
_DIGITS_IN_A_ROW = 5


class NotARedactionCase(Exception):
    """Mỗi dòng của tệp đáp án cần "pii": [{"kind", "value"}] và "keep": [...], chép từ "text"."""

    def __init__(self, path: Path, line: int, wrong: str) -> None:
        super().__init__(f"{path}:{line}: {wrong} {self.__doc__}")


class NotRedacted(Exception):
    """Thiếu bản đã che của tin này. Cách sửa: đưa cả tệp qua `trainer redact` rồi chấm lại."""

    def __init__(self, message_id: object) -> None:
        super().__init__(f"{message_id}: {self.__doc__}")


@dataclass(frozen=True, slots=True)
class Value:
    """A piece of personal data of one message, and whether it leaked."""

    message_id: Any
    kind: str
    value: str
    leaked: bool
    redacted: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A string that must survive in one message, and whether it did."""

    message_id: Any
    value: str
    survived: bool
    redacted: str


@dataclass(frozen=True, slots=True)
class Score:
    """All values and all strings to keep of a file."""

    values: tuple[Value, ...]
    kept: tuple[Kept, ...]


def read_gold(path: Path) -> list[MessageLine]:
    """Read the file with the answers. Raises NotARedactionCase, NotAMessage or NotUtf8."""
    with path.open("rb") as lines:
        gold = list(read_messages(lines))
    for case in gold:
        for wrong in _wrong(case):
            raise NotARedactionCase(path, case.line, wrong)
    return gold


def _wrong(case: MessageLine) -> Iterator[str]:
    values, keep = case.fields.get("pii"), case.fields.get("keep")
    if not isinstance(values, list) or not isinstance(keep, list):
        yield 'Thiếu "pii" hoặc "keep".'
        return
    for value in values:
        if not isinstance(value, dict) or not isinstance(value.get("kind"), str):
            yield 'Mỗi mục của "pii" cần "kind" và "value".'
        elif str(value.get("value")) not in case.text:
            yield f"«{value.get('value')}» không có trong tin."
    for string in keep:
        if str(string) not in case.text:
            yield f"«{string}» không có trong tin."


def score(gold: Iterable[MessageLine], redacted: Iterable[MessageLine]) -> Score:
    """Compare redacted messages with the answers, by id. Raises NotRedacted."""
    done = {message.id: message.text for message in redacted}
    values: list[Value] = []
    kept: list[Kept] = []
    for case in gold:
        if case.id not in done:
            raise NotRedacted(case.id)
        text = done[case.id]
        values += _values(case, text)
        kept += [
            Kept(case.id, string, _plain(string) in _plain(text), text)
            for string in case.fields["keep"]
        ]
    return Score(tuple(values), tuple(kept))


def _values(case: MessageLine, redacted: str) -> Iterator[Value]:
    wanted = [(str(v["kind"]), str(v["value"])) for v in case.fields["pii"]]
    told = _Compared(case.text, redacted, [value for _, value in wanted])
    counted = Counter[str]()
    for kind, value in wanted:
        # The second of two listed copies leaks only if two are left.
        counted[value] += 1
        whole = told.copies_left(value)
        leaked = whole >= counted[value] or (not whole and told.partly_left(kind, value))
        yield Value(case.id, kind, value, leaked, redacted)


class _Compared:
    """A message before and after; what stood outside all values may stand there still."""

    def __init__(self, before: str, after: str, values: Sequence[str]) -> None:
        self._after = _plain(after)
        outside = _plain(before)
        for value in sorted(map(_plain, values), key=len, reverse=True):
            outside = outside.replace(value, "\n", 1)
        self._outside = outside
        self._words_left = _words(self._after) - _words(outside)

    def copies_left(self, value: str) -> int:
        sought = re.compile(rf"(?<!\w){re.escape(_plain(value))}(?!\w)", re.IGNORECASE)
        return len(sought.findall(self._after)) - len(sought.findall(self._outside))

    def partly_left(self, kind: str, value: str) -> bool:
        if kind in _BY_WORDS:
            words = _words(_plain(value))
            left = sum((words & self._words_left).values())
            return left > words.total() / 2
        digits = re.sub(r"\D", "", _plain(value))
        row = min(len(digits), _DIGITS_IN_A_ROW)
        if row < _DIGITS_IN_A_ROW - 1:
            return False
        # Set apart they are in a row still: '0905 111' of '0905 111 222'.
        after, outside = _set_together(self._after), _set_together(self._outside)
        rows = (digits[i : i + row] for i in range(len(digits) - row + 1))
        return any(found in after and found not in outside for found in rows)


def _set_together(text: str) -> str:
    return re.sub(r"(?<=\d)[ .\-]{1,3}(?=\d)", "", text)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _plain(text: str) -> str:
    without_marks = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _TOKEN.sub("\n", text)))
    return unicodedata.normalize("NFKC", without_marks)


def as_text(scored: Score) -> str:
    """The report: leak rate by kind, keep rate, then every leak and every loss."""
    soft = [v for v in scored.values if v.kind in SOFT_KINDS]
    firm = [v for v in scored.values if v.kind not in SOFT_KINDS]
    lines = [f"{'loại':<26}{'giá trị':>8}{'lọt':>6}{'tỉ lệ':>9}"]
    kinds = sorted({v.kind for v in scored.values})
    lines += [_row(kind, [v for v in scored.values if v.kind == kind]) for kind in kinds]
    lines += [_row("số, mã, liên kết", firm), _row("tên, địa chỉ, ngày sinh", soft)]
    lines.append(_row("tất cả", scored.values))
    survived = sum(k.survived for k in scored.kept)
    rate = survived / len(scored.kept) if scored.kept else 1.0
    lines += ["", f"phải giữ: {len(scored.kept)}, còn nguyên: {survived} ({rate:.2%})"]
    leaks = [f"{v.kind} {_seen(v)}" for v in scored.values if v.leaked]
    losses = [_seen(k) for k in scored.kept if not k.survived]
    lines += ["", "lọt:", *(leaks or ["không"]), "", "che nhầm:", *(losses or ["không"])]
    return "\n".join(lines)


def _seen(told: Value | Kept) -> str:
    return f"{told.message_id} «{told.value}»: {told.redacted}"


def _row(name: str, values: Sequence[Value]) -> str:
    leaked = sum(v.leaked for v in values)
    rate = leaked / len(values) if values else 0.0
    return f"{name:<26}{len(values):>8}{leaked:>6}{rate:>9.2%}"
