"""Reads YAML as far as people need it: what YAML would guess or overlook is a mistake here.

A key that stands twice would silently lose what was written first; anchors, aliases and tags are
never meant ("*Lưu ý", "!!!"), and can make a small file fill the memory. All of it is refused
before anything is composed: the composer calls itself for each level, and would end the process.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, ClassVar

import yaml

from casework.playbooks.wording import yaml_problem

# The C loader is ten times as fast; the Python one stands in where PyYAML was built without it.
_FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST = 40
"""Levels: four times what our files need."""

_LINE_END = re.compile(r"\r\n|\n|\r")
_UNSEEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML does not take, and a byte order mark in the middle of a text."""

_LONGEST_NUMBER = 64
"""Bits. Python refuses to show a number of thousands of digits, so nobody could be told of it."""

_UNREADABLE = "found an unreadable value"
_NO_VALUE = object()
_MOST_TOLD = 20

_TEXT = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"
_QUOTE = 'đặt cả câu trong ngoặc kép "...", hoặc bỏ dấu đó.'


class Loader(_FastLoader):  # type: ignore[misc]  # which of the two is known at run time only
    """Leaves dates as written: YAML would end in a traceback over 2026-13-45."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, shape) for tag, shape in found if not tag.endswith(":timestamp")]
        for first, found in _FastLoader.yaml_implicit_resolvers.items()
    }

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002  # as PyYAML has it
        """The value of a node. Raises YAMLError: '0x_' and a number of 5,000 digits are none."""
        try:
            value = super().construct_object(node, deep=deep)
        except (ValueError, OverflowError):
            value = _NO_VALUE
        if value is _NO_VALUE or (isinstance(value, int) and value.bit_length() > _LONGEST_NUMBER):
            raise yaml.constructor.ConstructorError(None, None, _UNREADABLE, node.start_mark)
        return value


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong on a line, counted from 1, in which entry, and how it is mended."""

    line: int
    wrong: str
    mend: str
    entry: str = "tệp"


class NotStrictYaml(Exception):
    """Tệp viết sai cách viết YAML."""

    def __init__(self, found: Sequence[Wrong]) -> None:
        self.found = tuple(found)
        super().__init__(self.__doc__)


def read(text: str) -> tuple[Any, yaml.Node | None]:
    """What a text says, and the nodes that it says it with. Raises NotStrictYaml."""
    try:
        _refuse([*_unseen(text)])
        _refuse([*islice(_unmeant(text), _MOST_TOLD)])
        # Made from the same nodes: parsing is the slow part.
        root = yaml.compose(text, Loader=Loader)
        _refuse([*_keys(root, ())])
        return Loader("").construct_document(root) if root else None, root
    except yaml.YAMLError as error:
        raise NotStrictYaml([_told(error)]) from None


def _refuse(found: list[Wrong]) -> None:
    if found:
        raise NotStrictYaml(found)


def _unseen(text: str) -> Iterator[Wrong]:
    """The first character that cannot be seen."""
    found = _UNSEEN.search(text)
    if found:
        line = len(_LINE_END.findall(text, 0, found.start())) + 1
        wrong = f"Có ký tự lạ không nhìn thấy (U+{ord(found[0]):04X})."
        yield Wrong(line, wrong, "xoá rồi gõ lại cả câu ở dòng này.")


def _unmeant(text: str) -> Iterator[Wrong]:
    """Signs of YAML that nobody means in our files, and levels without end."""
    depth = 0
    for event in yaml.parse(text, Loader=_FastLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            yield Wrong(line, f"Câu bắt đầu bằng dấu * (*{event.anchor}).", _QUOTE)
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            yield Wrong(line, f"Câu bắt đầu bằng dấu & (&{event.anchor}).", _QUOTE)
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            yield Wrong(line, f"Câu bắt đầu bằng dấu ! ({tag}).", _QUOTE)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            yield Wrong(line, "Các mục lồng nhau quá sâu.", "xem lại ngoặc và thụt đầu dòng.")
            return


def _keys(node: yaml.Node | None, named: tuple[str, ...]) -> Iterator[Wrong]:
    """Keys that stand twice or are no text. No deeper than DEEPEST."""
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value, start=1):
            yield from _keys(item, _named(item) or (*named, str(number)))
    if not isinstance(node, yaml.MappingNode):
        return
    first: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        name = key.value if isinstance(key, yaml.ScalarNode) else "[...]"
        below = (*named, name)
        entry = " > ".join(below)
        if key.tag == _MERGE:
            yield Wrong(line, "Không dùng được dấu <<.", "chép đủ các mục vào đây.", entry)
        elif key.tag != _TEXT:
            wrong = f"Tên mục '{name}' không phải là chữ."
            yield Wrong(line, wrong, "đặt tên mục như ở chỗ đúng gần đó.", entry)
        elif name in first:
            wrong = f"Mục '{name}' ghi hai lần: đã có ở dòng {first[name]}."
            yield Wrong(line, wrong, "gộp vào một chỗ rồi xoá chỗ kia.", entry)
        first.setdefault(name, line)
        yield from _keys(value, below)


def _named(item: yaml.Node) -> tuple[str, ...] | None:
    """By its id, as a trainer would name it."""
    if not isinstance(item, yaml.MappingNode):
        return None
    ids = [v.value for k, v in item.value if k.value == "id" and isinstance(v, yaml.ScalarNode)]
    return (ids[0],) if ids and ids[0] else None


def _told(error: yaml.YAMLError) -> Wrong:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
    # What was never closed is noticed at the end of the file, and begins elsewhere.
    began = "end of stream" in problem and getattr(error, "context_mark", None)
    mark = began or getattr(error, "problem_mark", None)
    said, mend = yaml_problem(f"{getattr(error, 'context', None) or ''} {problem}")
    return Wrong(mark.line + 1 if mark else 1, f"Cú pháp YAML sai ({said}).", mend)
