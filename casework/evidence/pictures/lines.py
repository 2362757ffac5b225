"""Finds lines of writing: marks as high as letters that stand side by side, with their accents."""

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from scipy import ndimage

from casework.evidence.pictures.ink import STRONG, Strength
from casework.evidence.pictures.marks import Ints, Marks, Mask, marks_of

# Shares of a letter's height: how far apart the letters of a line may stand, and how far above,
# below and beside it an accent, a dot or a comma.
_APART: Final = 0.75
_ABOVE: Final = 0.9
_BESIDE: Final = 0.7
_ENOUGH_FOR_SLOPE: Final = 6
# The part of a mark's box that is ink: less is a frame, more is no letter, unless it is narrow.
_FRAME: Final = 0.12
_FILLED: Final = 0.72
# Writing that is so many times as high as most is looked for anew, and must have so many letters.
_LARGE: Final = 2.0
_ENOUGH_IF_LARGE: Final = 3
_MOST_LINES: Final = 250
_MOST_SMALL: Final = 20_000
_UPRIGHT: Final = np.ones((3, 1), dtype=np.bool_)


Band = tuple[float, float, float, float, float]
"""Of a line: top and bottom of its small letters, its left and right end, a letter's height."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of writing: its box in the picture, its letters' height, its fall, and its ink.

    `letter` is in pixels of `ink`. `letters` says how many marks as high as letters it has.
    """

    top: float
    bottom: float
    left: int
    right: int
    letter: float
    slope: float
    letters: int
    ink: Strength = field(repr=False)


def find_lines(strength: Strength, letter: float) -> list[Line]:
    """The lines of writing whose letters are about as high as `letter`, in no order."""
    written = strength > STRONG
    rules = _rules(written, letter)
    # An underlined link is read better without its line.
    strength = np.where(ndimage.binary_dilation(rules, _UPRIGHT), np.float32(0), strength)
    written &= ~rules
    marks = marks_of(written)
    bodies = _bodies(marks, letter)
    owner = _gather(marks, bodies, letter, written.shape)
    lines = _longest(_bands(marks, bodies, owner))
    if not lines:
        return []
    _join_small(marks, bodies, owner, lines, letter)
    return [_cut(strength, marks, bodies, owner == number, letter) for number in lines]


def in_rows(lines: list[Line]) -> list[list[Line]]:
    """The lines from top to bottom; those side by side in one row, from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.top + line.bottom):
        for row in rows[-3:]:
            if _side_by_side(row[0], line):
                row.append(line)
                break
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def large_lines(strength: Strength, letter: float, factor: float) -> list[Line]:
    """The lines of a copy made smaller by `factor`: only those that were too large before.

    Their places are told as in the larger picture; their ink stays as it is.
    """
    return [
        replace(
            line,
            top=line.top * factor,
            bottom=line.bottom * factor,
            left=round(line.left * factor),
            right=round(line.right * factor),
        )
        for line in find_lines(strength, letter)
        if line.letter * factor > _LARGE * letter and line.letters >= _ENOUGH_IF_LARGE
    ]


def beside(lines: list[Line], others: list[Line]) -> list[Line]:
    """Those of `others` that do not lie over one of `lines`."""
    return [
        other
        for other in others
        if not any(
            other.left < line.right
            and line.left < other.right
            and min(other.bottom, line.bottom) > max(other.top, line.top)
            for line in lines
        )
    ]


def _side_by_side(one: Line, other: Line) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _rules(written: Mask, letter: float) -> Mask:
    """Thin lines across: the underlining of links, the edges of boxes."""
    long = ndimage.binary_opening(written, np.ones((1, int(letter * 3)), dtype=np.bool_))
    thick = max(3, int(letter * 0.3))
    rules: Mask = long & ~ndimage.binary_opening(long, np.ones((thick, 1), dtype=np.bool_))
    return rules


def _bodies(marks: Marks, letter: float) -> Mask:
    """Which marks can be a letter without its accents, or several that touch."""
    tall, wide, fill = marks.height, marks.width, marks.fill
    sized = (tall >= 0.6 * letter) & (tall <= 2.7 * letter) & (wide <= 8 * tall)
    # Strokes leave most of a box empty: what fills it is an icon, or a gap between two bubbles.
    return (
        sized & (wide >= 0.1 * tall) & (fill > _FRAME) & ~((fill > _FILLED) & (wide > 0.6 * tall))
    )


def _gather(marks: Marks, bodies: Mask, letter: float, shape: tuple[int, ...]) -> Ints:
    """The number of the line that each mark belongs to, 0 for none: bodies that stand close."""
    reach = np.zeros(shape, dtype=np.bool_)
    for index in np.flatnonzero(bodies):
        top, tall = int(marks.top[index]), int(marks.height[index])
        aside = int(min(tall, 2 * letter) * _APART)
        # Only the middle: tails and accents of two lines may touch.
        reach[
            top + tall // 5 : marks.bottom[index] - tall // 5,
            max(0, marks.left[index] - aside) : marks.right[index] + aside,
        ] = True
    numbers, _ = ndimage.label(reach)
    middle = numbers[(marks.top + marks.bottom) // 2, (marks.left + marks.right) // 2]
    return np.where(bodies, middle, 0).astype(np.intp)


def _bands(marks: Marks, bodies: Mask, owner: Ints) -> dict[int, Band]:
    """Each line's band, by its number."""
    tall, wide = marks.height, marks.width
    members: dict[int, list[int]] = {}
    for index in np.flatnonzero(bodies):
        members.setdefault(int(owner[index]), []).append(int(index))
    return {
        number: (
            float(np.median(marks.top[own])),
            float(np.median(marks.bottom[own])),
            float(marks.left[own].min()),
            float(marks.right[own].max()),
            float(np.median(tall[own])),
        )
        for number, own in members.items()
        # One mark alone is an icon, unless it is wide: letters that touch.
        if number and (len(own) > 1 or wide[own[0]] > 1.4 * tall[own[0]])
    }


