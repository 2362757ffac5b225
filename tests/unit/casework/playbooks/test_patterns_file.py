"""The editor's pen: what is not changed stays byte for byte, the rest reads as a person's."""

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casework.playbooks import patterns_file, strict_yaml
from casework.playbooks.data_file import load_text
from casework.playbooks.entry_spans import NoSuchEntry
from casework.playbooks.patterns_file import UnreadableEntry
from casework.playbooks.schema import ScamPatterns

ROOT = Path(__file__).resolve().parents[4]
REAL = (ROOT / "data" / "scam_patterns.yml").read_bytes().decode()
IDS = list(patterns_file.entry_texts(REAL))
POLICE = "gia_danh_cong_an_toa_an"
WITH_COMMENTS = "lo_cccd_ban_tai_khoan"

SMALL = """\
# Đầu tệp.
emergency: {}

playbooks:
  - id: mot   # mã đầu
    name: "Tên: có hai chấm"
    # ghi chú trước định nghĩa
    definition: Một câu
    pattern:
      script:
        - step: bước một
          stage: approach
          phrases: [a, b]   # hai cụm
    advice:
      paid:
        - 'Câu "đầu"'

        # ghi chú giữa danh sách
        - Câu hai
    neighbours:
      - id: hai
        question: Câu hỏi nào?
    sources:
      - url: https://a.example/1
        checked_on: 2026-11-23

# Giữa hai kịch bản.
  - id: hai
    name: Hai
"""


def load_yaml(text: str) -> Any:  # noqa: ANN401  # whatever stands in the file
    return strict_yaml.read(text)[0]


def changed(
    text: str, playbook_id: str, change: Callable[[dict[str, Any]], object]
) -> tuple[str, list[str]]:
    """The new text, and its difference without the lines around."""
    entry = patterns_file.entry(text, playbook_id)
    change(entry)
    after = patterns_file.with_entry(text, playbook_id, entry)
    lines = difflib.unified_diff(text.splitlines(), after.splitlines(), lineterm="", n=0)
    return after, [line for line in lines if line[:2] not in {"--", "++", "@@"}]


def test_all_playbooks_of_the_real_file_are_found_in_its_order() -> None:
    patterns, _ = load_text(REAL, Path("scam_patterns.yml"), ScamPatterns)
    assert [playbook.id for playbook in patterns.playbooks] == IDS


@pytest.mark.parametrize("playbook_id", IDS)
def test_an_untouched_round_trip_gives_the_same_bytes(playbook_id: str) -> None:
    entry = patterns_file.entry(REAL, playbook_id)
    assert patterns_file.with_entry(REAL, playbook_id, entry) == REAL


def test_one_advice_line_is_one_line_of_difference() -> None:
    def change(entry: dict[str, Any]) -> None:
        entry["advice"]["paid"][1] = "Kể hết cho người nhà nghe."

    _, lines = changed(REAL, POLICE, change)
    assert lines == [
        "-        - Kể hết cho người nhà. Bạn là người bị hại, không phải tội phạm.",
        "+        - Kể hết cho người nhà nghe.",
    ]


def test_a_phrase_is_one_line_and_stays_in_brackets() -> None:
    def change(entry: dict[str, Any]) -> None:
        entry["pattern"]["warning_signs"][5]["phrases"].append("gặp sếp lớn")

    _, lines = changed(REAL, POLICE, change)
    assert [line[0] for line in lines] == ["-", "+"]
    assert lines[1] == lines[0].replace("-", "+", 1).replace("]", ", gặp sếp lớn]")


def test_a_neighbour_is_its_four_lines() -> None:
    new = {"id": "shipper_gia", "question": "Hỏi gì đây?", "mine": "Có", "theirs": "Không"}
    _, lines = changed(REAL, WITH_COMMENTS, lambda entry: entry["neighbours"].append(new))
    assert lines == [
        "+      - id: shipper_gia",
        "+        question: Hỏi gì đây?",
        "+        mine: Có",
        "+        theirs: Không",
    ]


def test_a_step_in_the_middle_is_added_without_touching_the_others() -> None:
    new = {"step": "một bước mới", "stage": "approach", "phrases": ["lời mới"]}
    _, lines = changed(REAL, POLICE, lambda entry: entry["pattern"]["script"].insert(2, new))
    assert lines == [
        "+        - step: một bước mới",
        "+          stage: approach",
        "+          phrases: [lời mới]",
    ]


