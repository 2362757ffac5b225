import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casework import logs

ROOT = Path(__file__).resolve().parents[3]
SAID = "tên tôi là Nguyễn Thị Hoa, 0912345678"


class Written:
    """What a handler with the filter and the formatter of the doors has written."""

    def __init__(self) -> None:
        self._stream = io.StringIO()
        self.handler = logging.StreamHandler(self._stream)
        self.handler.addFilter(logs.LogFilter(["s3cret-token"], "bot worker"))
        self.handler.setFormatter(logs._formatter(plain=False))  # noqa: SLF001  # its own test

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def line(self) -> dict[str, Any]:
        (line,) = self.text.splitlines()
        return dict(json.loads(line))


@pytest.fixture
def written() -> Iterator[Written]:
    written = Written()
    root = logging.getLogger()
    root.addHandler(written.handler)
    yield written
    root.removeHandler(written.handler)


def test_a_line_is_json_with_time_level_logger_and_place(written: Written) -> None:
    logging.getLogger("bot.channels.web").error("cổng đóng: %s", "OSError")
    line = written.line
    assert line["event"] == "cổng đóng: OSError"
    assert (line["level"], line["logger"]) == ("error", "bot.channels.web")
    assert line["at"].startswith("test_logs:")
    assert line["timestamp"].endswith("Z")
    assert line["role"] == "bot worker"


@pytest.mark.parametrize(
    "line",
    [
        "GET http://x/bot123456789:AAErandomrandomrandomrandom12345/getMe",
        "POST http://nlu/model/parse?token=AAErandomabcdef&x=1",
        "with s3cret-token",
    ],
)
def test_tokens_are_hidden_in_our_own_lines(written: Written, line: str) -> None:
    logging.getLogger("bot").warning(line)
    assert "AAErandom" not in written.text
    assert "s3cret" not in written.text


@pytest.mark.parametrize("name", ["httpx", "telegram.ext", "sanic.root", "asyncio", "uvicorn.x"])
def test_of_a_librarys_line_no_word_is_left(written: Written, name: str) -> None:
    logging.getLogger(name).error("could not handle %s", SAID)
    line = written.line
    assert line["event"] == logs.LEFT_OUT
    assert line["logger"] == name
    assert "Hoa" not in written.text
    assert "handle" not in written.text


def test_an_exceptions_message_is_not_logged(written: Written) -> None:
    try:
        int(SAID)
    except ValueError:
        logging.getLogger("casework").exception("answering failed", extra={"said": SAID})
    line = written.line
    assert line["event"] == "answering failed"
    assert line["error"].startswith("ValueError at test_logs.py:")
    assert "Hoa" not in written.text


@pytest.mark.parametrize(
    ("command", "role"),
    [
        (["/work/bot/__main__.py", "worker"], "bot worker"),
        (
            ["/work/console/__main__.py", "migrate-store", "--to", "postgresql://u:pw@h"],
            "console migrate-store",
        ),
        (["/work/console/__main__.py"], "console"),
        (["/work/bot/__main__.py", "--token=12:AAE"], "bot"),
        (["/usr/bin/pytest", "tests"], ""),
        (["-c"], ""),
        ([], ""),
    ],
)
def test_a_line_says_which_process_wrote_it_and_nothing_it_was_given(
    command: list[str], role: str
) -> None:
    assert logs.role_of(command) == role


def test_the_queues_own_lines_name_no_conversation_and_come_from_warnings_on(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["/work/bot/__main__.py", "worker"])
    logs.set_up_logging()
    logging.getLogger().addHandler(written.handler)
    queue = logging.getLogger("procrastinate.worker")
    queue.info("Job answer[7](conversation=%s) ended with status: Success", "c" * 64)
    logging.getLogger("psycopg.pool").info("connection lost: %s", SAID)
    assert written.text == ""
    try:
        raise RuntimeError(SAID)  # noqa: TRY301  # as the answering of a job would
    except RuntimeError:
        job = {"args": {"conversation": "c" * 64}, "lock": "c" * 64}
        queue.error("Job answer[7](conversation=ccc) failed", exc_info=True, extra={"job": job})
    line = written.line
    assert (line["event"], line["level"]) == (logs.LEFT_OUT, "error")
    assert line["error"].startswith("RuntimeError at test_logs.py:")
    assert "ccc" not in written.text
    assert "Hoa" not in written.text


PROGRAM = """
import asyncio, logging, threading, warnings
from casework.crashes import keep_crashes_silent
from casework.logs import set_up_logging

SAID = "tên tôi là Nguyễn Thị Hoa, 0912345678"
set_up_logging()
keep_crashes_silent()

class Careless:
    def __del__(self):
        raise ValueError(SAID)

async def forgotten():
    async def fails():
        raise ValueError(SAID)
    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    del task
    asyncio.get_running_loop().call_exception_handler({"message": SAID})

logging.getLogger("bot").error("%d", SAID)
warnings.warn(SAID)
careless = Careless()
del careless
threading.Thread(target=lambda: int(SAID)).start()
asyncio.run(forgotten())
raise RuntimeError(SAID)
"""


def test_whatever_crashes_nothing_said_is_printed() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    for trace in ("Hoa", "0912345678", "Traceback"):
        assert trace not in done.stdout + done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    caught = [line["event"] for line in lines if line["level"] == "critical"]
    assert len(caught) == 3, "an object, a thread and the program itself"
    assert any("RuntimeError at <string>:" in line for line in caught)
