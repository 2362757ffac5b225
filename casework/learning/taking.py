"""Takes a trainer's sentence into data/examples: checked as if it stood there, then written.

Checking reads all examples and takes a second or two, so it is done before a session is opened;
`deciding.accept` takes a checked sentence only. Who commits the file to git is the caller.
"""

import fcntl
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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


def append(example: CheckedExample) -> None:
    """Write the sentence behind the others, whole or not at all. Raises OSError."""
    with _alone(example.path.parent):
        content = _with(_content(example.path), example.line)
        handle, aside = tempfile.mkstemp(dir=example.path.parent, prefix=".", suffix=".writing")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            there = example.path.exists()
            Path(aside).chmod(example.path.stat().st_mode & 0o777 if there else 0o644)
            Path(aside).replace(example.path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise


def _content(path: Path) -> str:
    return read_text(path) if path.exists() else ""


def _with(content: str, line: str) -> str:
    between = "" if not content or content.endswith("\n") else "\n"
    return f"{content}{between}{line}\n"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One writer at a time: two trainers may accept in the same moment."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
