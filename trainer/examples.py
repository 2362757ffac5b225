"""Training examples: data/examples/<intent>.txt, one example a line."""

from dataclasses import dataclass
from pathlib import Path

NOT_PLAYBOOKS = (
    "greeting",
    "thanks",
    "bot_identity",
    "help",
    "legit_message",
    "civil_dispute",
    "advert",
    "off_topic",
    "faq",
    "gibberish",
    "scam_unclear",
)
"""Intents beside the playbooks. The bot answers them in bot/conversation/small_talk.py."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example and where it stands; `line` counts from 1."""

    intent: str
    text: str
    path: Path
    line: int


def read_examples(folder: Path) -> list[Example]:
    """All examples, by intent in alphabetical order. Empty lines and '# ...' lines are skipped."""
    return [
        Example(path.stem, text.strip(), path, number)
        for path in sorted(folder.glob("*.txt"))
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if text.strip() and not text.startswith("#")
    ]
