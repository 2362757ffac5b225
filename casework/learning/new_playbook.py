"""Begins a playbook in the draft: its skeleton in the patterns file, and a file for examples.

What stands in the patterns file already stays byte for byte. Nothing is written until all of it is
known to be in order.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints, ValidationError

from casework.learning.draft_lock import Draft
from casework.playbooks import skeleton as skeletons
from casework.playbooks.data_file import load_text, read_text
from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.playbooks.schema import Family, Phrase, PlaybookId, ScamPatterns, StatisticsCategory
from casework.playbooks.skeleton import TO_WRITE, append_entry, examples_header, skeleton
from casework.playbooks.wording import in_vietnamese
from casework.validation.personal_texts import personal_data_in
from casework.vietnamese import fold, strip_tones

MOST_SIGNS = 30
"""As many phrases as a warning sign may have."""

_SYLLABLES, _SHORTEST_ID, _LONGEST_ID = 5, 3, 49


class DraftChanged(Exception):
    """Tệp kịch bản vừa được người khác sửa, nên chưa ghi gì. Bấm lại lần nữa."""


class NotWritable(Exception):
    """Không ghi được vào thư mục data/, nên chưa đổi gì. Báo người quản trị cho quyền ghi."""


class NotInOrder(Exception):
    """Có ô chưa đúng, nên chưa ghi gì. Sửa theo lời nhắc ở từng ô."""

    def __init__(self, told: dict[str, str]) -> None:
        super().__init__(self.__doc__)
        # By the name of the field.
        self.told = told


class Wanted(BaseModel):
    """What is known of a playbook when its cases have only just been found."""

    id: PlaybookId
    name: Annotated[str, StringConstraints(min_length=5, max_length=80, strip_whitespace=True)]
    family: Family
    statistics_category: StatisticsCategory
    neighbours: tuple[str, ...] = ()
    signs: Annotated[tuple[Phrase, ...], Field(max_length=MOST_SIGNS)] = ()

    @property
    def draft(self) -> skeletons.Draft:
        """The rest is left to be written, and says so."""
        return skeletons.Draft(
            id=self.id,
            name=self.name,
            short_name=f"{TO_WRITE}: tên ngắn",
            definition=f"{TO_WRITE}: một câu nói chúng lừa bằng cách nào, để lấy gì của nạn nhân",
            family=self.family,
            statistics_category=self.statistics_category,
            neighbours=self.neighbours,
            signs=self.signs,
        )


@dataclass(frozen=True, slots=True)
class Prepared:
    """Texts that are in order and only have to be written."""

    patterns: Path
    before: str
    after: str
    examples: Path
    header: str

    def write(self, draft: Draft) -> tuple[Path, Path]:
        """Write both files, inside of `draft.all_or_nothing()`; which they are.

        Raises DraftChanged, NotWritable, DraftPutDown.
        """
        try:
            if _read(self.patterns) != self.before or self.examples.exists():
                raise DraftChanged
            draft.write(self.examples, self.header.encode())
            draft.write(self.patterns, self.after.encode())
        except OSError:
            raise NotWritable from None
        return self.patterns, self.examples


def prepare(data_dir: Path, typed: dict[str, object]) -> Prepared:
    """Make the new texts; the draft is held. Raises NotInOrder, DataFileError, NotAppendable."""
    path = data_dir / "scam_patterns.yml"
    patterns, _ = load_text(read_text(path), path, ScamPatterns)
    ids = [playbook.id for playbook in patterns.playbooks]
    wanted = _checked(typed, ids, data_dir)
    before = _read(path)
    after = append_entry(before, skeleton(wanted.draft))
    examples = _examples(data_dir, wanted.id)
    return Prepared(path, before, after, examples, examples_header(wanted.draft))


def proposed_id(words: Iterable[str], taken: Iterable[str]) -> str:
    """An id from typical words: 'may_loc_nuoc_tra_gop'. Empty if they make none that is free."""
    bare = strip_tones(fold(" ".join(words)))
    syllables = list(dict.fromkeys(re.findall(r"[a-z][a-z0-9]*", bare)))
    made = "_".join(syllables[:_SYLLABLES])[:_LONGEST_ID].rstrip("_")
    return made if len(made) >= _SHORTEST_ID and made not in set(taken) else ""


def _checked(typed: dict[str, object], ids: list[str], data_dir: Path) -> Wanted:
    told: dict[str, str] = {}
    try:
        wanted = Wanted.model_validate(typed)
    except ValidationError as error:
        for detail in error.errors():
            wrong, mend = in_vietnamese(detail)
            told[str(detail["loc"][0])] = f"{wrong} Cách sửa: {mend}"
        raise NotInOrder(told) from None
    if wanted.id in {*ids, *NOT_PLAYBOOKS} or _examples(data_dir, wanted.id).exists():
        told["id"] = "Mã này đã có. Cách sửa: đặt mã khác, hoặc sửa kịch bản đang có."
    if not set(wanted.neighbours) <= set(ids):
        told["neighbours"] = "Có kịch bản không còn trong bản nháp. Cách sửa: bỏ dấu chọn ở đó."
    # Guesses as well: in the editor they can be marked as looked at, here nobody can.
    for mistake in personal_data_in({"name": wanted.name, "signs": wanted.signs}, data_dir):
        told[mistake.entry] = f"{mistake.wrong} Cách sửa: {mistake.mend}"
    if told:
        raise NotInOrder(told)
    return wanted


def _examples(data_dir: Path, playbook_id: str) -> Path:
    return data_dir / "examples" / f"{playbook_id}.txt"


def _read(path: Path) -> str:
    """With its line ends and byte order mark: all of it is written back."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
