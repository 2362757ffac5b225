"""Thin styles: residents write in many ways, and each playbook must be known in all of them.

The numbers were set by what 32 playbooks of about 265 examples have (November 2026): about what
nine in ten of them reach, so that only what is thinner than nearly everywhere else is told. Other
intents need less, and only of what makes sense in all of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.playbooks.data_file import Mistake
from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.validation import style_marks
from casework.validation.examples import FEWEST_EXAMPLES
from casework.validation.wording import Worded

ENOUGH_FOR_A_PLAYBOOK = 150
ENOUGH_ELSEWHERE = 200
"""Examples. Fewer are a warning; fewer than FEWEST_EXAMPLES a mistake, told by examples.py."""

_IN_ANY_STYLE = frozenset({"greeting", "thanks", "bot_identity", "help", "gibberish"})
"""A greeting is no story, so it is not told in the third person, nor in eighty words."""


@dataclass(frozen=True, slots=True)
class Style:
    """A way of writing, how it is seen, and how many examples of it an intent needs."""

    name: str
    is_seen: Callable[[Worded], bool]
    in_playbook: int
    elsewhere: int = 0


STYLES = (
    Style("không dấu", style_marks.has_no_tones, 35, 20),
    Style("viết tắt kiểu giới trẻ (ko, đc, mn, r)", style_marks.is_teencode, 20, 15),
    Style("tiếng miền Tây (tui, hổng, biểu, dìa)", style_marks.is_southern, 27, 15),
    Style("không chấm phẩy", style_marks.has_no_punctuation, 8, 8),
    Style("dài, từ 80 chữ", style_marks.is_long, 20),
    Style("ngắn, tới 7 chữ", style_marks.is_short, 8, 8),
    Style("câu hỏi", style_marks.is_question, 40, 20),
    Style("kể chuyện của mình", style_marks.is_own_story, 100, 20),
    Style("kể giùm người khác", style_marks.is_another_s_story, 40, 10),
    Style("dán nguyên tin nhận được", style_marks.is_pasted, 20),
)


def check_styles(
    playbooks: Iterable[str],
    examples: Iterable[Worded],
    folder: Path,
    only: str | None = None,
) -> Iterator[Mistake]:
    """Warnings: too few examples, or too few in one style; or for `only` this one."""
    by_intent: dict[str, list[Worded]] = defaultdict(list)
    for example in examples:
        by_intent[example.example.intent].append(example)
    for intent in (only,) if only else (*playbooks, *NOT_PLAYBOOKS):
        found = by_intent[intent]
        if len(found) >= FEWEST_EXAMPLES:
            for wrong, mend in (*_count(intent, found), *_thin(intent, found)):
                path = str(folder / f"{intent}.txt")
                yield Mistake(path, 1, intent, wrong, mend, is_warning=True)


def _count(intent: str, found: Sequence[Worded]) -> Iterator[tuple[str, str]]:
    enough = ENOUGH_ELSEWHERE if intent in NOT_PLAYBOOKS else ENOUGH_FOR_A_PLAYBOOK
    if len(found) < enough:
        yield f"Mới có {len(found)} câu ví dụ.", f"viết thêm {enough - len(found)} câu."


def _thin(intent: str, found: Sequence[Worded]) -> Iterator[tuple[str, str]]:
    if intent in _IN_ANY_STYLE:
        return
    for style in STYLES:
        needed = style.elsewhere if intent in NOT_PLAYBOOKS else style.in_playbook
        missing = needed - sum(map(style.is_seen, found))
        if missing > 0:
            wrong = f"Ít câu kiểu «{style.name}»: mới có {needed - missing}."
            yield wrong, f"viết thêm {missing} câu kiểu này."
