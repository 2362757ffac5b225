"""Logs without tokens and without a word of a resident, also from libraries.

Of our own lines the sentence is kept: it is a constant, and what is put into it is a class or a
channel (tests/test_house.py reads every call). Of a library's line only who, where and how grave is
kept: nobody can promise what its sentence quotes. Of an exception only the class and the place.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from structlog.typing import Processor

OUR_ROOMS = ("bot", "casework", "console", "trainer")
LEFT_OUT = "a library's line, its words left out"

_TELEGRAM_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{20,}")
_QUERY_TOKEN = re.compile(r"([?&]token=)[^&\s\"']+")
_HIDDEN = "[ẩn]"

_COMMAND = re.compile(r"[a-z]{2,16}(?:-[a-z]{2,16})?")

# These write a line for every request or statement, of which nothing would be left.
_TALKATIVE = (
    *("httpx", "httpcore", "telegram", "aiosqlite", "sqlalchemy", "uvicorn", "alembic"),
    *("procrastinate", "psycopg"),
)


class LogFilter(logging.Filter):
    """Rewrites each record before it is written. On the root's handler: so for all loggers."""

    def __init__(self, secrets: Iterable[str] = (), role: str = "") -> None:
        """`role` is what the process does, in a word or two: it stands in every line."""
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)
        self._role = role

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; always let it pass."""
        ours = record.name.partition(".")[0] in OUR_ROOMS or record.name == "__main__"
        record.msg = self._hidden(_sentence(record)) if ours else LEFT_OUT
        record.args = None
        record.at = f"{record.module}:{record.lineno}"
        if self._role:
            record.role = self._role
        if record.exc_info and record.exc_info[0] is not None:
            record.error = error_and_place(record.exc_info[0], record.exc_info[2])
        record.exc_info, record.exc_text, record.stack_info = None, None, None
        return True

    def _hidden(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        line = _TELEGRAM_TOKEN.sub(_HIDDEN, line)
        return _QUERY_TOKEN.sub(rf"\1{_HIDDEN}", line)


def _sentence(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        # A filter that fails would end the program, and what did not fit may be a resident's.
        return str(record.msg)


def error_and_place(kind: type[BaseException], trace: TracebackType | None) -> str:
    """An exception as a log may show it: 'ValueError at story.py:73', never its message."""
    frames = traceback.extract_tb(trace)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{kind.__name__}{place}"


def set_up_logging(secrets: Iterable[str] = ()) -> None:
    """Send all logs through the filter: JSON lines, or plain ones where a person looks on."""
    plain = sys.stderr.isatty()
    handler = logging.StreamHandler()
    handler.addFilter(LogFilter(secrets, role_of(sys.argv)))
    handler.setFormatter(_formatter(plain=plain))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # A line that can't be formatted would be printed with all that was to go into it.
    logging.raiseExceptions = False
    # Warnings may quote what they warn of.
    logging.captureWarnings(capture=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def role_of(command: Sequence[str]) -> str:
    """What a process does, from how it was started: 'bot worker'. Nothing of what came after it."""
    door = Path(command[0]).parent.name if command else ""
    words = [door, *(word for word in command[1:2] if _COMMAND.fullmatch(word))]
    return " ".join(words) if door in OUR_ROOMS else ""


def _formatter(*, plain: bool) -> logging.Formatter:
    fields: list[Processor] = [
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(allow={"at", "error", "role"}),
    ]
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=False)
        if plain
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=fields,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
