import re
from collections import Counter
from pathlib import Path

import yaml

from casework.playbooks.examples import NOT_PLAYBOOKS, Example, read_examples
from casework.playbooks.library import Library
from casework.stage import Stage
from trainer.rasa_export import as_rasa_yaml, export, training_texts

ROOT = Path(__file__).resolve().parents[3]


def example(text: str) -> Example:
    return Example("shipper_gia", text, Path("x.txt"), 1)


def test_every_example_passes_through_the_redactor(library: Library) -> None:
    texts = training_texts(library, [example("số 0912345678 kêu chuyển vô stk 0071000123456")])
    joined = "\n".join(t.text for t in texts if t.intent == "shipper_gia")
    assert "0912345678" not in joined
    assert "0071000123456" not in joined
    assert "<PHONE>" in joined


def test_brackets_and_slashes_mean_nothing_to_rasa(library: Library) -> None:
    texts = training_texts(library, [example("/[bấm vào](link) - {x}"), example("- alo")])
    written = {t.text for t in texts if t.intent == "shipper_gia"}
    assert {"(bấm vào)(link) - (x)", "alo"} <= written


def test_a_stage_is_read_from_the_line_and_written_as_a_part_of_the_intent(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "faq.txt").write_text("OTP là gì?\n", "utf-8")
    (tmp_path / "shipper_gia.txt").write_text("[paid] tui ck rồi\n[đã] gọi\n", "utf-8")
    examples = read_examples(tmp_path)
    assert [(e.text, e.stage) for e in examples] == [
        ("OTP là gì?", None),
        ("tui ck rồi", Stage.PAID),
        ("[đã] gọi", None),
    ]
    written = as_rasa_yaml(training_texts(library, examples))
    assert "- intent: shipper_gia/paid\n  examples: |\n    - tui ck rồi\n" in written
    assert "    - (đã) gọi\n" in written


def test_intents_are_the_playbooks_and_the_eleven_others(library: Library, tmp_path: Path) -> None:
    counts = export(ROOT / "data", tmp_path)
    assert set(counts) == {*library.ids, *NOT_PLAYBOOKS}
    exported = yaml.safe_load((tmp_path / "data" / "nlu.yml").read_text("utf-8"))
    written = Counter[str]()
    for item in exported["nlu"]:
        lines = item["examples"].splitlines()
        written[item["intent"].partition("/")[0]] += len(lines)
        assert all(re.match(r"- \S", line) for line in lines)
    assert written == counts


def test_comments_and_empty_lines_are_no_examples(tmp_path: Path) -> None:
    (tmp_path / "faq.txt").write_text("# ghi chú\n\nOTP là gì?\n  hai  \n", "utf-8")
    assert [(e.text, e.line) for e in read_examples(tmp_path)] == [("OTP là gì?", 3), ("hai", 4)]
