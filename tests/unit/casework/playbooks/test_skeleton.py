import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from casework.playbooks.data_file import load_text
from casework.playbooks.examples import examples_in
from casework.playbooks.schema import Family, ScamPatterns, StatisticsCategory
from casework.playbooks.skeleton import (
    TO_WRITE,
    TO_WRITE_LINK,
    Draft,
    NotAppendable,
    append_entry,
    examples_header,
    skeleton,
)
from casework.validation import validate
from casework.validation.editing import check_patterns
from tests.unit.casework.validation import tiny_data
from tests.unit.casework.validation.tiny_data import TODAY

PATTERNS = tiny_data.PATTERNS + "\n" + tiny_data.SECOND
DRAFT = Draft(
    id="tho_sua_gia",
    name="Giả thợ sửa: đòi cọc trước",
    short_name="Giả thợ sửa",
    definition="Kẻ gian xưng là thợ sửa máy lạnh, đòi tiền cọc rồi biến mất.",
    family=Family.DICH_VU_TIEN_ICH,
    statistics_category=StatisticsCategory.THU_DOAN_KHAC,
    neighbours=("gia_shipper", "gia_dien_luc"),
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tiny_data.write(tmp_path / "data")


def playbook(text: str, draft: Draft) -> dict[str, object]:
    read, _ = load_text(text, Path("x.yml"), ScamPatterns)
    assert read.playbooks[-1].id == draft.id
    content = yaml.load(text, yaml.CSafeLoader)
    entry: dict[str, object] = content["playbooks"][-1]
    return entry


def test_the_entry_passes_the_schema_and_says_what_is_known() -> None:
    entry = playbook(append_entry(PATTERNS, skeleton(DRAFT, TODAY)), DRAFT)
    for field in ("id", "name", "short_name", "definition", "family", "statistics_category"):
        assert entry[field] == getattr(DRAFT, field)
    neighbours = entry["neighbours"]
    assert isinstance(neighbours, list)
    assert [neighbour["id"] for neighbour in neighbours] == list(DRAFT.neighbours)


def test_all_that_is_to_be_written_is_told_by_line_and_nothing_else(data: Path) -> None:
    whole = append_entry(PATTERNS, skeleton(DRAFT, TODAY))
    lines = whole.splitlines()
    to_write = [
        number
        for number, line in enumerate(lines, start=1)
        if (TO_WRITE in line or TO_WRITE_LINK in line) and not line.strip().startswith("#")
    ]
    mistakes = check_patterns(whole, data, TODAY)
    assert [m.line for m in mistakes] == to_write
    assert {m.entry for m in mistakes} == {DRAFT.id}
    assert len(to_write) > 25
    # A comment above each part says what belongs there, and is no mistake.
    assert sum(line.strip().startswith("#") for line in lines) > 10


def test_a_trainer_who_fills_all_of_it_has_no_mistakes(data: Path) -> None:
    entry = skeleton(replace(DRAFT, source="https://bao.example.vn/tho"), TODAY)
    written = iter(range(1000))
    filled = re.sub(
        rf"'{TO_WRITE}[^']*'", lambda _: f"lời của người viết số {next(written)}", entry
    )
    (data / "scam_patterns.yml").write_text(append_entry(PATTERNS, filled), "utf-8")
    examples = examples_header(DRAFT) + "\n".join(tiny_data.examples(DRAFT.id)) + "\n"
    (data / "examples" / f"{DRAFT.id}.txt").write_text(examples, "utf-8")
    assert [str(m) for m in validate(data, TODAY) if not m.is_warning] == []


def test_a_draft_without_neighbours_or_source_is_whole_too(data: Path) -> None:
    draft = replace(DRAFT, neighbours=())
    whole = append_entry(PATTERNS, skeleton(draft, TODAY))
    assert playbook(whole, draft)["neighbours"] == []
    links = [m for m in check_patterns(whole, data, TODAY) if "đường dẫn mẫu" in m.wrong]
    assert len(links) == 1


def test_typical_words_become_the_phrases_of_the_first_sign() -> None:
    signs = ("thợ máy lạnh", "#cọc", "a: b", "!!", "x" * 61, "[ngoặc]", "thợ máy lạnh", "it's")
    entry = append_entry(PATTERNS, skeleton(replace(DRAFT, signs=signs), TODAY))
    read, _ = load_text(entry, Path("x.yml"), ScamPatterns)
    phrases = read.playbooks[-1].pattern.warning_signs[0].phrases
    assert phrases == ("thợ máy lạnh", "#cọc", "a: b", "[ngoặc]", "it's")


@pytest.mark.parametrize(
    "name",
    ["yes yes", "12345", '"ngoặc" và \'nháy\'', "a #b c", "- a b c", "{a}, [b]", "x: y z", "&a *b",
     "2026-11-23", "dòng\nmới hơn", "~ null", "! @ % tên", "tên {mã} lạ", "\x07chuông"],
)  # fmt: skip
def test_whatever_a_trainer_calls_it_is_read_back_as_typed(name: str) -> None:
    entry = playbook(append_entry(PATTERNS, skeleton(replace(DRAFT, name=name), TODAY)), DRAFT)
    assert entry["name"] == " ".join(name.replace("\x07", " ").split())


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n# ghi chú cuối tệp\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_not_a_byte_before_it_changes(end: str, newline: str) -> None:
    text = (PATTERNS.rstrip() + end).replace("\n", newline)
    whole = append_entry(text, skeleton(DRAFT, TODAY))
    assert whole.startswith(text)
    assert playbook(whole, DRAFT)["id"] == DRAFT.id
    assert newline == "\n" or "\n" not in whole.replace("\r\n", "")


def test_the_entry_stands_where_the_others_stand() -> None:
    head, key, rest = PATTERNS.partition("playbooks:\n")
    moved = head + key + "".join(line[2:] for line in rest.splitlines(keepends=True))
    whole = append_entry(moved.replace("\n\n", "\n"), skeleton(DRAFT, TODAY))
    assert playbook(whole, DRAFT)["id"] == DRAFT.id


@pytest.mark.parametrize(
    "text",
    [
        "",
        "playbooks: [",
        "playbooks: []\n",
        "playbooks: {}\n",
        "- a\n",
        PATTERNS + "more: 1\n",
        PATTERNS + "...\n",
        PATTERNS + "---\na: 1\n",
    ],
)
def test_a_file_whose_last_part_are_not_the_playbooks_is_left_alone(text: str) -> None:
    with pytest.raises(NotAppendable, match="playbooks phải là mục cuối cùng"):
        append_entry(text, skeleton(DRAFT, TODAY))


def test_an_entry_that_would_be_read_otherwise_is_not_appended() -> None:
    with pytest.raises(NotAppendable):
        append_entry(PATTERNS, "  - id: a\n  - id: b\n")


def test_the_real_file_takes_a_skeleton() -> None:
    text = (tiny_data.ROOT / "data" / "scam_patterns.yml").read_text("utf-8")
    draft = replace(DRAFT, neighbours=("shipper_gia",))
    whole = append_entry(text, skeleton(draft))
    assert whole.startswith(text)
    mistakes = check_patterns(whole, tiny_data.ROOT / "data", date.max.replace(year=2100))
    assert {m.entry for m in mistakes if not m.is_warning} == {draft.id}


def test_the_file_for_examples_begins_with_remarks_only() -> None:
    header = examples_header(DRAFT)
    assert DRAFT.name in header
    assert list(examples_in(Path("x.txt"), header)) == []
