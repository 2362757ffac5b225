"""Checks a playbook that somebody is typing: what is wrong, at which field, and what changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from casework.playbooks import patterns_file
from casework.playbooks.data_file import DataFileError, Mistake, Where, load_text
from casework.playbooks.schema import Playbook, ScamPatterns
from casework.playbooks.wording import in_vietnamese
from casework.validation.editing import check_patterns
from console.differences import DiffLine, difference
from console.playbook_form import PlaybookForm
from console.playbook_words import label_of

_CHOICES = frozenset({"family", "statistics_category", "handbook_group", "id", "stage"})
"""Fields that are chosen from a list: what else could stand there is of no help."""


@dataclass(frozen=True, slots=True)
class FieldMistake:
    """A mistake and the field where it is mended; `line` counts within the field."""

    field: str | None
    label: str
    line: int | None
    wrong: str
    mend: str
    is_warning: bool = False
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class CheckedForm:
    """What would happen if the form were saved now.

    `loads`: whether the file could be read afterwards. `to_mend` counts the mistakes of the whole
    file, without warnings: with any of them nothing is trained. `guessed` is what is perhaps
    somebody's personal data and was not in the file before: a trainer has to have looked at it.
    """

    text: str
    mistakes: tuple[FieldMistake, ...]
    loads: bool
    to_mend: int
    changes: tuple[DiffLine, ...]
    guessed: tuple[FieldMistake, ...] = ()

    @property
    def personal(self) -> list[FieldMistake]:
        """Certainly somebody's personal data: with any of it nothing is saved."""
        return [one for one in self.mistakes if one.is_personal and not one.is_warning]

    def at(self, field: str) -> list[FieldMistake]:
        """What is wrong in a field."""
        return [mistake for mistake in self.mistakes if mistake.field == field]


def check_form(
    text: str, playbook_id: str, form: PlaybookForm, data_dir: Path, today: date
) -> CheckedForm:
    """Check the form as if it were saved into this text of the patterns file, which can be read.

    Raises NoSuchEntry, UnreadableEntry.
    """
    entry = form.entry
    after = patterns_file.with_entry(text, playbook_id, entry)
    changes = tuple(difference(text, after))
    refused = tuple(_schema_mistakes(playbook_id, form))
    if refused:
        return CheckedForm(after, refused, loads=False, to_mend=len(refused), changes=changes)
    found = check_patterns(after, data_dir, today)
    mistakes = tuple(_of_form(found, after, playbook_id, form))
    to_mend = sum(not mistake.is_warning for mistake in found)
    guessed = [one for one in mistakes if one.is_personal and one.is_warning]
    if guessed:
        known = {m.wrong for m in check_patterns(text, data_dir, today) if m.entry == playbook_id}
        guessed = [one for one in guessed if one.wrong not in known]
    return CheckedForm(after, mistakes, True, to_mend, changes, tuple(guessed))  # noqa: FBT003


def loads(text: str, data_dir: Path) -> bool:
    """Whether the patterns file could be read if it held this text."""
    try:
        load_text(text, data_dir / "scam_patterns.yml", ScamPatterns)
    except DataFileError:
        return False
    return True


def _schema_mistakes(playbook_id: str, form: PlaybookForm) -> Iterator[FieldMistake]:
    """With empty fields as empty text: 'too short' helps more at a field than 'missing'."""
    said = {name: value for name, value in form.entry.items() if value is not None}
    try:
        Playbook.model_validate({"id": playbook_id, **said})
    except ValidationError as error:
        for detail in error.errors():
            yield _schema_mistake(form, detail)


def _schema_mistake(form: PlaybookForm, detail: ErrorDetails) -> FieldMistake:
    field, line = form.field_of(detail["loc"])
    last = (field or "").rpartition("-")[2]
    if last in _CHOICES and not detail.get("input"):
        wrong, mend = "Chưa chọn.", "chọn một dòng trong danh sách."
    elif detail["type"] == "string_too_short" and not detail.get("input"):
        wrong, mend = "Còn trống.", f"viết ít nhất {detail['ctx']['min_length']} ký tự."
    else:
        wrong, mend = in_vietnamese(detail)
    return FieldMistake(field, label_of(field), line, wrong, mend)


def _of_form(
    found: Iterable[Mistake], text: str, playbook_id: str, form: PlaybookForm
) -> Iterator[FieldMistake]:
    """Those that stand in the lines of this playbook."""
    places = patterns_file.places(text, playbook_id)
    for mistake in found:
        where = _place(places, mistake.line)
        if where is not None:
            field, line = form.field_of(where) if where else (None, None)
            yield FieldMistake(
                *(field, label_of(field), line, mistake.wrong, mistake.mend),
                is_warning=mistake.is_warning,
                is_personal=mistake.is_personal,
            )


def _place(places: dict[int, Where], line: int) -> Where | None:
    """A sentence may go over several lines: it begins at the last that begins something."""
    if not places or line < min(places) or line > max(places):
        return None
    return places[max(begun for begun in places if begun <= line)]
