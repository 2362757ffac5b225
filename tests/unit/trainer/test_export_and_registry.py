import re
from pathlib import Path

import pytest
import yaml

from casework.playbooks.library import Library
from trainer import registry
from trainer.examples import NOT_PLAYBOOKS, Example, read_examples
from trainer.rasa_export import export, training_texts

ROOT = Path(__file__).resolve().parents[3]


def example(text: str) -> Example:
    return Example("shipper_gia", text, Path("x.txt"), 1)


def test_every_example_passes_through_the_redactor(library: Library) -> None:
    texts = training_texts(library, [example("số 0912345678 kêu chuyển vô stk 0071000123456")])
    joined = "\n".join(texts["shipper_gia"])
    assert "0912345678" not in joined
    assert "0071000123456" not in joined
    assert "<PHONE>" in joined


def test_brackets_and_slashes_mean_nothing_to_rasa(library: Library) -> None:
    texts = training_texts(library, [example("/[bấm vào](link) - {x}"), example("- alo")])
    assert "(bấm vào)(link) - (x)" in texts["shipper_gia"]
    assert "alo" in texts["shipper_gia"]


def test_intents_are_the_playbooks_and_the_eleven_others(library: Library, tmp_path: Path) -> None:
    counts = export(ROOT / "data", tmp_path)
    assert set(counts) == {*library.ids, *NOT_PLAYBOOKS}
    exported = yaml.safe_load((tmp_path / "data" / "nlu.yml").read_text("utf-8"))
    for item in exported["nlu"]:
        lines = item["examples"].splitlines()
        assert len(lines) == counts[item["intent"]]
        assert all(re.match(r"- \S", line) for line in lines)


def test_comments_and_empty_lines_are_no_examples(tmp_path: Path) -> None:
    (tmp_path / "faq.txt").write_text("# ghi chú\n\nOTP là gì?\n  hai  \n", "utf-8")
    assert [(e.text, e.line) for e in read_examples(tmp_path)] == [("OTP là gì?", 3), ("hai", 4)]


@pytest.fixture
def nlu_dir(tmp_path: Path) -> Path:
    for name in ("data/nlu.yml", "config.yml", "uv.lock", "components/x.py"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, "utf-8")
    (tmp_path / "models").mkdir()
    return tmp_path


@pytest.mark.parametrize("changed", ["data/nlu.yml", "config.yml", "uv.lock", "components/x.py"])
def test_a_model_is_named_after_all_that_it_is_made_from(nlu_dir: Path, changed: str) -> None:
    before = registry.model_name(nlu_dir)
    assert registry.model_name(nlu_dir) == before
    (nlu_dir / changed).write_text("khác", "utf-8")
    assert registry.model_name(nlu_dir) != before


def test_the_promoted_model_must_exist(nlu_dir: Path) -> None:
    with pytest.raises(registry.NoModel):
        registry.promoted(nlu_dir)
    registry.promote(nlu_dir, "m.tar.gz")
    with pytest.raises(registry.NoModel):
        registry.promoted(nlu_dir)
    (nlu_dir / "models" / "m.tar.gz").write_bytes(b"")
    assert registry.promoted(nlu_dir).name == "m.tar.gz"
