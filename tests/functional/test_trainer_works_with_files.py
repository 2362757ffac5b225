"""A trainer classifies, redacts and scores files of messages."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import subprocess


class Machine(Protocol):
    folder: Path

    def door(self, *arguments: str, said: str = "") -> "subprocess.CompletedProcess[str]": ...


MESSAGES: list[dict[str, object]] = [
    {"id": 1, "text": "nó gửi lệnh bắt, kêu chuyển tiền chứng minh trong sạch, tui chuyển rồi"},
    {"id": "hai", "text": ""},
    {"id": 3, "text": "/start 😀"},
    {"id": 4, "text": "số 0912345678 xưng shipper kêu chuyển khoản"},
]
LINES = "\n".join(json.dumps(m) for m in MESSAGES)


def test_classify_answers_every_line_in_order(machine: Machine) -> None:
    done = machine.door("trainer", "classify", said=LINES)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in answers] == [1, "hai", 3, 4]
    first = answers[0]
    assert (first["decision"], first["stage"]) == ("name", "paid")
    assert first["playbook"] == first["alternatives"][0]["playbook"] == "gia_danh_cong_an_toa_an"
    assert all(len(a["alternatives"]) == 32 for a in answers)
    assert [a["decision"] for a in answers[1:3]] == ["none", "none"]
    confidences = [c["confidence"] for c in first["alternatives"]]
    assert confidences == sorted(confidences, reverse=True)


def test_redact_says_what_it_found_and_where(machine: Machine) -> None:
    done = machine.door("trainer", "redact", said=LINES)
    last = json.loads(done.stdout.splitlines()[3])
    assert last["text"].startswith("số <PHONE> xưng shipper")
    found = last["found"][0]
    assert found["kind"] == "phone"
    assert str(MESSAGES[3]["text"])[found["start"] : found["end"]] == "0912345678"


def test_evaluate_prints_the_measures(machine: Machine) -> None:
    cases = machine.folder / "cases.jsonl"
    rows = [{**MESSAGES[0], "playbook": "gia_danh_cong_an_toa_an", "stage": "paid", "style": "x"}]
    rows += [{**MESSAGES[2], "playbook": "none", "kind": "gibberish"}]
    cases.write_text("\n".join(json.dumps(r) for r in rows), "utf-8")
    done = machine.door("trainer", "evaluate", "--cases", str(cases), "--strip-tones")
    assert "macro-F1" in done.stdout
    assert "gia_danh_cong_an_toa_an" in done.stdout


def test_a_bad_line_is_told_with_its_number(machine: Machine) -> None:
    done = machine.door("trainer", "redact", said='{"id": 1, "text": "a"}\n{oops\n')
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert "Dòng 2" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_scored_is_told_in_vietnamese(machine: Machine) -> None:
    empty = machine.folder / "empty.jsonl"
    empty.write_text("", "utf-8")
    wrong = machine.folder / "wrong.jsonl"
    wrong.write_text(json.dumps({**MESSAGES[0], "playbook": "zzz"}), "utf-8")
    old = machine.folder / "old.jsonl"
    old.write_bytes(LINES.encode("utf-16"))
    told = {empty: "không có tin nào", wrong: "wrong.jsonl:1: ", old: "UTF-8"}
    told[machine.folder / "none.jsonl"] = "Không có tệp"
    for path, words in told.items():
        done = machine.door("trainer", "evaluate", "--cases", str(path))
        assert done.returncode in (1, 2)
        assert words in done.stderr
        assert "Traceback" not in done.stderr
        assert "File" not in done.stderr
