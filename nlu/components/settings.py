"""The hyper-parameters that config.yml may set, each with its default."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


# The kinds of features that are taken from each view, and so the blocks of features,
# in the order in which they stand in the model.
KINDS: Final = {"typed": ("word", "char"), "bare": ("word", "skip", "char")}
BLOCKS: Final = tuple(
    f"{kind}_{view}" for view, kinds in KINDS.items() for kind in kinds
)


class SettingsError(ValueError):
    """A hyper-parameter in config.yml is unknown or out of range."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """What shapes the features and the classifier. Lengths count tokens or signs.

    The defaults won by out-of-fold scores on our own examples: README.md has the
    table of what each of them is worth.
    """

    # Length of each block of features (features.py); 0 leaves the block out.
    word_typed: float = 1.0
    word_bare: float = 1.0
    skip_bare: float = 0.0
    char_typed: float = 0.0
    char_bare: float = 0.0
    word_ngram_max: int = 2
    char_ngram_min: int = 2
    char_ngram_max: int = 4
    # A feature of more than one token, or of signs, must occur in this many training
    # texts (a text and its bare twin count as one); a single word is always kept.
    min_texts: int = 2
    # Whether every text is learnt a second time without its tone marks.
    bare_twins: bool = True
    # Inverse regularisation strength of the linear SVM.
    svm_c: float = 0.4
    # How much more an error on a rare label weighs: 0 not at all, 1 in full.
    class_balance: float = 0.6
    # Parts for the out-of-fold scores, from which all that is reported is taken. With
    # three there are four models to fit: two for each of two cores.
    folds: int = 3
    seed: int = 17

    def __post_init__(self) -> None:
        """Reject values with which training could not work."""
        for field in dataclasses.fields(self):
            _check_type(field.name, getattr(self, field.name), type(field.default))
        for block in BLOCKS:
            self._require_between(block, 0, 100)
        self._require_between("word_ngram_max", 1, 4)
        self._require_between("char_ngram_min", 1, 8)
        self._require_between("char_ngram_max", self.char_ngram_min, 8)
        self._require_between("min_texts", 1, 100)
        self._require_between("svm_c", 0.001, 1000)
        self._require_between("class_balance", 0, 1)
        self._require_between("folds", 2, 20)
        self._require_between("seed", 0, 2**31 - 1)
        if not self.word_typed and not self.word_bare:
            message = "config.yml: word_typed and word_bare cannot both be 0"
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
        """Read a component's entry of config.yml; an unknown name is an error."""
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
    if not fits or isinstance(value, bool) != (wanted is bool):
        message = f"config.yml: {name} is {value!r}; allowed: {wanted.__name__}"
        raise SettingsError(message)
