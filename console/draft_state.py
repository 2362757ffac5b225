"""How the draft of the playbooks differs from what the live model version was made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casework.playbooks.patterns_file import entry_texts


class DraftState(StrEnum):
    """A playbook of the draft, beside the live version."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Drafted:
    """The state of each playbook of the draft, and the ids of those that are only in the live one.

    Without a live version nothing differs from it.
    """

    states: Mapping[str, DraftState]
    gone: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether training would have something new to train from, of the playbooks at least."""
        return bool(self.gone) or any(one is not DraftState.SAME for one in self.states.values())


def compare(draft: str, live: str | None) -> Drafted:
    """Each playbook by what its lines say; comments are for those who edit."""
    now = {name: _said(lines) for name, lines in entry_texts(draft).items()}
    if live is None:
        return Drafted(dict.fromkeys(now, DraftState.SAME), ())
    then = {name: _said(lines) for name, lines in entry_texts(live).items()}
    states = {name: _state(said, then.get(name)) for name, said in now.items()}
    return Drafted(states, tuple(name for name in then if name not in now))


def _state(said: list[str], then: list[str] | None) -> DraftState:
    if then is None:
        return DraftState.NEW
    return DraftState.SAME if said == then else DraftState.CHANGED


def _said(lines: str) -> list[str]:
    return [line for line in lines.splitlines() if not line.lstrip().startswith("#")]
