"""Reads people's YAML: a mistake is told with file, line, entry and the mend, in Vietnamese."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from casework.playbooks import strict_yaml
from casework.playbooks.nearest import did_you_mean
from casework.playbooks.strict_yaml import NotStrictYaml
from casework.playbooks.wording import in_vietnamese

Where = Sequence[str | int]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a data file. `line` counts from 1; a warning may be left as it is.

    `is_personal`: it quotes what may be somebody's personal data.
    """

    file: str
    line: int
    entry: str
    wrong: str
    mend: str
    is_warning: bool = False
    is_personal: bool = False

    def __str__(self) -> str:
        """One line, as an editor can jump to it."""
        place = f"{self.file}:{self.line}"
        return f"{place}: [{self.entry}] {self.wrong} Cách sửa: {self.mend}"


class DataFileError(Exception):
    """Tệp dữ liệu có chỗ sai; sửa theo từng dòng dưới đây rồi chạy lại."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join([self.__doc__ or "", *map(str, self.mistakes)]))


class Lines:
    """Finds the line of an entry, so that a trainer can go to it."""

    def __init__(self, root: yaml.Node | None) -> None:
        self._root = root

    def of(self, where: Where) -> int:
        """Line (from 1) of the deepest part of `where` that exists in the file."""
        node, line = self._root, 1
        for step in where:
            child = _child(node, step)
            if child is None:
                break
            line, node = child
        return line


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item: yaml.Node = node.value[step]
        return item.start_mark.line + 1, item
    return None


def load(path: Path, model: type[Model]) -> tuple[Model, Lines]:
    """Read and check a YAML file. Raises DataFileError with every mistake found."""
    return load_text(read_text(path), path, model)


def load_text(text: str, path: Path, model: type[Model]) -> tuple[Model, Lines]:
    """The same for a text that stands elsewhere; mistakes are told as of the file `path`."""
    raw, lines = _parse(text, path)
    try:
        return model.model_validate(raw), lines
    except ValidationError as error:
        details = error.errors()
        mistakes = [
            _told(path, lines, raw, detail, details)
            for detail in details
            if not _follows(detail, details)
        ]
        raise DataFileError(mistakes) from None


def read_text(path: Path) -> str:
    """The text of a file, without a byte order mark. Raises DataFileError."""
    try:
        raw = path.read_bytes()
    except OSError:
        raise _of_file(path, 1, "Không đọc được tệp này.", "đặt tệp đúng chỗ.") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        mend = "mở tệp, chọn lưu bằng bảng mã UTF-8."
        raise _of_file(path, line, "Tệp không phải bảng mã UTF-8.", mend) from None


def _parse(text: str, path: Path) -> tuple[Any, Lines]:
    try:
        raw, root = strict_yaml.read(text)
    except NotStrictYaml as error:
        raise DataFileError(
            [Mistake(str(path), w.line, w.entry, w.wrong, w.mend) for w in error.found]
        ) from None
    return raw, Lines(root)


def _of_file(path: Path, line: int, wrong: str, mend: str) -> DataFileError:
    return DataFileError([Mistake(str(path), line, "tệp", wrong, mend)])


def _follows(detail: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """Whether a list is called too short only because one of its entries is wrong."""
    where = detail["loc"]
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > len(where) and other["loc"][: len(where)] == where for other in details
    )


def _told(
    path: Path, lines: Lines, raw: object, detail: ErrorDetails, details: Sequence[ErrorDetails]
) -> Mistake:
    where = detail["loc"]
    wrong, mend = in_vietnamese(detail)
    if detail["type"] == "extra_forbidden":
        # The name of a field that is missing right there, nearly spelt right.
        beside = [
            d["loc"] for d in details if d["type"] == "missing" and d["loc"][:-1] == where[:-1]
        ]
        mend = did_you_mean(str(where[-1]), [str(loc[-1]) for loc in beside]) + mend
    return Mistake(str(path), lines.of(where), entry_name(raw, where), wrong, mend)


def entry_name(raw: object, where: Where) -> str:
    """Name an entry as a trainer would: by the id of the playbook, then the way down."""
    named: list[str] = []
    for step in where:
        raw = _step_into(raw, step)
        if isinstance(step, int) and isinstance(raw, dict) and raw.get("id"):
            named = [str(raw["id"])]
        else:
            named.append(str(step + 1) if isinstance(step, int) else step)
    return " > ".join(named) or "tệp"


def _step_into(raw: object, step: str | int) -> object:
    if isinstance(raw, dict):
        return raw.get(step)
    if isinstance(raw, list) and isinstance(step, int) and step < len(raw):
        return raw[step]
    return None
