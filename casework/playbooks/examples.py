"""Training examples: data/examples/<intent>.txt, one example a line.

A line may begin with the stage that it tells of, in brackets: "[paid] em lỡ chuyển rồi".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casework.playbooks.data_file import DataFileError, Mistake, read_text
from casework.stage import Stage

_STAGE_MARK = re.compile(rf"\[({'|'.join(Stage)})\]\s+")

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
    """One example and where it stands; `line` counts from 1.

    `stage` is None where no one wrote it down, or where the words don't tell.
    """

    intent: str
    text: str
    path: Path
    line: int
    stage: Stage | None = None


def is_left_over(path: Path) -> bool:
    """Whether a program left this file behind while it had another open; nobody's examples."""
    return path.name.startswith((".", "~$"))


def example_files(folder: Path) -> list[Path]:
    """The files of examples, by intent in alphabetical order."""
    return sorted(path for path in folder.glob("*.txt") if not is_left_over(path))


def read_examples(folder: Path) -> list[Example]:
    """All examples, by intent in alphabetical order. Empty lines and '# ...' lines are skipped.

    Raises DataFileError that names every file that cannot be read.
    """
    examples: list[Example] = []
    mistakes: list[Mistake] = []
    for path in example_files(folder):
        try:
            text = read_text(path)
        except DataFileError as error:
            mistakes += error.mistakes
            continue
        examples += examples_in(path, text)
    if mistakes:
        raise DataFileError(mistakes)
    return examples


def examples_in(path: Path, text: str) -> Iterator[Example]:
    """The examples of one file, if it held this text."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            mark = _STAGE_MARK.match(line)
            stage, text = (Stage(mark[1]), line[mark.end() :]) if mark else (None, line)
            yield Example(path.stem, text.strip(), path, number, stage)
