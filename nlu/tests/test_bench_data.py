"""The benchmark's training data: the same share of every intent, each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench import stock_pipeline, training_data
from bench.progress import BenchError
from bench.training_data import Example

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = [
    *(Example("shipper_gia/paid", f"tui chuyển rồi {i}") for i in range(30)),
    *(Example("shipper_gia", f"shipper gọi {i}") for i in range(70)),
    *(Example("greeting", f"chào {i}") for i in range(7)),
]


def test_every_intent_keeps_its_share_and_at_least_one() -> None:
    kept = training_data.thinned(EXAMPLES, 0.1)
    by_intent = [example.intent for example in kept]
    assert by_intent.count("shipper_gia") == 10
    assert by_intent.count("greeting") == 1


def test_the_order_of_the_file_does_not_matter() -> None:
    backwards = training_data.thinned(reversed(EXAMPLES), 0.3)
    assert backwards == training_data.thinned(EXAMPLES, 0.3)


def test_a_smaller_share_is_a_part_of_a_larger_one() -> None:
    small, large = (training_data.thinned(EXAMPLES, share) for share in (0.1, 0.5))
    assert set(small) < set(large)


def test_all_is_all() -> None:
    assert set(training_data.thinned(EXAMPLES, 1.0)) == set(EXAMPLES)


def test_the_stock_pipeline_gets_the_same_texts_without_stages() -> None:
    plain = training_data.without_stages(EXAMPLES)
    assert {example.label for example in plain} == {"shipper_gia", "greeting"}
    assert [e.text for e in plain] == [e.text for e in EXAMPLES]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    odd = [Example("faq", "- hỏi: '1' #2?"), Example("faq", '"trích" & * <PHONE>')]
    training_data.write([*EXAMPLES, *odd], tmp_path / "nlu.yml")
    assert set(training_data.read(tmp_path / "nlu.yml")) == {*EXAMPLES, *odd}


def test_without_data_one_is_told_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="trainer export"):
        training_data.read(tmp_path / "nlu.yml")


def test_the_stock_pipeline_is_what_rasa_brings_along() -> None:
    pipeline = stock_pipeline.config(epochs=None)["pipeline"]
    names = [component["name"] for component in pipeline]
    assert names[0] == "WhitespaceTokenizer"
    assert names[-1] == "FallbackClassifier"
    diet = pipeline[names.index("DIETClassifier")]
    assert diet["epochs"] == 100


def test_its_epochs_can_be_fewer() -> None:
    pipeline = stock_pipeline.config(epochs=3)["pipeline"]
    assert [c["epochs"] for c in pipeline if "epochs" in c] == [3, 3]
