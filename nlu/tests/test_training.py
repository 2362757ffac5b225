"""Training, saving and answering, without Rasa."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from components import held_out_report, model_files, text_views, training
from components.settings import Settings
from components.text_views import Views
from tests.examples import EXAMPLES, HARMLESS, INTENTS, TEXTS

if TYPE_CHECKING:
    from pathlib import Path

    from components.linear_model import LinearModel
    from components.training import HeldOut

FILES = (model_files.ARRAYS, model_files.VOCABULARY, model_files.METADATA)


def test_two_trainings_give_the_same_bytes(tmp_path: Path) -> None:
    # The second one gets the examples in another order, as from another file.
    orders = {"first": slice(None), "second": slice(None, None, -1)}
    for name, order in orders.items():
        (tmp_path / name).mkdir()
        model, held_out = training.train(
            TEXTS[order], INTENTS[order], Settings(), HARMLESS
        )
        facts = {"report": held_out_report.report(held_out)}
        model_files.save(model, facts, tmp_path / name)
    for file in FILES:
        first, second = (tmp_path / name / file for name in orders)
        assert first.read_bytes() == second.read_bytes(), file


def test_saved_and_loaded_it_answers_the_same(
    trained: tuple[LinearModel, HeldOut], tmp_path: Path
) -> None:
    model_files.save(trained[0], {}, tmp_path)
    loaded = model_files.load(tmp_path)
    assert loaded.two_step.gate is not None
    for text in (*TEXTS, "cong an goi cho toi", "", "🙃"):
        assert loaded.ranking(Views.of(text)) == trained[0].ranking(Views.of(text))


def test_a_model_of_another_format_is_refused(
    trained: tuple[LinearModel, HeldOut], tmp_path: Path
) -> None:
    model_files.save(trained[0], {}, tmp_path)
    path = tmp_path / model_files.METADATA
    metadata = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**metadata, "format": 1}), "utf-8")
    with pytest.raises(model_files.ModelFormatError, match="train it anew"):
        model_files.load(tmp_path)


def test_metadata_say_what_was_trained_and_found_out(
    trained: tuple[LinearModel, HeldOut], tmp_path: Path
) -> None:
    model, held_out = trained
    facts = {"report": held_out_report.report(held_out)}
    model_files.save(model, facts, tmp_path)
    metadata = model_files.facts(tmp_path)
    assert metadata["code_sha256"] == model_files.code_hash()
    assert metadata["labels"] == sorted(EXAMPLES)
    assert metadata["temperature"] > 0
    report = metadata["report"]
    assert report["examples"] == len(TEXTS)
    assert {name: of["examples"] for name, of in report["by_label"].items()} == (
        dict.fromkeys(EXAMPLES, 6)
    )
    for view in ("typed", "bare"):
        scores = report[view]
        assert 0.0 <= scores["accuracy"] <= scores["first_two"] <= 1.0


def test_the_report_counts_what_was_taken_for_what() -> None:
    right = np.array([0, 0, 0, 0, 1])
    sure = np.eye(2)
    confidences = sure[[1, 1, 1, 0, 1]]
    held_out = training.HeldOut(("a", "b"), right, right, confidences, sure[right])
    report = held_out_report.report(held_out)
    assert report["confusions"] == [["a", "b", 3]]
    assert report["typed"]["accuracy"] == pytest.approx(0.4)
    assert report["by_label"]["a"]["recall"] == pytest.approx(0.25)
    assert report["by_label"]["b"]["precision"] == pytest.approx(0.25)
    assert report["bare"]["macro_f1"] == pytest.approx(1.0)


def test_known_texts_are_recognised_with_and_without_tones(model: LinearModel) -> None:
    for intent, text in zip(INTENTS, TEXTS, strict=True):
        stripped = text_views.without_marks(text_views.normalise(text))
        assert model.ranking(Views.of(text))[0][0] == intent
        assert model.ranking(Views.of(stripped))[0][0] == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("cong an goi noi toi rua tien", "gia_danh_cong_an"),
        ("CÔNG AN gọi nói dính lệnh bắt!!!!", "gia_danh_cong_an"),
        ("gui qua ve bi hai quan doi dong phi", "qua_tu_nuoc_ngoai"),
        ("chao cac ban", "chao_hoi"),
    ],
)
def test_new_wordings(model: LinearModel, text: str, intent: str) -> None:
    assert model.ranking(Views.of(text))[0][0] == intent


@pytest.mark.parametrize("text", ["", "  \n", "🙃🙃", "12345", "<PHONE>", "ズズ"])
def test_it_does_not_pretend_to_know(model: LinearModel, text: str) -> None:
    assert model.confidences(Views.of(text)) == pytest.approx(1 / len(EXAMPLES))


def test_every_intent_is_ranked_and_the_confidences_sum_to_one(
    model: LinearModel,
) -> None:
    ranking = model.ranking(Views.of("nó gọi <PHONE> bắt chuyển tiền 😭"))
    confidences = [confidence for _, confidence in ranking]
    assert {name for name, _ in ranking} == set(EXAMPLES)
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1.0)


def test_a_long_text_is_answered_soon(model: LinearModel) -> None:
    text = ("tui bị nó gọi hoài, kêu chuyển tiền vô tài khoản " * 150)[:5000]
    before = time.perf_counter()
    ranking = model.ranking(Views.of(text))
    assert time.perf_counter() - before < 0.5
    assert np.isfinite([confidence for _, confidence in ranking]).all()


def test_rare_pairs_are_left_out_and_rare_words_kept() -> None:
    trained, _ = training.train(TEXTS, INTENTS, Settings(min_texts=2))
    words = trained.vocabulary.columns[0]
    assert "chào" in words  # in four texts
    assert "buổi" in words  # in one: a word is kept
    assert "chào bạn" not in words  # in one
    assert "công an" not in words  # in one as typed; its pieces are words, though
    assert "chào buổi" not in words  # in one, and in its twin bare


def test_one_intent_is_no_choice() -> None:
    with pytest.raises(training.TrainingDataError, match="at least two intents"):
        training.train(["a", "b"], ["x", "x"], Settings())


def test_two_intents_and_rare_ones_work() -> None:
    texts = ["công an gọi", "toà án gọi", "chào bạn", "xin chào", "chào em"]
    intents = ["bao_cao", "bao_cao", "chao", "chao", "chao"]
    two, _ = training.train(texts, intents, Settings())
    assert two.ranking(Views.of("cong an goi toi"))[0][0] == "bao_cao"
    # One example alone is never seen in its own fold's training.
    three, _ = training.train([*texts, "cảm ơn"], [*intents, "cam_on"], Settings())
    assert three.ranking(Views.of("cam on"))[0][0] == "cam_on"
