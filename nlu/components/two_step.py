"""From scores to confidences: first whether to warn at all, then of what.

The scores of a linear SVM have no unit. Divided by a temperature that was fitted
on texts the scorer had not seen, their softmax becomes a probability: of the
answers given with confidence 0.7, about seven in ten are right. One more score,
the gate's, says how far a text is from everything harmless together; it tells a
genuine message from a scam better than the intents one by one do (README.md).
So the softmax only shares out what the gate leaves to each of the two sides.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from components import calibration

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Shares are kept this far from 0 and 1, so that their log-odds stay finite.
_LEAST_SHARE: Final = 1e-6


@dataclasses.dataclass(frozen=True)
class TwoStep:
    """What turns scores into confidences.

    `harmless` has shape (labels,): which of them are nothing to warn of. `gate` are
    the weights of the softmax's own log-odds of a warning, of the gate's score, and
    of 1; it is None where there is nothing to tell apart, and the softmax alone counts.
    """

    temperature: float
    harmless: NDArray[np.bool_]
    gate: tuple[float, float, float] | None = None

    @classmethod
    def fit(
        cls,
        scores: NDArray[np.float64],
        labels: NDArray[np.int64],
        harmless: NDArray[np.bool_],
    ) -> TwoStep:
        """Fit on out-of-fold scores, shape (texts, labels + 1), the gate's last."""
        temperature = calibration.fit_temperature(scores[:, :-1], labels)
        plain = cls(temperature, harmless)
        warn = ~harmless[labels]
        if warn.all() or not warn.any():
            return plain
        # Without a penalty to speak of: three numbers from thousands of texts.
        regression = LogisticRegression(C=1e6).fit(plain._evidence(scores), warn)
        first, second = regression.coef_[0].tolist()
        gate = (first, second, float(regression.intercept_[0]))
        return dataclasses.replace(plain, gate=gate)

    def confidences(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the probabilities, shape (texts, labels); each row sums to 1."""
        shares = calibration.softmax(scores[:, :-1], self.temperature)
        if self.gate is None:
            return shares
        first, second, constant = self.gate
        odds = self._evidence(scores) @ np.array([first, second]) + constant
        warn = (1.0 / (1.0 + np.exp(-odds)))[:, None]
        of_harmless = shares[:, self.harmless].sum(axis=1, keepdims=True)
        of_warnings = shares[:, ~self.harmless].sum(axis=1, keepdims=True)
        sides = np.where(
            self.harmless,
            (1.0 - warn) / np.maximum(of_harmless, _LEAST_SHARE**2),
            warn / np.maximum(of_warnings, _LEAST_SHARE**2),
        )
        weighed = shares * sides
        return np.asarray(weighed / weighed.sum(axis=1, keepdims=True))

    def _evidence(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Put the softmax's log-odds of a warning beside the gate's score."""
        shares = calibration.softmax(scores[:, :-1], self.temperature)
        warn = shares[:, ~self.harmless].sum(axis=1)
        warn = np.clip(warn, _LEAST_SHARE, 1.0 - _LEAST_SHARE)
        return np.column_stack([np.log(warn / (1.0 - warn)), scores[:, -1]])
