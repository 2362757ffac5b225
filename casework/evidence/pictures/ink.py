"""How strongly each place of a picture is written on, whatever the colours and the light.

Letters are strokes: thinner than they are apart from everything else. A closing takes dark strokes
out of a picture, an opening light ones; what they took out is the writing. So the edge of a speech
bubble, an avatar or a shadow weighs nothing, being wide. Between light letters there are dark gaps
as thin as strokes: which of the two is the writing is decided around each place, by what differs
from the local median. Dark mode and light bubbles on a dark page need nothing more.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from scipy import ndimage

Grey = NDArray[np.uint8]
Strength = NDArray[np.float32]

STRONG: Final = 0.45
"""From this strength on a place counts as written on."""
# Shares of a small letter's height: 1 is wider than any stroke, 3 is a window in which writing is
# the smaller part. Measured on the drawn pictures of trainer/picture_bench.py.
_STROKE: Final = 1.0
_WINDOW: Final = 3.0
# Grey levels: fainter than this nobody writes, and noise must not be pulled up to black.
_FAINTEST: Final = 40
_CELLS: Final = 15


def resized(grey: Grey, width: int, height: int) -> Grey:
    """The picture in another size."""
    smaller = width < grey.shape[1]
    how = Image.Resampling.LANCZOS if smaller else Image.Resampling.BICUBIC
    return np.asarray(Image.fromarray(grey).resize((max(1, width), max(1, height)), how))


def background(grey: Grey, window: float) -> Grey:
    """The local median, from a smaller copy: exact enough, and quick at any window."""
    height, width = grey.shape
    step = max(1, round(window / _CELLS))
    size = (max(1, width // step), max(1, height // step))
    small = Image.fromarray(grey).resize(size, Image.Resampling.BOX)
    median = small.filter(ImageFilter.MedianFilter(max(3, int(window / step) | 1)))
    return np.asarray(median.resize((width, height), Image.Resampling.BILINEAR))


def ink(grey: Grey, letter: float) -> Strength:
    """0 (nothing) to 1 (written on) for each place. `letter`: a small letter's height in pixels."""
    size = max(3, int(letter * _STROKE) | 1)
    dark: Grey = ndimage.grey_closing(grey, (size, size)) - grey
    light: Grey = grey - ndimage.grey_opening(grey, (size, size))
    # Most places are empty: what stands there is the grain of a photo.
    grain = int(1.5 * min(float(np.median(dark)), float(np.median(light))))
    dark = np.maximum(dark, grain) - np.uint8(grain)
    light = np.maximum(light, grain) - np.uint8(grain)
    taken = np.where(_dark_writes(grey, dark, light, letter), dark, light).astype(np.float32)
    strength: Strength = np.clip(taken / np.maximum(_peaks(taken, letter) * 0.85, _FAINTEST), 0, 1)
    return strength


def _dark_writes(grey: Grey, dark: Grey, light: Grey, letter: float) -> NDArray[np.bool_]:
    """Whether the dark strokes are the writing, around each place."""
    height, width = grey.shape
    beyond = grey.astype(np.int16) - background(grey, letter * _WINDOW)
    votes = np.where(beyond < 0, np.minimum(dark, -beyond), -np.minimum(light, beyond))
    step = max(1, int(letter / 3))
    small = Image.fromarray(votes.astype(np.float32)).resize(
        (width // step + 1, height // step + 1), Image.Resampling.BOX
    )
    ayes = ndimage.uniform_filter(np.asarray(small), (5, 11)) >= 0
    whole = Image.fromarray(ayes.astype(np.uint8)).resize((width, height), Image.Resampling.NEAREST)
    return np.asarray(whole) > 0


def _peaks(taken: Strength, letter: float) -> Strength:
    """How strong writing is around each place: pale grey letters are as black as black ones."""
    height, width = taken.shape
    step = max(1, int(letter / 3))
    highest = ndimage.maximum_filter(taken, size=step)[::step, ::step]
    highest = ndimage.uniform_filter(ndimage.maximum_filter(highest, size=9), 5)
    whole = Image.fromarray(highest).resize((width, height), Image.Resampling.BILINEAR)
    return np.asarray(whole)
