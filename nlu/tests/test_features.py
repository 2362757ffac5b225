"""Counting and weighing n-grams."""

from __future__ import annotations

import numpy as np
import pytest

from components import features, text_views
from components.corpus import Corpus
from components.features import Vocabulary
from components.settings import BLOCKS, Settings
from components.text_views import Views

ALL = Settings(skip_bare=1.0, char_typed=1.0, char_bare=1.0)


def test_one_counter_a_block() -> None:
    counts = dict(zip(BLOCKS, features.count(Views.of("Gọi gọi"), ALL), strict=True))
    assert counts["word_typed"] == {"gọi": 2, "gọi gọi": 1}
    assert counts["word_bare"] == {"goi": 2, "goi goi": 1}
    assert counts["char_typed"][" gọi"] == 2
    assert counts["char_bare"]["oi"] == 2
    assert counts["skip_bare"] == {}


@pytest.mark.parametrize("text", ["Công an GỌI!!", "chuyeenr tieefn", "<PHONE> pass"])
def test_a_twin_is_counted_as_the_text_without_marks_would_be(text: str) -> None:
    unmarked = text_views.without_marks(text_views.normalise(text))
    own, twin = features.count_with_twin(text, ALL)
    assert own == features.count(Views.of(text), ALL)
    assert twin == features.count(Views.of(unmarked), ALL)


def test_skips_leave_one_or_two_words_out() -> None:
    counts = dict(
        zip(BLOCKS, features.count(Views.of("nó kêu tui chuyển"), ALL), strict=True)
    )
    assert set(counts["skip_bare"]) == {"no _ tui", "keu _ chuyen", "no _ _ chuyen"}


def test_a_block_without_a_length_is_not_counted() -> None:
    counts = dict(zip(BLOCKS, features.count(Views.of("gọi"), Settings()), strict=True))
    assert [name for name, counter in counts.items() if counter] == [
        "word_typed",
        "word_bare",
    ]


def test_char_ngrams_keep_within_a_token() -> None:
    counts = dict(zip(BLOCKS, features.count(Views.of("an ba"), ALL), strict=True))
    assert counts["char_typed"]
    assert all(" " not in gram.strip() for gram in counts["char_typed"])


def test_a_redaction_gives_words_but_no_pieces() -> None:
    counts = dict(
        zip(BLOCKS, features.count(Views.of("gọi <PHONE>"), ALL), strict=True)
    )
    assert {"<phone>", "gọi <phone>"} <= set(counts["word_typed"])
    pieces = counts["char_typed"]
    assert not any(sign in gram for gram in pieces for sign in "<p>")


def test_single_words_are_told_from_pairs_and_pieces() -> None:
    vocabulary = Corpus.of_texts(["gọi tui"], ALL).vocabulary
    single = vocabulary.single_words()
    names = [name for block in vocabulary.features() for name in block]
    alone = [name for name, is_one in zip(names, single, strict=True) if is_one]
    # As typed, with the twin's word, then bare.
    assert alone == ["goi", "gọi", "tui", "goi", "tui"]


def test_columns_are_sorted_and_survive_being_listed() -> None:
    settings = Settings()
    texts = ["mất tiền rồi", "chào bạn"]
    forward = Corpus.of_texts(texts, settings).vocabulary
    backward = Corpus.of_texts(texts[::-1], settings).vocabulary
    assert forward.columns == backward.columns
    listed = Vocabulary.of_features(forward.features())
    assert listed.columns == forward.columns
    assert np.array_equal(listed.block_of, forward.block_of)


def test_unknown_features_are_left_out() -> None:
    settings = Settings()
    vocabulary = Corpus.of_texts(["mất tiền"], settings).vocabulary
    columns, counts = vocabulary.look_up(Views.of("ズ"), settings)
    assert columns.size == counts.size == 0


def test_each_block_has_its_length() -> None:
    counts = np.array([1.0, 3.0, 2.0, 1.0, 1.0])
    idf = np.array([1.0, 2.0, 1.5, 4.0, 2.0])
    texts = np.array([0, 0, 0, 0, 1])
    blocks = np.array([0, 0, 1, 1, 0])
    settings = Settings(word_typed=1.5, char_typed=1.0)
    values = features.weigh(counts, idf, texts, blocks, settings)
    assert np.hypot(values[0], values[1]) == pytest.approx(1.5)
    assert np.hypot(values[2], values[3]) == pytest.approx(1.0)
    assert values[4] == pytest.approx(1.5)
    assert values[1] / values[0] == pytest.approx((1 + np.log(3.0)) * 2.0)


def test_a_block_without_weight_stays_zero() -> None:
    one, first = np.array([1.0]), np.array([0])
    values = features.weigh(one, np.array([0.0]), first, first, Settings())
    assert values == pytest.approx([0.0])
