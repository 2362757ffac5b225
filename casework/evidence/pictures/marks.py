"""Connected spots of ink: their boxes, how high letters are among them, and how they are turned."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from casework.evidence.pictures.ink import Grey, background
from casework.evidence.pictures.patience import NoWriting

Mask = NDArray[np.bool_]
Ints = NDArray[np.intp]

_EIGHT: Final = np.ones((3, 3), dtype=np.intp)
_STEEPEST: Final = 8.0
"""Degrees: a photo that is turned further is not put straight."""
_FEW: Final = 8
# A page full of small letters has some 25,000 with their accents; sand and cloth have more.
_MOST: Final = 80_000
_SPECK: Final = 5
_HALF_AS_HIGH: Final = 0.45


@dataclass(frozen=True, slots=True)
class Marks:
    """Spots of ink. `labels` numbers them from 1 in the picture; the others have one row a spot."""

    labels: NDArray[np.int32]
    top: Ints
    bottom: Ints
    left: Ints
    right: Ints
    area: Ints

    @property
    def height(self) -> Ints:
        """Rows of each spot's box."""
        return self.bottom - self.top

    @property
    def width(self) -> Ints:
        """Columns of each spot's box."""
        return self.right - self.left

    @property
    def fill(self) -> NDArray[np.float64]:
        """The part of each box that is ink."""
        return self.area / (self.height * self.width)


def marks_of(written: Mask) -> Marks:
    """The spots of a mask. Raises NoWriting if there are more than any writing has."""
    labels, count = ndimage.label(written, _EIGHT)
    if count > _MOST:
        raise NoWriting
    boxes = np.array(
        [
            (down.start, down.stop, across.start, across.stop)
            for down, across in ndimage.find_objects(labels)
        ],
        dtype=np.intp,
    ).reshape(-1, 4)
    area = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    return Marks(labels, boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3], area)


def letter_height(grey: Grey) -> float | None:
    """The height of most letters in pixels; None where there are hardly any.

    Raises NoWriting.
    """
    height, width = grey.shape
    beyond = np.abs(grey.astype(np.int16) - background(grey, max(24, min(width, height) // 16)))
    marks = marks_of(beyond > max(40.0, 3 * float(np.median(beyond))))
    tall, wide = marks.height, marks.width
    chosen = (
        (tall >= _SPECK)
        & (wide * 2 >= _SPECK)
        & (tall <= height / 10)
        & (wide <= 4 * tall)
        & (tall <= 6 * wide)
    )
    if np.count_nonzero(chosen) < _FEW:
        return None
    # The grain of a photo makes more marks than its letters do, but with less ink in all.
    order = np.argsort(tall[chosen])
    tall, inked = tall[chosen][order], np.cumsum(marks.area[chosen][order])
    main = float(tall[np.searchsorted(inked, inked[-1] / 2)])
    return float(np.median(tall[tall >= _HALF_AS_HIGH * main]))


def turned_by(marks: Marks, letter: float) -> float:
    """Degrees by which lines fall to the right: where the letters' tops gather in fewest rows."""
    tall = marks.height
    chosen = (tall > 0.6 * letter) & (tall < 2.2 * letter) & (marks.width < 4 * letter)
    if np.count_nonzero(chosen) < 2 * _FEW:
        return 0.0
    tops = marks.top[chosen].astype(np.float64)
    across = (marks.left[chosen] + marks.right[chosen]) / 2

    def gathered(degrees: float) -> float:
        rows = (tops - np.tan(np.radians(degrees)) * across) / (letter / 3)
        return float((np.bincount((rows - rows.min()).astype(np.intp)) ** 2).sum())

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.5).tolist(), key=gathered)
    fine: float = max(np.arange(coarse - 0.5, coarse + 0.51, 0.1).tolist(), key=gathered)
    return fine
