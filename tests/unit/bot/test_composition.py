import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import composition
from bot.__main__ import door
from bot.channels.base import CollectingChannel
from bot.channels.cannot_run import ChannelCannotRun
from bot.composition import Schema, never_silent, open_case_sessions, open_conversation
from bot.messages import InboundMessage, Reply
from bot.running import NoChannelRuns, Runner, run_side_by_side
from bot.service import keys_of, make_messengers
from bot.settings import BotSettings
from casework.channel_tokens.store import TokenStore
from casework.db import Sessions
from casework.migrations import RestoreUnfinished
from casework.privacy.texts import RawText
from casework.understanding.base import BrokenInterpreter

ROOT = Path(__file__).resolve().parents[3]
LOSS = "nó kêu tui chuyển 20 triệu để chứng minh trong sạch, tui lỡ chuyển rồi"


class FailingChannel:
    """Fails in a given way at each start, until it has failed often enough."""

    def __init__(self, name: str, failure: BaseException, times: int = 1_000) -> None:
        self.name = name
        self.starts = 0
        self._failure = failure
        self._times = times

    async def run(self) -> None:
        self.starts += 1
        if self.starts <= self._times:
            raise self._failure


class PatientChannel:
    """Starts well and lives until another channel came back."""

    name = "patient"

    def __init__(self, other: FailingChannel, starts: int) -> None:
        self._other = other
        self._starts = starts

    async def run(self) -> None:
        while self._other.starts < self._starts:
            await _sleep(0)


_sleep = asyncio.sleep


async def echo(message: InboundMessage) -> Sequence[Reply]:
    return (Reply(message.text),)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(_seconds: float) -> None:
        await _sleep(0)

    monkeypatch.setattr(asyncio, "sleep", at_once)


@pytest.fixture(autouse=True)
async def no_database_thread_left() -> AsyncIterator[None]:
    """A database that cannot be opened: aiosqlite lets its thread end by itself, and a thread that
    outlives the loop of the test fails in whichever test comes next."""
    yield
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, 5)


@pytest.mark.parametrize(
    "failure", [RuntimeError(), SystemExit(3), ChannelCannotRun("Cổng 8080 đang có chủ.")]
)
async def test_a_channel_that_fails_is_started_again_and_the_others_live(
    failure: BaseException,
) -> None:
    failing = FailingChannel("failing", failure, times=3)
    other = CollectingChannel("alo")
    patient = PatientChannel(failing, 4)
    runners = [
        Runner("failing", failing.run),
        Runner("other", lambda: other.run(echo)),
        Runner("patient", patient.run),
    ]
    await asyncio.wait_for(run_side_by_side(runners), timeout=5)
    assert failing.starts == 4
    assert [reply.text for reply in other.replies] == ["alo"]


async def test_when_no_channel_can_run_it_ends(caplog: pytest.LogCaptureFixture) -> None:
    channels = [FailingChannel(name, ChannelCannotRun(f"Kênh {name}.")) for name in "ab"]
    runners = [Runner(channel.name, channel.run) for channel in channels]
    with pytest.raises(NoChannelRuns):
        await asyncio.wait_for(run_side_by_side(runners), timeout=5)
    assert {"Kênh a.", "Kênh b."} <= set(caplog.messages)


@pytest.mark.parametrize(
    "url",
    [
        "bogus://nowhere/x",
        "no address",
        "mysql://nobody:secret@127.0.0.1/x",  # its driver is not installed
        "sqlite:////dev/null/deep/cases.db",
    ],
)
async def test_without_a_case_book_help_goes_on(url: str, caplog: pytest.LogCaptureFixture) -> None:
    settings = BotSettings(database_url=url)
    async with (
        open_case_sessions(settings) as sessions,
        open_conversation(settings, BrokenInterpreter(), sessions) as conversation,
    ):
        answer = never_silent(conversation)
        replies = await answer(InboundMessage("web", "a", RawText(LOSS)))
        assert replies[0].text.startswith("🆘")
        assert "Giả danh công an" in "\n".join(reply.text for reply in replies)
        gone = await answer(InboundMessage("web", "a", RawText("/xoa CG-7KQ2M-XW9ZB")))
        assert "CHƯA xoá" in gone[0].text
    assert "Không mở được sổ vụ việc" in caplog.text
    assert "secret" not in caplog.text


