"""Answers in plain words, and whether a changed answer is better for whoever asked."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from casework.learning.comparison import AnswerChange, MeasuringSet
from trainer.comparison.asking import Both, Measured, Told
from trainer.comparison.measuring_files import MeasuringFile
from trainer.comparison.sides import Side
from trainer.measures import NONE

NO_SCAM = "không phải lừa đảo"
NOT_KNOWN = "chưa có kịch bản này"
GENUINE = "legit_message"

Verdict = Literal["better", "worse", "neither"]


def verdict(both: Both) -> Verdict:
    """Whether the new answer helps more, less or as much."""
    if both.before is None:
        return "neither"
    gain = _worth(both.after) - _worth(both.before)
    return "better" if gain > 0 else "worse" if gain < 0 else "neither"


def _worth(told: Told) -> int:
    """Answers in order: to ask costs a tap, a wrong name costs trust, 'none' to a scam money."""
    judged = told.judged
    match judged.decision:
        case "more":
            return 3
        case "ask":
            return 4 if {judged.gold, *judged.also_ok} & set(told.candidates) else 2
        case "name" if not judged.right:
            return 1 if judged.is_scam else 0
    return 5 if judged.right else 0


def sets_of(files: Sequence[MeasuringFile], measured: Sequence[Measured]) -> list[MeasuringSet]:
    """How many answers change in each file, as typed and stripped."""
    sets = []
    for file in files:
        of_file = [m for m in measured if m.file is file]
        typed = Counter(verdict(m.typed) for m in of_file if m.typed.changed)
        bare = Counter(verdict(m.stripped) for m in of_file if m.stripped.changed)
        sets.append(
            MeasuringSet(
                name=file.name,
                messages=len(of_file),
                shown=file.shown,
                better=typed["better"],
                worse=typed["worse"],
                neither=typed["neither"],
                stripped_better=bare["better"],
                stripped_worse=bare["worse"],
                stripped_neither=bare["neither"],
            )
        )
    return sets


def changes_of(
    measured: Sequence[Measured], candidate: Side, live: Side | None, names: Mapping[str, str]
) -> list[AnswerChange]:
    """The messages that may be shown and whose answer as typed changes, the worst first."""
    if live is None:
        return []
    shown = [m for m in measured if m.file.shown and m.typed.changed]
    order = ("worse", "better", "neither")
    told = list(_told(shown, candidate, live, names))
    return sorted(told, key=lambda change: order.index(change.verdict))


def _told(
    shown: Sequence[Measured], candidate: Side, live: Side, names: Mapping[str, str]
) -> Iterator[AnswerChange]:
    for message in shown:
        before, after = message.typed.before, message.typed.after
        if before is not None:
            yield AnswerChange(
                source=message.file.name,
                id=str(message.case.id),
                text=message.case.text,
                gold=_gold(after, names),
                before=in_words(before, live, names),
                after=in_words(after, candidate, names),
                verdict=verdict(message.typed),
            )


def _gold(told: Told, names: Mapping[str, str]) -> str:
    judged = told.judged
    if judged.is_scam:
        return names.get(judged.gold, judged.gold)
    return f"tin thật, {NO_SCAM}" if judged.kind == GENUINE else NO_SCAM


def in_words(told: Told, side: Side, names: Mapping[str, str]) -> str:
    """What the resident is told; with a note if the model cannot know the right answer."""
    said = [names.get(name, name) for name in told.candidates]
    match told.judged.decision:
        case "name":
            words = f"nói chắc: {said[0]}"
        case "ask":
            words = f"hỏi lại: {' hay '.join(said)}?"
        case "more":
            words = "hỏi thêm cho rõ"
        case _:
            words = "không thấy giống trò nào"
    known = told.judged.gold in (NONE, *side.library.ids)
    return words if known else f"{words} ({NOT_KNOWN})"
