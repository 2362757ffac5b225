"""Reads people's YAML: a mistake is told with file, line, entry and the mend, in Vietnamese."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

# The C loader is ten times as fast; the Python one stands in where PyYAML was built without it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Where = Sequence[str | int]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a data file. `line` counts from 1; a warning may be left as it is."""

    file: str
    line: int
    entry: str
    wrong: str
    mend: str
    is_warning: bool = False

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
    raw, lines = _parse(path)
    try:
        return model.model_validate(raw), lines
    except ValidationError as error:
        mistakes = [_told(path, lines, raw, detail) for detail in error.errors()]
        raise DataFileError(mistakes) from None


def _parse(path: Path) -> tuple[Any, Lines]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        mend = "đặt tệp đúng chỗ, lưu bằng bảng mã UTF-8."
        raise DataFileError(
            [Mistake(str(path), 1, "tệp", "Không đọc được tệp này.", mend)]
        ) from None
    try:
        root = yaml.compose(text, Loader=_Loader)
        # Made from the same nodes: parsing is the slow part.
        return _Loader("").construct_document(root) if root else None, Lines(root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        wrong = f"Cú pháp YAML sai ({getattr(error, 'problem', None) or 'không rõ'})."
        mend = "xem lại thụt đầu dòng, dấu hai chấm và dấu ngoặc kép quanh đây."
        raise DataFileError([Mistake(str(path), line, "tệp", wrong, mend)]) from None


def _told(path: Path, lines: Lines, raw: object, detail: ErrorDetails) -> Mistake:
    where = detail["loc"]
    wrong, mend = _in_vietnamese(detail, str(where[-1]) if where else "tệp")
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


# What is wrong and how to mend it, for the kinds of error that occur in these files.
_TOLD = {
    "missing": ("Thiếu mục '{field}'.", "thêm dòng '{field}: ...' vào đây."),
    "extra_forbidden": (
        "Không có mục nào tên '{field}'.",
        "sửa chính tả của tên mục, hoặc bỏ dòng này.",
    ),
    "string_type": ("'{field}' phải là một câu chữ.", 'đặt cả câu trong ngoặc kép "...".'),
    "string_too_long": ("Câu quá dài.", "rút gọn còn tối đa {max_length} ký tự."),
    "string_too_short": ("Câu quá ngắn.", "viết ít nhất {min_length} ký tự."),
    "too_short": ("Danh sách quá ít.", "viết ít nhất {min_length} mục."),
    "too_long": ("Danh sách quá nhiều.", "giữ tối đa {max_length} mục."),
    "enum": ("Giá trị của '{field}' lạ.", "dùng một trong: {expected}."),
    "string_pattern_mismatch": ("'{field}' viết sai khuôn.", "khuôn đúng là {pattern}."),
    "url": ("Đường dẫn sai.", "chép đủ địa chỉ, bắt đầu bằng https://."),
    "date": ("Ngày sai.", "viết theo kiểu năm-tháng-ngày, ví dụ 2026-11-23."),
}
_OTHERWISE = ("'{field}' sai ({msg}).", "so với một mục đúng ở gần đó.")


def _in_vietnamese(detail: ErrorDetails, field: str) -> tuple[str, str]:
    kind = detail["type"]
    told = _TOLD.get(kind) or _TOLD.get(kind.partition("_")[0]) or _OTHERWISE
    known = {**detail.get("ctx", {}), "field": field, "msg": detail["msg"]}
    wrong, mend = (sentence.format_map(known) for sentence in told)
    return wrong, mend
