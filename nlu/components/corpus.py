"""All training texts as one sparse matrix of counts, weighed anew for each fold.

Counting is slow and the same for every fold; which features are rare is not,
and must be learnt from the fold's own texts. So the counts are kept, and idf
and lengths are worked out for the rows at hand.
"""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from components import features
from components.features import BlockCounts, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

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
        counts: list[BlockCounts] = [
            *(counts for counts, _ in pairs),
            *(counts for _, counts in pairs),
        ]
        vocabulary = Vocabulary.of_texts(counts)
        found = [vocabulary.look_up(text_counts) for text_counts in counts]
        starts = np.cumsum([0, *(len(columns) for columns, _ in found)])
        columns = np.concatenate([columns for columns, _ in found])
        times = np.concatenate([times for _, times in found])
        shape = (len(counts), len(vocabulary.block_of))
        matrix = csr_matrix((times, columns, starts), shape=shape)
        # The solver's sums depend on the order of the entries, if only in the
        # last digit: sorted, they are the same each time.
        matrix.sort_indices()
        return cls(matrix, vocabulary, settings)