async def test_without_the_driver_of_postgresql_help_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    settings = BotSettings(database_url="postgresql://nobody@127.0.0.1:9/x")
    async with (
        open_case_sessions(settings) as sessions,
        open_conversation(settings, BrokenInterpreter(), sessions) as conversation,
    ):
        replies = await conversation.reply_to(InboundMessage("web", "a", RawText(LOSS)))
        assert replies[0].text.startswith("🆘")


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run_bot(tmp_path: Path) -> Run:
    def run(command: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        database = {
            "DATABASE_URL": f"sqlite:///{tmp_path}/cases.db",
            "TELEGRAM_TOKEN": "",
            # As the launcher makes it; without it the bot says that it goes on without the list.
            "WATCH_LIST_KEY": "a key for tests only, of no use anywhere else",
        }
        return subprocess.run(
            [sys.executable, "-P", "-m", "bot", command],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **database, **settings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    return run


@pytest.mark.parametrize("command", ["run", "chat"])
@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("WEB_PORT", "abc", "số nguyên từ 1 đến 65535"),
        ("WEB_PORT", "70000", "số nguyên từ 1 đến 65535"),
        ("GATHER_SECONDS", "-1", "từ 0 đến 10"),
        ("NLU_URL", "http://[bad", "http://127.0.0.1:5005"),
        ("NLU_URL", "127.0.0.1:5005", "http://127.0.0.1:5005"),
    ],
)
def test_a_bad_setting_is_told_in_one_line(
    command: str, name: str, value: str, allowed: str
) -> None:
    done = CliRunner().invoke(door, [command], env={name: value})
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert f"Cài đặt {name} không dùng được" in line
    assert allowed in line


@pytest.mark.parametrize("token", ["TELEGRAM_TOKEN", "ZALO_BOT_TOKEN", "ZALO_OA_REFRESH_TOKEN"])
def test_a_messenger_without_the_key_that_seals_is_told(token: str) -> None:
    done = CliRunner().invoke(door, ["run"], env={token: "1:secret", "BOT_KEY": ""})
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert "BOT_KEY" in line
    assert "secret" not in line


def test_missing_data_files_are_told_without_a_traceback(run_bot: Run) -> None:
    done = run_bot("run", DATA_DIR="/nowhere")
    assert done.returncode == 2
    assert "Không đọc được tệp này" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_ends_the_program_with_one_line(run_bot: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run_bot("run", WEB_PORT=str(port))
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"Cổng {port} đang có chương trình khác dùng; đổi WEB_PORT" in line


@pytest.mark.sqlite_only("the lock on the one file")
async def test_a_database_that_was_away_at_the_start_is_brought_up_later(tmp_path: Path) -> None:
    file = tmp_path / "cases.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE something (x)")
        other.execute("BEGIN EXCLUSIVE")
        schema = Schema(f"sqlite:///{file}")
        await schema.bring_up()
        other.rollback()
    await schema.bring_up()
    with closing(sqlite3.connect(file)) as book:
        assert book.execute("SELECT count(*) FROM cases").fetchone() == (0,)


async def test_the_bot_does_not_start_over_a_place_that_is_being_restored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuses(_url: str) -> None:
        raise RestoreUnfinished

    monkeypatch.setattr(composition, "migrate", refuses)
    schema = Schema("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(RestoreUnfinished):
        await schema.bring_up()
    await schema.bring_up()


async def test_a_channel_that_lacks_a_setting_ends_no_other(sessions: Sessions) -> None:
    settings = BotSettings.model_validate(
        {"zalo_oa_app_id": "5", "telegram_token": "1:a", "bot_key": "k" * 32}
    )
    made, problems = make_messengers(settings, TokenStore(sessions, keys_of(settings)))
    assert [messenger.name for messenger in made] == ["telegram"]
    assert "ZALO_OA_APP_SECRET" in str(problems[0])
    for messenger in made:
        await messenger.aclose()
