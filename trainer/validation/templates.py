"""Templates: one skeleton, written once and filled with other words many times.

A model learns such a skeleton instead of the trick. It shows as a run of words (without tone
marks) that several examples of one intent share. In 10,600 examples that people wrote (November
2026), runs of six words are shared by chance and by set phrases 36 times ("phòng công tác xã hội
bệnh viện"), runs of seven only four times, all of them formulas of banks, hospitals and offices.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from casework.playbooks.data_file import Mistake
from trainer.validation.wording import Shingle, Worded, shingles

SHORTEST_RUN = 7
"""Words."""

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
    for group in by_intent.values():
        for places, run in _shared_runs(group).items():
            sharing = [group[place] for place in places]
            if _is_template(sharing, len(run)):
                yield _told(sharing, " ".join(run))


def _shared_runs(group: Sequence[Worded]) -> dict[tuple[int, ...], Sequence[str]]:
    """The longest run of every set of examples that share one."""
    holders: dict[Shingle, list[int]] = defaultdict(list)
    for place, example in enumerate(group):
        for run in set(shingles(example.bare, SHORTEST_RUN)):
            holders[run].append(place)
    shared = {run: tuple(places) for run, places in holders.items() if len(places) > 1}
    longest: dict[tuple[int, ...], Sequence[str]] = {}
    for first in sorted({places[0] for places in shared.values()}):
        bare = group[first].bare
        starts = enumerate(shingles(bare, SHORTEST_RUN))
        for places, stretch in groupby(starts, key=lambda start: shared.get(start[1])):
            found = [start for start, _ in stretch]
            run = bare[found[0] : found[-1] + SHORTEST_RUN]
            if places and len(run) > len(longest.get(places, ())):
                longest[places] = run
    return longest


def _is_template(sharing: Sequence[Worded], length: int) -> bool:
    parts = [length / len(example.bare) for example in sharing]
    if max(parts) > LARGE_PART or len(parts) > MOST_WITH_FORMULA:
        return True
    return sum(part > SMALL_PART for part in parts) >= FEWEST_FILLED


def _told(sharing: Sequence[Worded], run: str) -> Mistake:
    *others, last = sharing
    places = ", ".join(other.place for other in others)
    wrong = f"Chung một khuôn «{run}» với {places}."
    return last.mistake(wrong, "chỉ giữ một câu; các câu kia kể lại bằng lời khác, thứ tự khác.")
