"""Keeps tokens and message texts out of logs, also those of libraries."""

import logging
import re
from collections.abc import Iterable

_TELEGRAM_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{20,}")
_QUERY_TOKEN = re.compile(r"([?&]token=)[^&\s\"']+")
_HIDDEN = "[ẩn]"

# These write URLs and payloads at INFO and DEBUG; a resident's words must not stand there.
_TALKATIVE = ("httpx", "httpcore", "telegram", "aiosqlite", "sqlalchemy", "uvicorn", "alembic")


class SecretFilter(logging.Filter):
    """Replaces secrets in finished log lines, and drops tracebacks' messages."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; always let it pass."""
        record.msg, record.args = self._hidden(record.getMessage()), None
        if record.exc_info and record.exc_info[0] is not None:
            # An exception may quote the text that it failed on: only its class is logged.
            record.msg = f"{record.msg} ({record.exc_info[0].__name__})"
        record.exc_info, record.exc_text, record.stack_info = None, None, None
        return True

    def _hidden(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        line = _TELEGRAM_TOKEN.sub(_HIDDEN, line)
        return _QUERY_TOKEN.sub(rf"\1{_HIDDEN}", line)


def set_up_logging(secrets: Iterable[str] = ()) -> None:
    """Send all logs through the filter, and quieten the libraries that log payloads."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(SecretFilter(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
