"""Templates: one skeleton, written once and filled with other words many times.

A model learns such a skeleton instead of the trick. It shows as a run of words (without tone
marks) that several examples of one intent share. In 12,300 examples (November 2026) runs of six
words were shared 38 times, by chance and by set phrases; runs of seven only five times, nearly all
of them formulas ("phòng công tác xã hội bệnh viện", "kính mời quý khách mang CCCD đến"), each by
two examples and none of them half of either.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from casework.playbooks.data_file import Mistake
from casework.validation.wording import Shingle, Worded, shingles

SHORTEST_RUN = 7
"""Words."""

Places = tuple[int, ...]
"""The places, in their intent, of examples that share a run."""

MOST_NAMED = 6
"""Places that are named in one mistake."""

FEWEST_FILLED = 3
MOST_WITH_FORMULA = 5
LARGE_PART = 1 / 2
SMALL_PART = 1 / 3
"""A run is a template if it is a large part of one example, more than a small part of a few, or
if more examples share it than a real formula ("quý khách vui lòng không cung cấp mã OTP cho bất kỳ
ai") needs: that is a small part of what a bank writes, and may come back."""


def check_templates(examples: Sequence[Worded]) -> Iterator[Mistake]:
    """A mistake for each skeleton, at the last example that has it."""
    by_intent: dict[str, list[Worded]] = defaultdict(list)
    for example in examples:
        by_intent[example.example.intent].append(example)
    for written in by_intent.values():
        # Copies are told elsewhere, and ten thousand of them would be compared with each other.
        group = list({tuple(example.bare): example for example in reversed(written)}.values())[::-1]
        for places, run in _shared_runs(group).items():
            sharing = [group[place] for place in places]
            if _is_template(sharing, len(run)):
                yield _told(sharing, " ".join(run))


def _shared_runs(group: Sequence[Worded]) -> dict[Places, Sequence[str]]:
    """The longest run of every set of examples that share one."""
    runs = [shingles(example.bare, SHORTEST_RUN) for example in group]
    counts = Counter(chain.from_iterable(map(set, runs)))
    sharing: defaultdict[Shingle, list[int]] = defaultdict(list)
    for place, found in enumerate(runs):
        for run in {run for run in found if counts[run] > 1}:
            sharing[run].append(place)
    # Equal ones are one object, so that they are not compared place by place.
    known: dict[Places, Places] = {}
    holders = {
        run: known.setdefault(p, p)
        for run, p in zip(sharing, map(tuple, sharing.values()), strict=True)
    }
    longest: dict[Places, Sequence[str]] = {}
    for first in sorted({places[0] for places in holders.values()}):
        for places, stretch in groupby(enumerate(runs[first]), lambda run: holders.get(run[1])):
            starts = [start for start, _ in stretch]
            words = group[first].bare[starts[0] : starts[-1] + SHORTEST_RUN]
            if places and len(words) > len(longest.get(places, ())):
                longest[places] = words
    return longest


def _is_template(sharing: Sequence[Worded], length: int) -> bool:
    parts = [length / len(example.bare) for example in sharing]
    if min(parts) == 1:
        return False  # the very same words: a duplicate, told by examples.py or near_duplicates.py
    if max(parts) > LARGE_PART or len(parts) > MOST_WITH_FORMULA:
        return True
    return sum(part > SMALL_PART for part in parts) >= FEWEST_FILLED


def _told(sharing: Sequence[Worded], run: str) -> Mistake:
    *others, last = sharing
    places = ", ".join(other.place for other in others[:MOST_NAMED])
    if len(others) > MOST_NAMED:
        places += f" và {len(others) - MOST_NAMED} câu khác"
    wrong = f"Chung một khuôn «{run}» với {places}."
    return last.mistake(wrong, "chỉ giữ một câu; các câu kia kể lại bằng lời khác, thứ tự khác.")
