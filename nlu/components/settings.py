"""The hyper-parameters that config.yml may set, each with its default."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class SettingsError(ValueError):
    """A hyper-parameter in config.yml is unknown or out of range."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """What shapes the features and the classifier. Lengths count tokens or signs.

    The defaults won by out-of-fold macro-F1 on our own examples (README.md).
    """

    word_ngram_max: int = 2
    char_ngram_min: int = 1
    char_ngram_max: int = 5
    # A feature must occur in this many training texts (a text and its bare twin
    # count as one) to be kept.
    min_texts: int = 1
    # Length of the two word blocks; the two character blocks have length 1.
    word_weight: float = 1.5
    # Inverse regularisation strength of the linear SVM.
    svm_c: float = 0.1
    # 'none', or 'balanced': errors on rare intents weigh more.
    class_weight: str = "balanced"
    # Parts for the out-of-fold scores that temperature and accuracy are taken from.
    folds: int = 5
    seed: int = 17

    def __post_init__(self) -> None:
        """Reject values with which training could not work."""
        for field in dataclasses.fields(self):
            _check_type(field.name, getattr(self, field.name), type(field.default))
        self._require_between("word_ngram_max", 1, 4)
        self._require_between("char_ngram_min", 1, 8)
        self._require_between("char_ngram_max", self.char_ngram_min, 8)
        self._require_between("min_texts", 1, 100)
        self._require_between("word_weight", 0.01, 100)
        self._require_between("svm_c", 0.001, 1000)
        self._require_between("folds", 2, 20)
        self._require_between("seed", 0, 2**31 - 1)
        if self.class_weight not in {"none", "balanced"}:
            message = (
                f"config.yml: class_weight is {self.class_weight!r}; "
                "allowed: 'none' or 'balanced'"
            )
            raise SettingsError(message)

    def _require_between(self, name: str, low: float, high: float) -> None:
        if not low <= getattr(self, name) <= high:
            message = (
                f"config.yml: {name} is {getattr(self, name)!r}; "
                f"allowed: {low} to {high}"
            )
            raise SettingsError(message)

    @classmethod
    def from_config(cls, config: Mapping[str, object]) -> Settings:
        """Read the component's entry of config.yml; an unknown name is an error."""
        known = {field.name for field in dataclasses.fields(cls)}
        unknown = sorted(set(config) - known)
        if unknown:
            message = (
                f"config.yml: unknown setting {', '.join(unknown)}; "
                f"known: {', '.join(sorted(known))}"
            )
            raise SettingsError(message)
        return cls(**config)  # type: ignore[arg-type]  # __post_init__ checks types


def _check_type(name: str, value: object, wanted: type) -> None:
    fits = isinstance(value, (int, float) if wanted is float else wanted)
    # bool is an int in Python: 'folds: true' would pass as 1.
    if not fits or isinstance(value, bool):
        message = f"config.yml: {name} is {value!r}; allowed: {wanted.__name__}"
        raise SettingsError(message)
