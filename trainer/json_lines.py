"""Files of messages: JSON lines {"id", "text"} in, one line out for each, in order."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


class NotAMessage(Exception):
    """Mỗi dòng phải là JSON có "id" và "text", ví dụ {"id": "1", "text": "nó gọi tui"}."""

    def __init__(self, line: int) -> None:
        super().__init__(f"Dòng {line}: {self.__doc__}")


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message of a file; `fields` is all that stood on the line."""

    id: Any
    text: str
    fields: dict[str, Any]


def read_messages(lines: Iterable[str]) -> Iterator[MessageLine]:
    """Read messages; empty lines are skipped. Raises NotAMessage with the line's number."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except json.JSONDecodeError:
            raise NotAMessage(number) from None
        if not isinstance(fields, dict) or "id" not in fields or "text" not in fields:
            raise NotAMessage(number)
        yield MessageLine(fields["id"], str(fields["text"]), fields)


def as_line(fields: dict[str, Any]) -> str:
    """One line of JSON, with Vietnamese letters as they are."""
    return json.dumps(fields, ensure_ascii=False)
