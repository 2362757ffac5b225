import io
import logging
from collections.abc import Iterator

import pytest

from bot.log_filter import SecretFilter


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(SecretFilter(["s3cret-token"]))
    logger = logging.getLogger("test_log_filter")
    logger.addHandler(handler)
    yield logger, written
    logger.removeHandler(handler)


def test_tokens_are_hidden(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    logger.warning("GET %s", "http://x/bot123456789:AAErandomrandomrandomrandom12345/getMe")
    logger.warning("POST http://nlu/model/parse?token=abcdef&x=1 with s3cret-token")
    text = written.getvalue()
    assert "AAErandom" not in text
    assert "abcdef" not in text
    assert "s3cret" not in text
    assert "&x=1" in text


def test_an_exceptions_message_is_not_logged(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    try:
        int("tên tôi là Nguyễn Thị Hoa")
    except ValueError:
        logger.exception("answering failed")
    assert written.getvalue() == "answering failed (ValueError)\n"
