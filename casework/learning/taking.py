"""Takes a trainer's sentence into data/examples: checked as if it stood there, then written.

Checking reads all examples and takes a second or two, so it is done before a session is opened;
`deciding.accept` takes a checked sentence only. Who commits the file to git is the caller.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.learning.draft_lock import Draft
from casework.learning.stories import NO_SCAM
from casework.playbooks.data_file import Mistake, read_text
from casework.playbooks.examples import read_examples
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.stage import Stage
from casework.validation.editing import check_example_lines

_BEGINS_AS_NO_SENTENCE = re.compile(r"[#\[]|\ufeff")
_NO_INTENT = re.compile(r"[^a-z0-9_]")


class NotASentence(Exception):
    """Câu ví dụ còn trống, hoặc bắt đầu bằng # hay [. Viết một câu như người dân sẽ nhắn."""


class HasPersonalData(Exception):
    """Câu ví dụ có vẻ còn thông tin riêng, nên không được lấy.

    Bỏ tên, số, địa chỉ đi, hoặc thay bằng <PHONE>, <ACCOUNT>, <NAME>, <ADDRESS>…
    """


class NotAnExample(Exception):
    """Câu này chưa làm ví dụ được; sửa theo từng dòng dưới đây."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        told = [f"{mistake.wrong} Cách sửa: {mistake.mend}" for mistake in mistakes]
        super().__init__("\n".join([self.__doc__ or "", *told]))


@dataclass(frozen=True, slots=True)
class CheckedExample:
    """A sentence that may be written to an intent's file, which had `present` examples."""

    intent: str
    stage: Stage | None
    text: RedactedText
    path: Path
    present: int

    @property
    def line(self) -> str:
        """As it stands in the file."""
        return f"[{self.stage}] {self.text}" if self.stage else self.text


def checked(intent: str, stage: Stage | None, text: str, data_dir: Path) -> CheckedExample:
    """Check a trainer's sentence. Raises NotASentence, HasPersonalData, NotAnExample."""
    sentence = " ".join(text.split())
    if not sentence or _BEGINS_AS_NO_SENTENCE.match(sentence) or _NO_INTENT.search(intent):
        raise NotASentence
    redaction = redact(RawText(sentence))
    if redaction.found:
        raise HasPersonalData
    folder = data_dir / "examples"
    present = sum(example.intent == intent for example in read_examples(folder))
    path = folder / f"{intent}.txt"
    # What is no scam has no stage, whatever the model had taken it for.
    told = None if intent in NO_SCAM else stage
    example = CheckedExample(intent, told, redaction.text, path, present)
    content = _with(_content(path), example.line)
    last = len(content.splitlines())
    found = check_example_lines(intent, content, data_dir)
    mistakes = [each for each in found if each.line == last and not each.is_warning]
    if mistakes:
        raise NotAnExample(mistakes)
    return example


def state_of(data_dir: Path) -> frozenset[tuple[str, int, int]]:
    """What tells whether any file of examples has changed between two looks."""
    stats = ((path.name, path.stat()) for path in (data_dir / "examples").glob("*.txt"))
    return frozenset((name, each.st_mtime_ns, each.st_ino) for name, each in stats)


def append(draft: Draft, example: CheckedExample) -> None:
    """Write the sentence behind the others. Raises OSError, DataFileError, DraftPutDown."""
    content = _with(_content(example.path), example.line)
    draft.write(example.path, content.encode())


def _content(path: Path) -> str:
    return read_text(path) if path.exists() else ""


def _with(content: str, line: str) -> str:
    between = "" if not content or content.endswith("\n") else "\n"
    return f"{content}{between}{line}\n"
