"""Training examples: data/examples/<intent>.txt, one example a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casework.playbooks.data_file import DataFileError, Mistake, read_text

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
    """All examples, by intent in alphabetical order. Empty lines and '# ...' lines are skipped.

    Raises DataFileError that names every file that cannot be read.
    """
    examples: list[Example] = []
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*.txt")):
        try:
            text = read_text(path)
        except DataFileError as error:
            mistakes += error.mistakes
            continue
        examples += _of_file(path, text)
    if mistakes:
        raise DataFileError(mistakes)
    return examples


def _of_file(path: Path, text: str) -> Iterator[Example]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield Example(path.stem, line.strip(), path, number)
