"""The skeleton of a new playbook: an entry that is whole, with what is to be written marked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from casework.playbooks.help_channels import today
from casework.playbooks.schema import Family, StatisticsCategory
from casework.playbooks.skeleton_form import EXAMPLES_FORM, FORM, NEIGHBOUR_FORM
from casework.vietnamese import words

TO_WRITE = "VIẾT LẠI"
"""What begins a text that a trainer has yet to write; none of it may ever go live."""

TO_WRITE_LINK = "https://example.com/viet-lai"
"""The same for a link, which cannot begin with words."""

_LONGEST_PHRASE = 60
_MOST_PHRASES = 30
_INDENT = 2


class NotAppendable(Exception):
    """Không thêm được kịch bản vào cuối tệp: playbooks phải là mục cuối cùng của scam_patterns.yml.

    Cách sửa: chuyển mục emergency lên trên playbooks, xoá những gì đứng sau kịch bản cuối.
    """

    def __init__(self) -> None:
        super().__init__(" ".join((self.__doc__ or "").split()))


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a playbook before it is written.

    `neighbours` are ids of playbooks it is easily confused with. `signs` are typical words of
    cases that look alike: they become phrases of its first warning sign. `source`: a link.
    """

    id: str
    name: str
    short_name: str
    definition: str
    family: Family
    statistics_category: StatisticsCategory
    neighbours: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    source: str | None = None


def skeleton(draft: Draft, on: date | None = None) -> str:
    """The YAML of an entry, as it stands in the list of playbooks, with comments.

    `on`: the day on which its source was read; today where residents are, unless said otherwise.
    """
    neighbours = "".join(
        NEIGHBOUR_FORM.format(id=scalar(name), to_write=TO_WRITE) for name in draft.neighbours
    )
    return FORM.format(
        to_write=TO_WRITE,
        id=scalar(draft.id),
        name=scalar(draft.name),
        short_name=scalar(draft.short_name),
        definition=scalar(draft.definition),
        family=draft.family.value,
        statistics_category=draft.statistics_category.value,
        first_phrases=_phrases(draft.signs),
        neighbours=f"\n{neighbours.rstrip()}" if neighbours else " []",
        source=scalar(draft.source or TO_WRITE_LINK),
        checked_on=on or today(),
    )


def examples_header(draft: Draft) -> str:
    """What data/examples/<id>.txt begins with: remarks that say what to write there."""
    name = " ".join(draft.name.split())
    return EXAMPLES_FORM.format(name=name, id=draft.id)


def append_entry(patterns_text: str, entry: str) -> str:
    """The patterns file with one more playbook at its end; not a byte before it changes.

    Raises NotAppendable if the list of playbooks is not the last part of the file.
    """
    before, column = _playbooks(patterns_text)
    newline = "\r\n" if "\r\n" in patterns_text else "\n"
    moved = [_moved(line, column - _INDENT) for line in entry.rstrip().split("\n")]
    whole = patterns_text if patterns_text.endswith("\n") else f"{patterns_text}{newline}"
    whole += newline + newline.join(moved) + newline
    after, _ = _playbooks(whole)
    if after[:-1] != before or len(after) != len(before) + 1:
        raise NotAppendable
    return whole


def scalar(text: str) -> str:
    """A text on one line, in quotation marks only where YAML needs them, also inside [ ]."""
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    try:
        plain = yaml.load(f"- [{text}]\n- a: {text}", yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        plain = None
    if plain == [[text], {"a": text}]:
        return text
    return "'" + text.replace("'", "''") + "'"


def _phrases(signs: tuple[str, ...]) -> str:
    usable = dict.fromkeys(
        sign.strip() for sign in signs if words(sign) and len(sign.strip()) <= _LONGEST_PHRASE
    )
    return ", ".join(scalar(s) for s in list(usable)[:_MOST_PHRASES] if len(s) > 1) or (
        f"'{TO_WRITE}: lời người dân kể thấy dấu hiệu này'"
    )


def _playbooks(text: str) -> tuple[list[Any], int]:
    """The playbooks of a file whose last part they are, and the column of their dashes."""
    try:
        root = yaml.compose(text, yaml.CSafeLoader)
        content = yaml.load(text, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        raise NotAppendable from None
    if not isinstance(root, yaml.MappingNode) or not root.value:
        raise NotAppendable
    key, listed = root.value[-1]
    if key.value != "playbooks" or not isinstance(listed, yaml.SequenceNode):
        raise NotAppendable
    if listed.flow_style or not listed.value:
        raise NotAppendable
    return content["playbooks"], listed.start_mark.column


def _moved(line: str, by: int) -> str:
    if not line.strip():
        return ""
    return " " * by + line if by > 0 else line[-by:]
