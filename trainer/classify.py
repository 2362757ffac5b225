"""What the bot would decide on each message of a file."""

from dataclasses import dataclass
from typing import Any

from casework.evidence.base import Examines
from casework.intake import Intake, Understanding
from casework.json_lines import MessageLine
from casework.playbooks.library import Library
from casework.privacy.texts import RawText
from casework.understanding.base import Interpreter


@dataclass(frozen=True, slots=True)
class Classifier:
    """Classifies messages exactly as intake does, and keeps nothing."""

    interpreter: Interpreter
    library: Library
    examiner: Examines

    async def classify(self, message: MessageLine) -> dict[str, Any]:
        """The decision as the fields of docs/messages-files.md. Raises InterpreterUnavailable."""
        intake = Intake(self.interpreter, self.library, self.examiner)
        told = await intake.understand(RawText(message.text))
        return {"id": message.id, **_fields(told, self.library)}


def _fields(told: Understanding, library: Library) -> dict[str, Any]:
    candidates = told.decision.candidates
    ranked = {r.name: r.confidence for r in told.decision.playbooks}
    # A playbook that the interpreter did not rank still belongs to the ranking, at the end.
    ranked |= {name: 0.0 for name in library.ids if name not in ranked}
    confidence = candidates[0].confidence if candidates else told.interpretation.confidence
    return {
        "decision": told.decision.kind.value,
        "playbook": candidates[0].name if candidates else None,
        "confidence": round(confidence, 4),
        "stage": told.stage.value if told.stage else "unclear",
        "intent": told.interpretation.intent,
        "alternatives": [
            {"playbook": name, "confidence": round(share, 4)} for name, share in ranked.items()
        ],
    }
