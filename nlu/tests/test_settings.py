"""What config.yml may and may not say."""

from __future__ import annotations

import pytest

from components.settings import Settings, SettingsError


def test_nothing_set_gives_the_defaults() -> None:
    assert Settings.from_config({}) == Settings()


def test_an_int_passes_for_a_float() -> None:
    assert Settings.from_config({"svm_c": 1}).svm_c == 1


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ({"epochs": 3}, "unknown setting epochs; known: .*svm_c"),
        ({"svm_c": 0}, "svm_c is 0"),
        ({"svm_c": "much"}, "svm_c is 'much'; allowed: float"),
        ({"folds": 1}, "folds is 1; allowed: 2 to 20"),
        ({"folds": True}, "folds is True; allowed: int"),
        ({"char_ngram_min": 4, "char_ngram_max": 3}, "char_ngram_max is 3"),
        ({"class_balance": 1.5}, "class_balance is 1.5; allowed: 0 to 1"),
        ({"bare_twins": 1}, "bare_twins is 1; allowed: bool"),
        ({"word_typed": 0, "word_bare": 0}, "cannot both be 0"),
    ],
)
def test_a_wrong_setting_is_an_error_that_says_why(
    config: dict[str, object], told: str
) -> None:
    with pytest.raises(SettingsError, match=told):
        Settings.from_config(config)
