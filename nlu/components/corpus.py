"""All training texts as one sparse matrix of counts, weighed anew for each fold.

Counting is slow and the same for every fold; which features are rare is not,
and must be learnt from the fold's own texts. So the counts are kept, and idf
and lengths are worked out for the rows at hand.
"""

from __future__ import annotations

import dataclasses
import functools
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from components import features
from components.features import Vocabulary
from components.settings import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from components.features import BlockCounts
    from components.settings import Settings


@dataclasses.dataclass(frozen=True)
class Corpus:
    """Raw counts of all texts, then of all their bare twins, row by row."""

    matrix: csr_matrix  # shape (2 x texts, features)
    vocabulary: Vocabulary
    settings: Settings

    @functools.cached_property
    def _single(self) -> NDArray[np.bool_]:
        return self.vocabulary.single_words()

    def idf(self, texts: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give each feature's rarity in these texts and twins; 0 if it is left out."""
        twins = self.twins_of(texts)
        originals, copies = self.matrix[texts], self.matrix[twins]
        occurs = self._rows_with(originals) + self._rows_with(copies)
        # A text and its twin are one text where the rarest features are left out.
        in_texts = self._rows_with(originals + copies)
        kept = (in_texts >= self.settings.min_texts) | (self._single & (in_texts > 0))
        return np.where(kept, np.log((1 + 2 * len(texts)) / (1 + occurs)) + 1.0, 0.0)

    def twins_of(self, texts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the rows of the texts' bare twins."""
        return np.asarray(texts + self.matrix.shape[0] // 2)

    @staticmethod
    def _rows_with(part: csr_matrix) -> NDArray[np.int64]:
        return np.bincount(part.indices, minlength=part.shape[1])

    def weighed(self, rows: NDArray[np.int64], idf: NDArray[np.float64]) -> csr_matrix:
        """Weigh the counts of `rows`; features with idf 0 drop out."""
        part = self.matrix[rows]
        values = features.weigh(
            part.data,
            idf[part.indices],
            np.repeat(np.arange(len(rows)), np.diff(part.indptr)),
            self.vocabulary.block_of[part.indices],
            self.settings,
        )
        weighed = csr_matrix((values, part.indices, part.indptr), shape=part.shape)
        weighed.eliminate_zeros()
        return weighed

    @classmethod
    def of_texts(cls, texts: Sequence[str], settings: Settings) -> Corpus:
        """Count all features of the texts and of their twins."""
        pairs = [features.count_with_twin(text, settings) for text in texts]
        numbers: list[dict[str, int]] = [{} for _ in BLOCKS]
        rows = [
            *(_numbered(counts, numbers) for counts, _ in pairs),
            *(_numbered(counts, numbers) for _, counts in pairs),
        ]
        vocabulary = Vocabulary.of_features([sorted(block) for block in numbers])
        starts = np.cumsum([0, *(len(times) for _, times in rows)])
        columns = _columns(rows, numbers, vocabulary)
        times = np.fromiter(chain.from_iterable(times for _, times in rows), float)
        shape = (len(rows), len(vocabulary.block_of))
        matrix = csr_matrix((times, columns, starts), shape=shape)
        # The solver's sums depend on the order of the entries, if only in the
        # last digit: sorted, they are the same each time.
        matrix.sort_indices()
        return cls(matrix, vocabulary, settings)


def _numbered(
    counts: BlockCounts, numbers: Sequence[dict[str, int]]
) -> tuple[list[list[int]], list[int]]:
    """Give a text's features, by block, the numbers in which they were first met."""
    met = [
        [known.setdefault(feature, len(known)) for feature in counter]
        for known, counter in zip(numbers, counts, strict=True)
    ]
    return met, [times for counter in counts for times in counter.values()]


def _columns(
    rows: Sequence[tuple[list[list[int]], list[int]]],
    numbers: Sequence[dict[str, int]],
    vocabulary: Vocabulary,
) -> NDArray[np.int64]:
    """Turn numbers of first meeting into columns: these don't depend on the order."""
    by_block = [
        np.fromiter((columns[feature] for feature in met), np.int64, len(met))
        for met, columns in zip(numbers, vocabulary.columns, strict=True)
    ]
    return np.concatenate(
        [
            columns[met]
            for found, _ in rows
            for columns, met in zip(by_block, found, strict=True)
            if met
        ]
    )
