"""All playbooks of the draft as one list: how well each is known, and what there is to do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casework.learning.models import ModelVersion
from casework.playbooks.data_file import Mistake, load_text, read_text
from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.playbooks.schema import Playbook, ScamPatterns
from casework.validation.editing import check_patterns
from console.draft_state import DraftState, compare
from console.example_styles import Styles, styles_of
from console.model_versions import LabelScores, Report, report_of
from console.wording import INTENT


@dataclass(frozen=True, slots=True)
class Known:
    """How well the live version knows an intent, and what it takes it for most often."""

    scores: LabelScores | None
    taken_for: tuple[tuple[str, int], ...] = ()
    taken_from: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, report: Report | None, intent: str) -> "Known":
        """Nothing, before the first version."""
        if report is None:
            return cls(None)
        mixed = sorted(report.confusions, key=lambda one: -one[2])
        return cls(
            report.by_label.get(intent),
            tuple((guess, times) for right, guess, times in mixed if right == intent),
            tuple((right, times) for right, guess, times in mixed if guess == intent),
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list."""

    id: str
    name: str
    known: Known
    styles: Styles | None
    state: DraftState = DraftState.SAME
    mistakes: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """The playbooks, the worst known first, and the intents beside them.

    `elsewhere` are the mistakes of the file that are of no playbook.
    """

    playbooks: tuple[Listed, ...]
    others: tuple[Listed, ...]
    gone: tuple[str, ...]
    elsewhere: tuple[Mistake, ...]
    to_mend: int
    differs: bool


def draft_of(data_dir: Path) -> tuple[str, ScamPatterns]:
    """The draft as text, and as it is read. Raises DataFileError."""
    path = data_dir / "scam_patterns.yml"
    text = read_text(path)
    return text, load_text(text, path, ScamPatterns)[0]


def names_of(playbooks: Sequence[Playbook]) -> dict[str, str]:
    """What each intent is called."""
    return {**INTENT, **{playbook.id: playbook.name for playbook in playbooks}}


def about(mistakes: Sequence[Mistake], playbook_id: str) -> list[Mistake]:
    """The mistakes that are told of a playbook."""
    return [mistake for mistake in mistakes if _whose(mistake) == playbook_id]


def listing(data_dir: Path, live: ModelVersion | None, today: date) -> Listing:
    """Read and count everything: seconds the first time. Raises DataFileError."""
    text, patterns = draft_of(data_dir)
    drafted = compare(text, live.patterns if live else None)
    report = report_of(live) if live else None
    mistakes = check_patterns(text, data_dir, today)
    ids = [playbook.id for playbook in patterns.playbooks]
    styles = styles_of(data_dir / "examples", [*ids, *NOT_PLAYBOOKS])
    counts = Counter(_whose(m) for m in mistakes if not m.is_warning)
    playbooks = [
        Listed(
            *(playbook.id, playbook.name, Known.of(report, playbook.id), styles[playbook.id]),
            drafted.states.get(playbook.id, DraftState.SAME),
            counts[playbook.id],
        )
        for playbook in patterns.playbooks
    ]
    others = [
        Listed(intent, INTENT[intent], Known.of(report, intent), styles[intent])
        for intent in NOT_PLAYBOOKS
    ]
    return Listing(
        tuple(sorted(playbooks, key=_weakness)),
        tuple(others),
        drafted.gone,
        tuple(mistake for mistake in mistakes if _whose(mistake) not in ids),
        counts.total(),
        drafted.differs,
    )


def _whose(mistake: Mistake) -> str:
    return mistake.entry.partition(" > ")[0]


def _weakness(one: Listed) -> float:
    """Those that no version knows yet stand last, and stay in the order of the file."""
    return one.known.scores.f1 if one.known.scores else 2.0
