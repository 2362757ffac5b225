"""From a text to numbers: counted n-grams, then weighted, block-normalised values.

A block is one kind of n-gram from one view of the text: words as typed, words
bare, and so on (settings.BLOCKS). Each is scaled to a length of its own, so that
many features of one kind do not drown the few of another, nor one view the other.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from components import text_views
from components.settings import BLOCKS, KINDS
from components.text_views import Views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from components.settings import Settings

BlockCounts = tuple["Counter[str]", ...]


def count(views: Views, settings: Settings) -> BlockCounts:
    """Count the features of one text; one counter for each of BLOCKS.

    The counter of a block without a length stays empty.
    """
    return tuple(Counter(ngrams) for ngrams in _ngrams(views, settings))


def count_with_twin(text: str, settings: Settings) -> tuple[BlockCounts, BlockCounts]:
    """Count the features of a raw text and of its unmarked twin: bare they are one."""
    views = Views.of(text)
    counts = count(views, settings)
    unmarked = text_views.without_marks(text_views.normalise(text))
    of_typed = len(KINDS["typed"])
    twin = count(Views(text_views.tokens(unmarked), []), settings)
    return counts, (*twin[:of_typed], *counts[of_typed:])


def _ngrams(views: Views, settings: Settings) -> Iterator[Iterable[str]]:
    """Give the n-grams of each of BLOCKS, one after the other."""
    for view, kinds in KINDS.items():
        for kind in kinds:
            used = getattr(settings, f"{kind}_{view}") > 0
            yield _NGRAMS[kind](getattr(views, view), settings) if used else ()


def _word_ngrams(tokens: Sequence[str], settings: Settings) -> Iterable[str]:
    yield from tokens
    for size in range(2, settings.word_ngram_max + 1):
        for start in range(len(tokens) - size + 1):
            yield " ".join(tokens[start : start + size])


def _skip_ngrams(
    tokens: Sequence[str],
    settings: Settings,  # noqa: ARG001 - as its siblings
) -> Iterable[str]:
    """Pairs of words with one or two words between them."""
    for gap in (2, 3):
        for start in range(len(tokens) - gap):
            yield f"{tokens[start]} {'_ ' * (gap - 1)}{tokens[start + gap]}"


def _char_ngrams(tokens: Sequence[str], settings: Settings) -> Iterable[str]:
    for token in tokens:
        if text_views.is_redaction(token):
            # '<phone>' is one word; pieces of it would look like English.
            continue
        # Spaces mark where the token begins and ends: ' ma' is not 'ma'.
        padded = f" {token} "
        for size in range(settings.char_ngram_min, settings.char_ngram_max + 1):
            # A single sign is a letter of the token, never the mark beside it.
            signs = padded if size > 1 else token
            for start in range(len(signs) - size + 1):
                yield signs[start : start + size]


_NGRAMS: Final[dict[str, Callable[[Sequence[str], Settings], Iterable[str]]]] = {
    "word": _word_ngrams,
    "skip": _skip_ngrams,
    "char": _char_ngrams,
}


@dataclasses.dataclass(frozen=True)
class Vocabulary:
    """Which column each known feature has; columns are sorted within their block."""

    columns: tuple[dict[str, int], ...]  # one dictionary a block
    block_of: NDArray[np.int64]  # shape (features,): the column's block

    @classmethod
    def of_features(cls, features: Sequence[Sequence[str]]) -> Vocabulary:
        """Give each feature its column; the order given is the order kept."""
        columns: list[dict[str, int]] = []
        offset = 0
        for block in features:
            columns.append({feature: offset + i for i, feature in enumerate(block)})
            offset += len(block)
        sizes = [len(block) for block in features]
        return cls(tuple(columns), np.repeat(np.arange(len(features)), sizes))

    def single_words(self) -> NDArray[np.bool_]:
        """Tell of each column whether it is one word alone, shape (features,)."""
        return np.array(
            [
                name.startswith("word") and " " not in feature
                for name, block in zip(BLOCKS, self.columns, strict=True)
                for feature in block
            ],
            dtype=np.bool_,
        )

    def features(self) -> list[list[str]]:
        """List the features in column order; the inverse of `of_features`."""
        return [list(block) for block in self.columns]

    def only(self, kept: NDArray[np.int64]) -> Vocabulary:
        """Give a vocabulary of the `kept` columns alone, numbered anew."""
        keep = set(kept.tolist())
        return self.of_features(
            [
                [feature for feature, column in block.items() if column in keep]
                for block in self.columns
            ]
        )

    def look_up(
        self, views: Views, settings: Settings
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Give the columns of the features that are known, and how often they occur."""
        times: dict[int, int] = {}
        for known, ngrams in zip(self.columns, _ngrams(views, settings), strict=True):
            for ngram in ngrams:
                column = known.get(ngram)
                if column is not None:
                    times[column] = times.get(column, 0) + 1
        return (
            np.fromiter(times.keys(), np.int64, len(times)),
            np.fromiter(times.values(), np.float64, len(times)),
        )


def weigh(
    counts: NDArray[np.float64],
    idf: NDArray[np.float64],
    texts: NDArray[np.int64],
    blocks: NDArray[np.int64],
    settings: Settings,
) -> NDArray[np.float64]:
    """Turn counts into (1 + log tf) x idf, scaled within each block of each text.

    The arrays have shape (entries,): `texts` and `blocks` number, from 0, the text
    and the block that an entry belongs to. Training weighs all texts at once and
    parsing one, with this same function, so the two cannot drift apart.
    """
    values = (1.0 + np.log(counts)) * idf
    groups = texts * len(BLOCKS) + blocks
    lengths = np.sqrt(np.bincount(groups, weights=values**2))
    # An all-zero group stays zero instead of becoming not-a-number.
    lengths[lengths == 0.0] = 1.0
    scales = np.array([getattr(settings, block) for block in BLOCKS])
    return np.asarray(values / lengths[groups] * scales[blocks])
