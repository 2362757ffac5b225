"""How many examples an intent has, and in which styles of writing: the thinnest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from casework.playbooks.data_file import read_text
from casework.playbooks.examples import NOT_PLAYBOOKS, examples_in
from casework.validation.styles import STYLES, check_styles
from casework.validation.wording import worded

_KEPT = 128
"""Files. Each is counted again when it has changed."""


@dataclass(frozen=True, slots=True)
class StyleCount:
    """Examples of one style, and how many there should be."""

    name: str
    found: int
    needed: int

    @property
    def share(self) -> float:
        """Under 1 it is thin."""
        return self.found / self.needed


@dataclass(frozen=True, slots=True)
class Styles:
    """The examples of an intent; `thin` is what validation says of them, with the mend."""

    examples: int
    counts: tuple[StyleCount, ...]
    thin: tuple[str, ...]

    @property
    def thinnest(self) -> StyleCount | None:
        """The style that has least of what it needs."""
        return min(self.counts, key=lambda one: one.share, default=None)


def styles_in(intent: str, text: str, path: Path) -> Styles:
    """The styles of a text of examples."""
    found = worded(examples_in(path, text))
    is_playbook = intent not in NOT_PLAYBOOKS
    counts = (
        StyleCount(style.name, sum(map(style.is_seen, found)), needed)
        for style in STYLES
        if (needed := style.in_playbook if is_playbook else style.elsewhere)
    )
    told = check_styles([intent] if is_playbook else [], found, path.parent)
    thin = tuple(f"{m.wrong} Cách sửa: {m.mend}" for m in told if m.entry == intent)
    return Styles(len(found), tuple(sorted(counts, key=lambda one: one.share)), thin)


def styles_of(folder: Path, intents: Iterable[str]) -> dict[str, Styles | None]:
    """The styles of the examples of each intent; None where there is no file that can be read."""
    return {intent: _of_file(intent, folder / f"{intent}.txt") for intent in intents}


def _of_file(intent: str, path: Path) -> Styles | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return _counted(intent, path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=_KEPT)
def _counted(intent: str, path: Path, _changed: int, _size: int) -> Styles:
    return styles_in(intent, read_text(path), path)
