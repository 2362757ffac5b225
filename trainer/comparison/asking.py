"""Asks both models the same messages in turn, as typed and with the tones stripped."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from casework.evidence.base import Examines
from casework.json_lines import MessageLine
from casework.playbooks.library import Library
from casework.privacy.texts import RedactedText
from casework.understanding.base import Interpretation, Interpreter
from casework.vietnamese import strip_tones
from trainer.classify import Classifier
from trainer.comparison.measuring_files import MeasuringFile
from trainer.measures import Judged


@dataclass(frozen=True, slots=True)
class Told:
    """A model's answer, joined with the right one.

    `candidates` are the playbook that it names, or the two that it asks about; `seconds` is the
    time that the model took, without our own reading and redacting.
    """

    judged: Judged
    candidates: tuple[str, ...]
    seconds: float

    @property
    def answer(self) -> tuple[str, ...]:
        """What the resident notices of it: two answers are the same if this is."""
        return (self.judged.decision, *self.candidates)


@dataclass(frozen=True, slots=True)
class Both:
    """The answers of both models to one text; `before` is None without a live model."""

    before: Told | None
    after: Told

    @property
    def changed(self) -> bool:
        """Whether a resident would notice a difference."""
        return self.before is not None and self.before.answer != self.after.answer


@dataclass(frozen=True, slots=True)
class Measured:
    """One message of a measuring file, with all answers to it."""

    file: MeasuringFile
    case: MessageLine
    typed: Both
    stripped: Both


class _Timed:
    """An interpreter with a watch beside it."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self.seconds = 0.0

    async def interpret(self, utterance: RedactedText) -> Interpretation:
        began = time.perf_counter()
        interpretation = await self._interpreter.interpret(utterance)
        self.seconds = time.perf_counter() - began
        return interpretation


class Respondent:
    """A model that answers as the bot would: with its own playbooks, with the bot's evidence."""

    def __init__(self, interpreter: Interpreter, library: Library, examiner: Examines) -> None:
        self._timed = _Timed(interpreter)
        self._classifier = Classifier(self._timed, library, examiner)

    async def answer(self, case: MessageLine) -> Told:
        """Classify and judge. Raises InterpreterUnavailable."""
        fields = await self._classifier.classify(case)
        judged = Judged.of(case.fields, fields)
        asked = {"name": 1, "ask": 2}.get(judged.decision, 0)
        return Told(judged, judged.alternatives[:asked], self._timed.seconds)


async def ask_all(
    files: Sequence[MeasuringFile], before: Respondent | None, after: Respondent
) -> list[Measured]:
    """Every message to both models. Raises InterpreterUnavailable.

    They take turns in going first, so that a busy moment of the machine hits both alike.
    """
    cases = [(file, case) for file in files for case in file.cases]
    if before is not None:
        await _warm_up(before, cases[0][1])
    await _warm_up(after, cases[0][1])
    measured = []
    for place, (file, case) in enumerate(cases):
        bare = replace(case, text=strip_tones(case.text))
        typed = await _ask(before, after, case, after_first=place % 2 == 1)
        stripped = await _ask(before, after, bare, after_first=place % 2 == 0)
        measured.append(Measured(file, case, typed, stripped))
    return measured


async def _warm_up(respondent: Respondent, case: MessageLine) -> None:
    """A server's first answer is slow, and says nothing of the others."""
    await respondent.answer(case)


async def _ask(
    before: Respondent | None, after: Respondent, case: MessageLine, *, after_first: bool
) -> Both:
    if before is None:
        return Both(None, await after.answer(case))
    if after_first:
        candidate = await after.answer(case)
        return Both(await before.answer(case), candidate)
    live = await before.answer(case)
    return Both(live, await after.answer(case))