def _longest(lines: dict[int, Band]) -> dict[int, Band]:
    """No more lines than a long screenshot has: grass and cloth have thousands, and say nothing."""
    by_length = sorted(lines, key=lambda number: lines[number][2] - lines[number][3])
    return {number: lines[number] for number in by_length[:_MOST_LINES]}


def _join_small(
    marks: Marks, bodies: Mask, owner: Ints, lines: dict[int, Band], letter: float
) -> None:
    """Give accents, dots and commas to the line that is nearest."""
    numbers = np.array(list(lines))
    top, bottom, left, right, tall = np.array(list(lines.values())).T
    small = ~bodies & (marks.height <= 2.5 * letter) & (marks.width <= 3 * letter)
    chosen = np.flatnonzero(small & (marks.area >= max(4.0, 0.01 * letter**2)))
    for index in chosen[:_MOST_SMALL]:
        down = (marks.top[index] + marks.bottom[index]) / 2
        across = (marks.left[index] + marks.right[index]) / 2
        above = np.maximum(0, np.maximum(top - down, down - bottom)) / tall
        beside = np.maximum(0, np.maximum(left - across, across - right)) / tall
        far = np.where((above > _ABOVE) | (beside > _BESIDE), np.inf, above + beside)
        nearest = int(np.argmin(far))
        if np.isfinite(far[nearest]):
            owner[index] = numbers[nearest]


def _cut(strength: Strength, marks: Marks, bodies: Mask, owned: Mask, letter: float) -> Line:
    """A line's own ink: what belongs to another line, or to none, is taken out."""
    own = np.flatnonzero(owned)
    main = own[bodies[own]]
    edge = int(letter / 4)
    place = np.s_[
        max(0, marks.top[own].min() - edge) : marks.bottom[own].max() + edge,
        max(0, marks.left[own].min() - edge) : marks.right[own].max() + edge,
    ]
    here = marks.labels[place]
    mine = np.concatenate(([False], owned))[here]
    foreign = ndimage.binary_dilation((here > 0) & ~mine, iterations=max(1, int(letter / 8)))
    return Line(
        top=float(np.median(marks.top[main])),
        bottom=float(np.median(marks.bottom[main])),
        left=int(marks.left[own].min()),
        right=int(marks.right[own].max()),
        letter=float(np.median(marks.height[main])),
        slope=_slope(marks, main),
        letters=len(main),
        ink=np.where(foreign & ~mine, np.float32(0), strength[place]),
    )


def _slope(marks: Marks, main: Ints) -> float:
    """How far a line falls to the right, by the feet of its letters."""
    if len(main) < _ENOUGH_FOR_SLOPE:
        return 0.0
    across = (marks.left[main] + marks.right[main]) / 2
    feet = marks.bottom[main].astype(np.float64)
    for _ in range(2):  # the second time without tails and commas
        fall, start = np.polyfit(across, feet, 1)
        off = np.abs(feet - fall * across - start)
        near = off <= 2 * np.median(off) + 1
        across, feet = across[near], feet[near]
    return float(fall)
