import unicodedata

import pytest

from casework.vietnamese import fold, strip_tones, words


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoà"), ("xóa", "xoá"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("TOÀ ÁN", "tòa án")],
)
def test_both_places_of_the_tone_are_one_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["quý", "quả", "giá", "hoàn", "khoản", "mùa"])
def test_other_words_keep_their_tone_where_it_is(word: str) -> None:
    assert fold(word) == word


def test_decomposed_text_folds_like_composed() -> None:
    assert fold(unicodedata.normalize("NFD", "Chuyển khoản")) == "chuyển khoản"


def test_strip_tones_keeps_case_and_turns_d() -> None:
    assert strip_tones("Đọc mã ĐIỆN") == "Doc ma DIEN"


def test_a_redaction_token_is_one_word() -> None:
    assert [w.typed for w in words("số <PHONE> gọi")] == ["số", "<phone>", "gọi"]


@pytest.mark.parametrize(
    ("said", "wanted", "same"),
    [("gap", "gấp", True), ("gặp", "gấp", False), ("gấp", "gấp", True), ("gap", "gap", True)],
)
def test_a_word_typed_with_marks_is_compared_with_its_marks(
    said: str, wanted: str, *, same: bool
) -> None:
    assert words(said)[0].says(words(wanted)[0]) is same
