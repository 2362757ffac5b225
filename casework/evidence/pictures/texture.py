"""Tells sand, cloth and noise from writing, before and after lines are looked for.

They cost most and say nothing: whoever sends such pictures would keep others waiting.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from casework.evidence.pictures.ink import STRONG, Grey, Strength, ink
from casework.evidence.pictures.lines import Line

# Between letters and between lines there is more paper than ink: of the drawn pictures of
# trainer/picture_bench.py at most 0.09 is ink, of a patch without a margin more.
_MOST_INK: Final = 0.22
# Below so many pixels a picture costs little, and may be a line of bold letters cut out closely.
_WORTH_ASKING: Final = 1_000_000
_PATCH: Final = 256
_PATCHES: Final = 3
"""A side: nine in all."""
# Writing stands in lines of some ten letters and more; chance makes many of one or two.
_MANY_LINES: Final = 80
_FEWEST_LETTERS: Final = 4.0


def is_texture(grey: Grey, letter: float) -> bool:
    """Whether patches all over a large picture are fuller than writing is."""
    if grey.size < _WORTH_ASKING or min(grey.shape) < _PATCH:
        return False
    height, width = grey.shape
    downs = np.linspace(0, height - _PATCH, _PATCHES).astype(int)
    acrosses = np.linspace(0, width - _PATCH, _PATCHES).astype(int)
    return all(
        _is_full(ink(grey[down : down + _PATCH, across : across + _PATCH], letter))
        for down in downs
        for across in acrosses
    )


def is_too_full(strength: Strength) -> bool:
    """Whether more of a large picture is written on than is of any page."""
    return strength.size >= _WORTH_ASKING and _is_full(strength)


def is_strewn(lines: Sequence[Line]) -> bool:
    """Whether so many lines have so few letters each that chance has made them."""
    letters = sum(line.letters for line in lines)
    return len(lines) > _MANY_LINES and letters < _FEWEST_LETTERS * len(lines)


def _is_full(strength: Strength) -> bool:
    return float(np.mean(strength > STRONG)) > _MOST_INK
