"""Files of messages: JSON lines {"id", "text"} in, one line out for each, in order."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


class NotAMessage(Exception):
    """Mỗi dòng phải là JSON có "id" và "text", ví dụ {"id": "1", "text": "nó gọi tui"}."""

    def __init__(self, line: int) -> None:
        super().__init__(f"Dòng {line}: {self.__doc__}")


class NotUtf8(Exception):
    """Chữ không phải bảng mã UTF-8. Cách sửa: mở tệp, chọn lưu bằng UTF-8 rồi chạy lại."""

    def __init__(self, line: int) -> None:
        super().__init__(f"Dòng {line}: {self.__doc__}")


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message of a file; `fields` is all that stood on the line, which counts from 1."""

    id: Any
    text: str
    fields: dict[str, Any]
    line: int


def read_messages(lines: Iterable[bytes]) -> Iterator[MessageLine]:
    """Read messages; empty lines are skipped. Raises NotAMessage or NotUtf8, with the line."""
    for number, line in enumerate(lines, start=1):
        try:
            # Programs on Windows write a byte order mark before the first line.
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise NotUtf8(number) from None
        if text.strip():
            yield _message(text, number)


def _message(text: str, number: int) -> MessageLine:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAMessage(number) from None
    if not isinstance(fields, dict) or "id" not in fields or "text" not in fields:
        raise NotAMessage(number)
    return MessageLine(fields["id"], str(fields["text"]), fields, number)


def as_line(fields: dict[str, Any]) -> str:
    """One line of JSON, with Vietnamese letters as they are."""
    line = json.dumps(fields, ensure_ascii=False)
    # Half an emoji can be written as an escape only.
    return line if _encodable(line) else json.dumps(fields)


def _encodable(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True
