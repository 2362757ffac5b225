"""Parts of a label: where they stand in it, and what stands around them."""

import re

from casework.evidence.links.bait_words import STRONG, Frame
from casework.evidence.links.dealers_words import are_dealers_words
from casework.evidence.links.weighing import Part

_JOINTS = frozenset("-0123456789")
_SHORTEST_CORE = 5
_MOST_CORES = 12


def part_of(label: str, around: Frame, start: int, end: int) -> Part:
    """What stands around a part of a label, whose frame is given."""
    bound = (
        start == 0 or label[start - 1] in _JOINTS,
        end == len(label) or label[end] in _JOINTS,
    )
    return Part(
        is_token=all(bound),
        at_edge=start == 0 or end == len(label),
        starts=bound[0] or around.left[start],
        ends=bound[1] or around.right[end],
        fits=around.fits(start, end),
        numbered=not (label[:start] + label[end:]).strip("-0123456789"),
        dealt=are_dealers_words(label[:start], label[end:]),
        strong=around.is_strong(start, end)
        or bool(STRONG.intersection(label[:start].split("-") + label[end:].split("-"))),
    )


def cores_of(label: str, around: Frame) -> list[tuple[int, int]]:
    """The parts of a label that are left when bait is taken off, and those between hyphens."""
    size = len(label)
    starts = [i for i in range(size) if around.left[i] and label[i] not in _JOINTS]
    ends = [j for j in range(1, size + 1) if around.right[j] and label[j - 1] not in _JOINTS]
    cores = [(i, j) for i in starts for j in ends if j - i >= _SHORTEST_CORE]
    tokens = [found.span() for found in re.finditer(r"[^-]+", label)]
    cores += [span for span in tokens if span[1] - span[0] >= _SHORTEST_CORE]
    return [core for core in dict.fromkeys(cores) if core != (0, size)][:_MOST_CORES]
