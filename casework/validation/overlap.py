"""Overlap: nothing of a measuring set is ever trained on, or its scores would mean nothing.

An example takes from a measuring message if both share seven words in a row, or if most of the
runs of four words of either stand in the other. Words are compared without tone marks. Seven
words in a row are no chance: see templates.py for how rarely two people write the same six.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.json_lines import NotAMessage, NotUtf8, read_messages
from casework.playbooks.data_file import DataFileError, Mistake
from casework.validation.wording import Shingle, Worded, shingles, views

RUN = 7
SHORT_RUN = 4
MOST = 0.5


@dataclass(frozen=True, slots=True)
class Measuring:
    """A measuring message: its name, and its words without tone marks."""

    name: str
    bare: Sequence[str]


def held_out(data_dir: Path) -> list[Path]:
    """The measuring sets that belong to the project."""
    return sorted((data_dir / "held_out").glob("*.jsonl"))


def check_held_out(data_dir: Path) -> Iterator[Mistake]:
    """A warning without any: a copied example would go unseen, and no model could be measured."""
    if not held_out(data_dir):
        folder = data_dir / "held_out"
        wrong = "Không có bộ câu để đo, nên chưa biết câu ví dụ có chép từ đó không."
        mend = "lấy lại thư mục data/held_out từ kho của dự án."
        yield Mistake(str(folder), 1, "held_out", wrong, mend, is_warning=True)


def read_measuring(paths: Iterable[Path]) -> list[Measuring]:
    """The messages of some measuring sets. Raises DataFileError with every line that is none."""
    messages: list[Measuring] = []
    mistakes: list[Mistake] = []
    for path in paths:
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            try:
                for message in read_messages([line]):
                    name = f"{path.name}, id {message.id}"
                    messages.append(Measuring(name, views(message.text)[1]))
            except (NotAMessage, NotUtf8) as error:
                mend = "sửa dòng này, hoặc chỉ đúng tệp các tin để chấm điểm."
                mistakes.append(Mistake(str(path), number, "tệp", error.__doc__ or "", mend))
    if mistakes:
        raise DataFileError(mistakes)
    return messages


def check_overlap(examples: Iterable[Worded], messages: Sequence[Measuring]) -> Iterator[Mistake]:
    """A mistake for each example that takes from a message."""
    runs = _holders(messages, RUN)
    short_runs = _holders(messages, SHORT_RUN)
    for example in examples if messages else ():
        own = shingles(example.bare, RUN)
        if not runs.keys().isdisjoint(own):
            run = next(run for run in own if run in runs)
            yield _told(example, messages[runs[run][0]], f"«{' '.join(run)}»")
        elif (taken := _mostly(example, messages, short_runs)) is not None:
            yield _told(example, messages[taken], "hơn nửa lời")


def _holders(messages: Sequence[Measuring], length: int) -> dict[Shingle, list[int]]:
    holders: dict[Shingle, list[int]] = defaultdict(list)
    for i, message in enumerate(messages):
        for run in set(shingles(message.bare, length)):
            holders[run].append(i)
    return dict(holders)


def _mostly(
    example: Worded, messages: Sequence[Measuring], holders: dict[Shingle, list[int]]
) -> int | None:
    """The message with which most of the short runs of either are shared."""
    own = set(shingles(example.bare, SHORT_RUN))
    shared = Counter(i for run in own & holders.keys() for i in holders[run])
    for i, count in shared.most_common():
        theirs = len(messages[i].bare) - SHORT_RUN + 1
        if count > MOST * min(len(own), theirs):
            return i
    return None


def _told(example: Worded, message: Measuring, shared: str) -> Mistake:
    wrong = f"Trùng {shared} với tin dùng để chấm điểm ({message.name})."
    return example.mistake(wrong, "xoá câu này, hoặc kể lại bằng lời và chi tiết khác hẳn.")