def test_an_empty_list_gets_its_first_item() -> None:
    new = {"id": POLICE, "question": "Hỏi gì đây?", "mine": "Có", "theirs": "Không"}
    lonely = next(i for i in IDS if patterns_file.entry(REAL, i).get("neighbours") == [])
    _, lines = changed(REAL, lonely, lambda entry: entry["neighbours"].append(new))
    assert lines[:2] == ["-    neighbours: []", "+    neighbours:"]
    assert len(lines) == 6


def test_comments_stay_even_where_everything_around_them_goes() -> None:
    def change(entry: dict[str, Any]) -> None:
        del entry["reported_case"]
        entry["advice"]["paid"].pop()

    after, lines = changed(REAL, WITH_COMMENTS, change)
    assert "    # Vụ gần địa phương hơn nhưng trang không ghi ngày" in after
    assert not [line for line in lines if "#" in line]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            lambda e: e["advice"]["paid"].__setitem__(1, "Câu ba"),
            ["-        - Câu hai", "+        - Câu ba"],
            id="a line after a comment",
        ),
        pytest.param(
            lambda e: e["advice"]["paid"].insert(1, "Câu chen"),
            ["+        - Câu chen"],
            id="a line before a comment",
        ),
        pytest.param(
            lambda e: e["pattern"]["script"][0]["phrases"].append("c"),
            ["-          phrases: [a, b]   # hai cụm", "+          phrases: [a, b, c]   # hai cụm"],
            id="a line with a remark behind it",
        ),
        pytest.param(
            lambda e: e.__setitem__("definition", "Hai câu: đây"),
            ["-    definition: Một câu", "+    definition: 'Hai câu: đây'"],
            id="quotation marks only where they are needed",
        ),
        pytest.param(
            lambda e: e["sources"][0].__setitem__("checked_on", "2026-12-01"),
            ["-        checked_on: 2026-11-23", "+        checked_on: 2026-12-01"],
            id="a day has none",
        ),
        pytest.param(
            lambda e: e["advice"]["paid"].append("no"),
            ['+        - "no"'],
            id="what older YAML reads as false has some",
        ),
        pytest.param(
            lambda e: e["pattern"]["script"][0]["phrases"].append("x, y"),
            [
                "-          phrases: [a, b]   # hai cụm",
                "+          phrases: [a, b, 'x, y']   # hai cụm",
            ],
            id="a comma inside brackets",
        ),
    ],
)
def test_a_change_touches_what_it_means(
    change: Callable[[dict[str, Any]], object], expected: list[str]
) -> None:
    _, lines = changed(SMALL, "mot", change)
    assert lines == expected


def test_a_long_sentence_is_never_wrapped() -> None:
    long = "một câu rất dài " * 30
    after, lines = changed(SMALL, "mot", lambda e: e.__setitem__("definition", long.strip()))
    assert lines[1] == f"+    definition: {long.strip()}"
    assert patterns_file.entry(after, "mot")["definition"] == long.strip()


@pytest.mark.parametrize(
    "said",
    ["- gạch", "# thăng", "{ngoặc}", "a # b", "dòng: hai", "'nháy'", '"kép"', "@a", "😀", "true",
     "12", "1e3", "0x1", "~", "null", "20:30", "? gì", "* sao", "& và", "%a", "a\\b", "«ngoặc»"],
)  # fmt: skip
def test_whatever_is_typed_is_read_back_as_it_was(said: str) -> None:
    def change(entry: dict[str, Any]) -> None:
        entry["definition"] = said
        entry["pattern"]["script"][0]["phrases"] = [said, "b"]

    after, _ = changed(SMALL, "mot", change)
    read = patterns_file.entry(after, "mot")
    assert read["definition"] == said
    assert read["pattern"]["script"][0]["phrases"] == [said, "b"]


def test_a_file_of_windows_keeps_its_line_ends() -> None:
    text = SMALL.replace("\n", "\r\n")
    after = patterns_file.with_entry(
        text, "hai", {**patterns_file.entry(text, "hai"), "name": "Hai mới"}
    )
    assert after == text.replace("name: Hai\r\n", "name: Hai mới\r\n")


