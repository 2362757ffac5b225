"""Writes the found lines anew, one beneath the other, black on white, all equally large.

Tesseract then meets what it was trained on, a plain column of text, and need not guess the layout.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from PIL import Image

from casework.evidence.pictures.ink import STRONG, Grey, ink, resized
from casework.evidence.pictures.lines import Line, beside, find_lines, in_rows, large_lines
from casework.evidence.pictures.marks import letter_height, marks_of, turned_by
from casework.evidence.pictures.patience import NoWriting, Patience
from casework.evidence.pictures.texture import is_strewn, is_texture, is_too_full

# Pixels. Letters are found at about LETTER, and laid out at LAID, gap between lines included.
_LETTER: Final = 20
_SMALLEST: Final = 14
_TINIEST: Final = 12.0
_LAID: Final = 24
_MOST: Final = 5_000_000
_SMALLER: Final = 2.5
_GUESS: Final = 18.0
_TURNED: Final = 0.4  # degrees
# Rows a column: below, shearing only blurs; above, the slope was misjudged.
_FALLING: Final = 0.006
_STEEP: Final = 0.12


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines laid out; `rows` holds, row by row, the top and bottom of each line on it."""

    grey: Grey = field(repr=False)
    rows: tuple[tuple[tuple[int, int], ...], ...]
    places: tuple[Line, ...] = field(repr=False)
    height: int


def lay_out(grey: Grey, patience: Patience | None = None) -> Sheet | None:
    """Find the writing of a picture and lay it out; None if there is none.

    Raises OutOfPatience.
    """
    try:
        lines, height = _lines_of(_at_most(grey), patience or Patience())
    except NoWriting:
        return None
    return _sheet(in_rows(lines), height) if lines else None


def _lines_of(grey: Grey, patience: Patience) -> tuple[list[Line], int]:
    """The lines, and the height of the picture in which they stand."""
    letter = letter_height(grey) or _GUESS
    patience.check()
    grey, letter = _at_size(grey, letter)
    if is_texture(grey, letter):
        raise NoWriting
    strength = ink(grey, letter)
    if is_too_full(strength):
        raise NoWriting
    patience.check()
    degrees = turned_by(marks_of(strength > STRONG), letter)
    if abs(degrees) > _TURNED:
        grey = _turned(grey, degrees)
        strength = ink(grey, letter)
    patience.check()
    lines = find_lines(strength, letter)
    if is_strewn(lines):
        raise NoWriting
    patience.check()
    height, width = grey.shape
    smaller = resized(grey, int(width / _SMALLER), int(height / _SMALLER))
    lines += beside(lines, large_lines(ink(smaller, letter), letter, _SMALLER))
    patience.check()
    return lines, height


def _at_most(grey: Grey) -> Grey:
    height, width = grey.shape
    factor = float(np.sqrt(_MOST / (height * width)))
    return resized(grey, int(width * factor), int(height * factor)) if factor < 1 else grey


def _at_size(grey: Grey, letter: float) -> tuple[Grey, float]:
    """Scale the picture so that its letters have the height at which they are found best."""
    if _SMALLEST <= letter <= _LETTER:
        return grey, letter
    height, width = grey.shape
    factor = min(2.5, max(0.35, _LETTER / letter), float(np.sqrt(_MOST / (height * width))))
    # Smaller letters than that are no letters but grass, cloth or grain: not worth minutes.
    return resized(grey, round(width * factor), round(height * factor)), max(
        letter * factor, _TINIEST
    )


def _turned(grey: Grey, degrees: float) -> Grey:
    picture = Image.fromarray(grey)
    around = int(np.median(grey))
    return np.asarray(
        picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=around)
    )


def _sheet(rows: list[list[Line]], height: int) -> Sheet:
    drawn = [[_drawn(line) for line in row] for row in rows]
    flat = [picture for row in drawn for picture in row]
    page = Image.new(
        "L",
        (
            max(picture.width for picture in flat) + 2 * _LAID,
            sum(picture.height + _LAID for picture in flat) + _LAID,
        ),
        255,
    )
    down, places = _LAID, []
    for row in drawn:
        spans = []
        for picture in row:
            page.paste(picture, (_LAID, down))
            spans.append((down, down + picture.height))
            down += picture.height + _LAID
        places.append(tuple(spans))
    return Sheet(np.asarray(page), tuple(places), tuple(row[0] for row in rows), height)


def _drawn(line: Line) -> Image.Image:
    picture = Image.fromarray((255 - 255 * line.ink).astype(np.uint8))
    if _FALLING < abs(line.slope) < _STEEP:
        shear = (1, 0, 0, line.slope, 1, -line.slope * picture.width / 2)
        picture = picture.transform(
            picture.size, Image.Transform.AFFINE, shear, Image.Resampling.BICUBIC, fillcolor=255
        )
    factor = min(4.0, max(0.2, _LAID / line.letter))
    how = Image.Resampling.BICUBIC if factor > 1 else Image.Resampling.LANCZOS
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    return picture.resize(size, how)
