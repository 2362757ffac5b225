import json
import stat
from pathlib import Path

import pytest

from casework.privacy.redactor import Found, redact
from casework.privacy.texts import RawText
from casework.validation import found_before
from casework.validation.found_before import found_in, found_while_typed

CALL = "gọi số 0912345678 nha"
TEXTS = [CALL, "không có gì riêng", "tui tên Nguyễn Văn Tèo, mail teo@gmail.com"]
EXPECTED = [redact(RawText(text)).found for text in TEXTS]


def test_what_is_found_is_what_the_redactor_finds(tmp_path: Path) -> None:
    memory = tmp_path / "var" / "found.json"
    assert found_in(TEXTS, memory) == EXPECTED
    assert found_in(TEXTS[::-1], memory) == EXPECTED[::-1]


def test_many_texts_go_to_several_processes_and_come_back_in_order(tmp_path: Path) -> None:
    texts = [f"{'a' * (i % 40)} {i} {CALL if i % 2 else ''}" for i in range(1100)]
    found = found_in(texts, tmp_path / "found.json")
    assert found == [redact(RawText(text)).found for text in texts]


def test_nothing_is_found_a_second_time(tmp_path: Path) -> None:
    memory = tmp_path / "found.json"
    found_in(TEXTS, memory)
    content = json.loads(memory.read_text("utf-8"))
    content["found"] = {key: [["phone", 1, 2]] for key in content["found"]}
    memory.write_text(json.dumps(content), "utf-8")
    assert found_in([*TEXTS, "mới"], memory) == [(Found("phone", 1, 2),)] * 3 + [()]


def test_no_word_is_kept(tmp_path: Path) -> None:
    memory = tmp_path / "found.json"
    found_in(TEXTS, memory)
    kept = memory.read_text("utf-8")
    assert not [word for text in TEXTS for word in text.split() if len(word) > 4 and word in kept]


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"redactor": "another", "found": {}}',
        '{"redactor": "THIS", "found": {"a": [["phone"]]}}',
        '{"redactor": "THIS", "found": []}',
    ],
)
def test_a_memory_of_no_use_is_made_anew(tmp_path: Path, content: str) -> None:
    memory = tmp_path / "found.json"
    found_in([], memory)
    found_in(["một"], memory)
    this = json.loads(memory.read_text("utf-8"))["redactor"]
    memory.write_text(content.replace("THIS", this), "utf-8")
    assert found_in(TEXTS, memory) == EXPECTED
    assert json.loads(memory.read_text("utf-8"))["redactor"] == this


def test_where_nothing_can_be_kept_it_is_found_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert found_in(TEXTS, tmp_path / "file" / "found.json") == EXPECTED


def test_the_memory_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = tmp_path / "found.json"
    monkeypatch.setattr(found_before, "MOST_REMEMBERED", 3)
    found_in(TEXTS, memory)
    found_in(["một", "hai"], memory)
    assert len(json.loads(memory.read_text("utf-8"))["found"]) == 2


def test_a_digest_says_nothing_without_the_key_of_its_memory(tmp_path: Path) -> None:
    kept = []
    for name in ("one", "other"):
        found_in(TEXTS, tmp_path / name / "found.json")
        content = json.loads((tmp_path / name / "found.json").read_text("utf-8"))
        kept.append({content["redactor"], *content["found"]})
    assert kept[0].isdisjoint(kept[1])


def test_memory_and_key_are_for_their_owner_only(tmp_path: Path) -> None:
    found_in(TEXTS, tmp_path / "found.json")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"found.json": 0o600, "found.key": 0o600}


def test_a_memory_without_its_key_is_thrown_away(tmp_path: Path) -> None:
    memory = tmp_path / "found.json"
    found_in(TEXTS, memory)
    old = set(json.loads(memory.read_text("utf-8"))["found"])
    (tmp_path / "found.key").unlink()
    assert found_while_typed(TEXTS, memory) == EXPECTED
    assert not memory.exists()
    found_in(TEXTS, memory)
    assert old.isdisjoint(json.loads(memory.read_text("utf-8"))["found"])


def test_what_is_typed_leaves_no_trace(tmp_path: Path) -> None:
    memory = tmp_path / "found.json"
    found_in(TEXTS[:1], memory)
    before = memory.read_bytes()
    assert found_while_typed(TEXTS, memory) == EXPECTED
    assert memory.read_bytes() == before


def test_what_is_typed_is_looked_up_among_what_stands_in_files(tmp_path: Path) -> None:
    memory = tmp_path / "found.json"
    found_in([CALL], memory)
    content = json.loads(memory.read_text("utf-8"))
    content["found"] = {key: [["phone", 1, 2]] for key in content["found"]}
    memory.write_text(json.dumps(content), "utf-8")
    assert found_while_typed([CALL], memory) == [(Found("phone", 1, 2),)]
