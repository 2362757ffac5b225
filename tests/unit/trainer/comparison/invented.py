"""Two models by script: each says an intent for a word that stands in the message."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casework.evidence.base import ExaminesNothing
from casework.json_lines import MessageLine
from casework.learning.comparison import Comparison
from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.playbooks.library import Library
from casework.privacy.texts import RedactedText
from casework.understanding.base import Interpretation, RankedIntent
from trainer.comparison.asking import Measured, Respondent, ask_all
from trainer.comparison.measuring_files import MeasuringFile
from trainer.comparison.run import compare_sides
from trainer.comparison.sides import LabelScore, Side

SHIPPER, LOAN, TAX = "shipper_gia", "vay_tien_phi_truoc", "thue_ho_kinh_doanh_gia"
SURE, SPLIT = 0.9, 0.45

Says = Mapping[str, tuple[str, ...]]
"""By a word of the message: the intent it is sure of, or two that it wavers between."""


class ScriptedModel:
    """Knows words without tones; whatever holds none of them is off topic."""

    def __init__(self, says: Says) -> None:
        self._says = says
        self.heard: list[str] = []

    async def interpret(self, utterance: RedactedText) -> Interpretation:
        self.heard.append(utterance)
        known = (intents for word, intents in self._says.items() if word in utterance)
        intents = next(known, ("off_topic",))
        share = SURE if len(intents) == 1 else SPLIT
        ranking = (*(RankedIntent(intent, share) for intent in intents), RankedIntent("faq", 0.01))
        return Interpretation(ranking, source="scripted")


def case(number: int, text: str, playbook: str = "none", **more: Any) -> MessageLine:  # noqa: ANN401
    fields = {"id": f"m{number}", "text": text, "playbook": playbook, **more}
    return MessageLine(f"m{number}", text, fields, number)


def file_of(
    *cases: MessageLine, name: str = "messages_1.jsonl", shown: bool = True
) -> MeasuringFile:
    return MeasuringFile(name, shown, cases)


def without(library: Library, *ids: str) -> Library:
    """The library before these playbooks were added."""
    kept = [playbook for playbook in library.playbooks if playbook.id not in ids]
    return Library(kept, library.emergency)


def side(name: str, library: Library, **scores: LabelScore) -> Side:
    """A version whose model has exactly its playbooks as intents."""
    every = dict.fromkeys((*library.ids, *NOT_PLAYBOOKS), LabelScore(200, 0.7, 0.7))
    return Side(name, Path(f"{name}.tar.gz"), library, {**every, **scores})


async def compared(
    candidate: Side, live: Side | None, says_before: Says, says_after: Says, *files: MeasuringFile
) -> Comparison:
    models = [ScriptedModel(says_after), ScriptedModel(says_before)]
    return await compare_sides(candidate, live, files, models, ExaminesNothing())


async def measured(
    library: Library, says_before: Says, says_after: Says, *files: MeasuringFile
) -> list[Measured]:
    before, after = (
        Respondent(ScriptedModel(says), library, ExaminesNothing())
        for says in (says_before, says_after)
    )
    return await ask_all(files, before, after)
