"""Personal data in the playbooks: residents read them, and git keeps them for ever.

Looked at is every text of data/scam_patterns.yml: names, steps, phrases, signs, advice, stories,
questions, notes, ids, links, and the remarks between them. Chosen words and dates cannot hold any.

What the press tells of everybody is none: an age, a year of birth, one letter for a name ("bà C,
sinh năm 1955"). Of a link only what is somebody's own is looked for: newspapers number their
articles.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casework.playbooks.data_file import DataFileError, Mistake, Where
from casework.playbooks.schema import ScamPatterns
from casework.privacy.redactor import Found
from casework.validation.checked import Checked
from casework.validation.found_before import found_in
from casework.validation.personal_data import (
    Finds,
    kinds_of,
    not_looked_at,
    only_guessed,
    quoted,
    read_looked_at,
)

NOT_PERSONAL = "not_personal.txt"

_CHOSEN = frozenset(
    {"family", "statistics_category", "group", "stage", "checked_on", "published", "items"}
)
_LINKS = frozenset({"url", "source"})
_PERSONAL_IN_A_LINK = frozenset({"email", "url_profile", "phone"})
_AS_THE_PRESS_TELLS = {"dob": re.compile(r"\d{1,4}"), "person_name": re.compile(r"[^\W\d_]\.?")}
_REMARK = re.compile(r"(?:^|\s)#+\s*(.*)$")
_LINK = re.compile(r"https?://\S+")
# {canh_sat_113} is the id of a place to call. One that is misspelt is told by advice.py.
_PLACE = re.compile(r"\{[a-z_]+\d{0,4}\}")
_FIELD = re.compile(r"\b(?:reported_case|reported_case_missing|info_given|short_name)\b")
# In remarks the values of fields are explained too; a name on the web mostly has a number in it.
_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the file: where it stands, and as the redactor shall read it."""

    line: int
    entry: str
    said: str
    is_link: bool = False


def check_texts(
    patterns: Checked[ScamPatterns],
    text: str,
    looked_at: Collection[str] = (),
    finds: Finds = found_in,
) -> Iterator[Mistake]:
    """A mistake for each text of the playbooks in which the redactor finds something.

    `text` is that of the file, `looked_at` are the guesses that are none. What is only guessed is a
    warning.
    """
    texts = [*_texts(patterns), *_remarks(text)]
    told: set[tuple[int, str]] = set()
    for one, everything in zip(texts, finds([one.said for one in texts]), strict=True):
        found = _of_somebody(one, not_looked_at(one.said, everything, looked_at))
        wrong = quoted(one.said, found)
        # A '#' inside a text is no remark, and the text was looked at already.
        if found and (one.line, wrong) not in told:
            told.add((one.line, wrong))
            yield _mistake(str(patterns.path), one, found)


def personal_data_in(
    said: Mapping[str, str | Iterable[str]], data_dir: Path, finds: Finds = found_in
) -> list[Mistake]:
    """The same of what somebody wants to begin a playbook with, by the names of the fields.

    `entry` of a mistake is the field, `line` the place in it from 1. Raises DataFileError.
    """
    looked_at = read_looked_at(data_dir / NOT_PERSONAL)
    texts = [
        _Text(number, field, " ".join(one.split()))
        for field, value in said.items()
        for number, one in enumerate([value] if isinstance(value, str) else value, start=1)
    ]
    path = str(data_dir / "scam_patterns.yml")
    looked = zip(texts, finds([one.said for one in texts]), strict=True)
    found = [(one, _of_somebody(one, not_looked_at(one.said, f, looked_at))) for one, f in looked]
    return [_mistake(path, one, pieces) for one, pieces in found if pieces]


def looked_at_in(data_dir: Path) -> frozenset[str]:
    """The guesses that are none; no such words if the file cannot be read, which is told later."""
    try:
        return read_looked_at(data_dir / NOT_PERSONAL)
    except DataFileError:
        return frozenset()


def _texts(patterns: Checked[ScamPatterns]) -> Iterator[_Text]:
    for where, value in _walk(patterns.content.model_dump(mode="json"), ()):
        name = next((step for step in reversed(where) if isinstance(step, str)), "")
        if name in _CHOSEN:
            continue
        is_link = name in _LINKS
        said = value.replace("_", " ") if name == "id" else _plain(value)
        yield _Text(patterns.lines.of(where), _entry(patterns, where), said, is_link)


def _walk(value: object, where: tuple[str | int, ...]) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _walk(part, (*where, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _walk(part, (*where, number))


def _entry(patterns: Checked[ScamPatterns], where: Where) -> str:
    number = where[1] if len(where) > 1 and where[0] == "playbooks" else None
    return patterns.content.playbooks[number].id if isinstance(number, int) else str(where[0])


def _remarks(text: str) -> Iterator[_Text]:
    for number, line in enumerate(text.split("\n"), start=1):
        found = _REMARK.search(line.rstrip("\r"))
        if found and found[1]:
            yield _Text(number, "ghi chú", _CODE.sub(_blank, _plain(_LINK.sub(_blank, found[1]))))


def _plain(said: str) -> str:
    return _FIELD.sub(_blank, _PLACE.sub(_blank, said))


def _blank(found: re.Match[str]) -> str:
    """Commas: no word of its own, and none that its neighbours could be read with."""
    return "," * len(found[0])


def _of_somebody(text: _Text, found: Iterable[Found]) -> list[Found]:
    if text.is_link:
        return [f for f in found if f.kind in _PERSONAL_IN_A_LINK]
    return [f for f in found if not _is_everybodys(f.kind, text.said[f.start : f.end])]


def _is_everybodys(kind: str, said: str) -> bool:
    shape = _AS_THE_PRESS_TELLS.get(kind)
    return shape is not None and shape.fullmatch(said) is not None


def _mistake(path: str, text: _Text, found: list[Found]) -> Mistake:
    kinds = ", ".join(kind.partition(" <")[0] for kind in kinds_of(found))
    mend = f"bỏ đi, kể mà không để lộ ai ({kinds})."
    if only_guessed(found):
        mend = (
            f"là của ai đó thì bỏ đi; không phải thì ghi chữ đó vào data/{NOT_PERSONAL} ({kinds})."
        )
    return Mistake(
        path,
        text.line,
        text.entry,
        quoted(text.said, found),
        mend,
        is_warning=only_guessed(found),
        is_personal=True,
    )