def test_a_sentence_over_several_lines_stays_so_until_it_is_changed() -> None:
    text = SMALL.replace("definition: Một câu", "definition: Một câu\n      dài hai dòng")
    text = text.replace("phrases: [a, b]", "phrases: [a,\n            b]")
    _, lines = changed(text, "mot", lambda e: e["advice"]["paid"].append("Câu ba"))
    assert lines == ["+        - Câu ba"]
    after, lines = changed(text, "mot", lambda e: e.__setitem__("definition", "Khác"))
    assert "    # ghi chú trước định nghĩa\n    definition: Khác\n    pattern:" in after


def test_what_has_no_value_is_left_out_and_order_is_kept() -> None:
    wanted = {"name": "Hai", "id": "hai", "note": None, "urgent": "", "family": "khac"}
    after = patterns_file.with_entry(SMALL, "hai", wanted)
    assert after.endswith("  - id: hai\n    name: Hai\n    family: khac\n")


def test_the_lines_of_a_playbook_lead_to_its_parts() -> None:
    places = patterns_file.places(SMALL, "mot")
    lines = SMALL.splitlines()
    named = {lines[n - 1].strip(): where for n, where in places.items()}
    assert named["phrases: [a, b]   # hai cụm"] == ("pattern", "script", 0, "phrases")
    assert named["- Câu hai"] == ("advice", "paid", 1)
    assert named["checked_on: 2026-11-23"] == ("sources", 0, "checked_on")


def test_a_neighbours_id_is_not_taken_for_a_playbook() -> None:
    assert list(patterns_file.entry_texts(SMALL)) == ["mot", "hai"]
    assert patterns_file.entry_text(SMALL, "hai") == "  - id: hai\n    name: Hai"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("\nplaybooks:\n", "\nplaybooks:  # các kịch bản\n"),
        ("\nplaybooks:\n", '\n"playbooks":\n'),
        ("\nplaybooks:\n", "\nplaybooks :\n"),
        ("\n  - id: hai\n", "\n  -\n    id: hai\n"),
        ("\n  - id: hai\n", "\n  - # ghi chú\n    id: hai\n"),
        ("\n  - id: hai\n    name: Hai\n", "\n  -   id: hai\n      name: Hai\n"),
        ("\n  - id: hai\n    name: Hai\n", "\n  - name: Hai\n    id: hai\n"),
        ("\n  - id: hai\n", '\n  - "id": hai\n'),
        ("\n  - id: hai\n", "\n  - id : hai\n"),
        ("\n  - id: hai\n", "\n  - id: 'hai'\n"),
    ],
)
def test_other_ways_to_write_the_same_are_found_and_changed(was: str, now: str) -> None:
    assert was in SMALL
    text = SMALL.replace(was, now)
    assert list(patterns_file.entry_texts(text)) == ["mot", "hai"]
    assert patterns_file.entry(text, "hai") == {"id": "hai", "name": "Hai"}
    after = patterns_file.with_entry(text, "hai", {"name": "Hai mới"})
    read = load_yaml(after)["playbooks"]
    assert read[1] == {"id": "hai", "name": "Hai mới"}
    assert read[0] == load_yaml(SMALL)["playbooks"][0]
    comments = [line for line in text.split("\n") if line.lstrip().startswith("#")]
    assert [line for line in after.split("\n") if line.lstrip().startswith("#")] == comments


@pytest.mark.parametrize(
    "text",
    ["", "\0{{", "playbooks:", "playbooks:\n", "playbooks: []\n", "a: b", "playbooks: {\n- "],
)
def test_where_nothing_is_listed_nothing_is_found(text: str) -> None:
    assert patterns_file.entry_texts(text) == {}


def test_an_entry_that_has_to_be_written_anew_keeps_its_comments() -> None:
    text = SMALL.replace("  - id: mot ", "  -\n    id: mot ")
    entry = patterns_file.entry(text, "mot")
    after = patterns_file.with_entry(text, "mot", {**entry, "name": "Tên mới"})
    assert load_yaml(after)["playbooks"][0]["name"] == "Tên mới"
    for remark in ("# ghi chú trước định nghĩa", "# ghi chú giữa danh sách"):
        assert remark in after


def test_what_is_not_there_or_cannot_be_read_is_said() -> None:
    with pytest.raises(NoSuchEntry):
        patterns_file.entry(SMALL, "ba")
    with pytest.raises(UnreadableEntry):
        patterns_file.entry(SMALL.replace("name: Hai", "name: [Hai"), "hai")
