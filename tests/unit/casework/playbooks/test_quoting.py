"""Whatever is typed into a field of the editor is what the bot then reads, and nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.playbooks import patterns_file, strict_yaml
from tests.unit.casework.playbooks.test_patterns_file import SMALL

ANYTHING = st.text(
    st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), min_size=1, max_size=30
)
SIGNS = st.text(
    st.sampled_from(" :-#'\"[]{},&*!|>%@`?\\\t=~<a1_.\x85\u2028\u2029\ufeff\xa0yesno"),
    min_size=1,
    max_size=8,
)
FIELDS: list[tuple[str | int, ...]] = [
    ("definition",),
    ("name",),
    ("pattern", "script", 0, "step"),
    ("pattern", "script", 0, "phrases", 1),
    ("advice", "paid", 0),
    ("advice", "paid", 1),
    ("neighbours", 0, "question"),
    ("sources", 0, "checked_on"),
    ("sources", 0, "url"),
]


def at(entry: Any, field: tuple[str | int, ...]) -> Any:  # noqa: ANN401  # whatever stands in the file
    for step in field:
        entry = entry[step]
    return entry


def check(said: str, field: tuple[str | int, ...]) -> None:
    entry = patterns_file.entry(SMALL, "mot")
    at(entry, field[:-1])[field[-1]] = said
    after = patterns_file.with_entry(SMALL, "mot", entry)
    first, second = strict_yaml.read(after)[0]["playbooks"]
    read = at(first, field)
    # The schema takes a year that is a number as well.
    assert (str(read) if field[-1] == "checked_on" else read) == said
    at(first, field[:-1])[field[-1]] = None
    at(entry, field[:-1])[field[-1]] = None
    assert first == entry
    assert second == {"id": "hai", "name": "Hai"}
    before, now = SMALL.split("\n"), after.split("\n")
    assert sum(a != b for a, b in zip(before, now, strict=True)) <= 1


@given(ANYTHING | SIGNS, st.sampled_from(FIELDS))
def test_any_line_in_any_field_is_read_as_typed_and_no_other_line_changes(
    said: str, field: tuple[str | int, ...]
) -> None:
    check(said, field)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: str(field[-1]))
@pytest.mark.parametrize(
    "said",
    [":)", ":starts", ":", "::", ":-) cười", "a :b", "-", "x\x85y", "a\u2028b", "a\u2029b", "yes",
     "2026", "0123", "20261231", "2026-W01-1", "2026-01-01", " lề ", "a: b", "#", "x #y", "x, y",
     "a]", "\ufeff", "\0", "*", "&a", "!a", "a\xa0b", "👩\u200d⚖️", "=", "<<", "'", '"', "0x_"],
)  # fmt: skip
def test_what_yaml_would_misread_is_quoted(said: str, field: tuple[str | int, ...]) -> None:
    check(said, field)
