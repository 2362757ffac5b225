"""Fits the first reply onto one phone screen: the least urgent parts give way."""

from collections.abc import Sequence
from dataclasses import dataclass

FIRST_REPLY_LIMIT = 700
"""Characters of a first reply: one screen of a cheap phone with large type."""

ALWAYS = 2
WANTED = 3
"""Steps that are never left out, and steps that are left out only last."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a reply. The highest `spare` is left out first; 0 is never left out."""

    text: str
    spare: int = 0


def fit(parts: Sequence[Part], limit: int = FIRST_REPLY_LIMIT) -> str:
    """Join the parts by line breaks, leaving out spare parts until they fit."""
    kept = [part for part in parts if part.text]
    while len(_joined(kept)) > limit and any(part.spare for part in kept):
        worst = max(range(len(kept)), key=lambda i: (kept[i].spare, i))
        del kept[worst]
    return _joined(kept)


def numbered(lines: Sequence[str]) -> list[Part]:
    """Numbered steps. The first two always stay; from the fourth on they give way first."""
    return [
        Part(
            f"{number}. {_sentence(line)}", 0 if number <= ALWAYS else 1 if number <= WANTED else 4
        )
        for number, line in enumerate(lines, start=1)
    ]


def _joined(parts: Sequence[Part]) -> str:
    return "\n".join(part.text for part in parts)


def _sentence(line: str) -> str:
    return line if line.endswith((".", "!", "?", ":")) else f"{line}."
