"""The bot as a process, one for each way of each channel; the platforms played by this process."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from _pytest.terminal import TerminalReporter
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from bot.rehearsal.fake_telegram import FakeTelegram
from bot.rehearsal.fake_zalo_bot import FakeZaloBot
from bot.rehearsal.fake_zalo_oa import FakeZaloOa
from bot.rehearsal.platform import FakePlatform, Update
from bot.rehearsal.process import BotProcess, free_port
from bot.rehearsal.serving import served
from tests.conformance.shared_bot import SharedBot
from tests.conformance.web_visitors import WebVisitors

GATHER = 0.3
PATIENCE = 20.0
WAYS: dict[str, tuple[Callable[[], FakePlatform], bool]] = {
    "telegram webhook": (FakeTelegram, True),
    "telegram polling": (FakeTelegram, False),
    "zalo_bot webhook": (FakeZaloBot, True),
    "zalo_bot polling": (FakeZaloBot, False),
    "zalo_oa webhook": (FakeZaloOa, True),
    "web": (WebVisitors, True),
    # By way of an intake, a queue and a worker (bot/workers/).
    "telegram by queue": (FakeTelegram, True),
    "zalo_oa by queue": (FakeZaloOa, True),
    "web by queue": (WebVisitors, True),
}
BY_QUEUE = " by queue"
# So long that no keyed hash holds one by chance.
CHATS = itertools.count(4_810_000_000_001)


@dataclass
class UnderTest:
    """A way of a channel, with the bot that runs on it."""

    way: str
    platform: FakePlatform
    webhook: bool
    bot: BotProcess
    folder: Path
    written: list[str] = field(default_factory=list)
    """What must stand in no file afterwards."""

    def chat(self) -> str:
        """A chat that nobody has written in."""
        self.written.append(str(number := next(CHATS)))
        return str(number)

    async def deliver(self, *updates: Update) -> list[int]:
        """Bring updates as the platform does, one after another; what the bot answers to each."""
        if not self.webhook:
            self.platform.hand_out(*updates)
            return [200] * len(updates)
        return [await self.platform.deliver(update, self.bot.url) for update in updates]

    async def say(self, chat: str, *texts: str) -> None:
        """A resident writes; returns when the bot has it."""
        await self.deliver(*(self.platform.text(chat, text) for text in texts))

    def answers(self, chat: str) -> list[str]:
        """What came into a chat."""
        return [sent.text for sent in self.platform.sent if sent.chat == chat]

    async def answered(self, chat: str, words: str = "") -> list[str]:
        """Wait until an answer with these words has come, and nothing more comes."""
        await self.until(lambda: any(words in text for text in self.answers(chat)))
        await self.settled(chat)
        return self.answers(chat)

    async def settled(self, chat: str, seconds: float = 2 * GATHER) -> None:
        """Wait until nothing has come into the chat for some time."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            times = [sent.at for sent in self.platform.sent if sent.chat == chat]
            if time.monotonic() - max([began, *times]) > seconds:
                return
            await asyncio.sleep(0.05)

    async def until(self, is_so: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait for something; fail if it does not come."""
        deadline = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > deadline:
                log = (self.folder / "bot.log").read_text(encoding="utf-8").splitlines()
                pytest.fail("\n".join(["it did not come; the bot's log ends with:", *log[-10:]]))
            await asyncio.sleep(0.02)

    async def restart_after_a_crash(self) -> None:
        await self.bot.kill()
        await self.bot.start()


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=list(WAYS))
async def channel(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[UnderTest]:
    make, webhook = WAYS[request.param]
    platform = make()
    folder = tmp_path_factory.mktemp("bot")
    async with served(platform) as url:
        settings = {**platform.environment(url), "GATHER_SECONDS": str(GATHER)}
        if not webhook:
            settings["PUBLIC_URL"] = ""
        # No NLU server: the phrases answer, as they do on a bad day.
        settings["NLU_URL"] = f"http://127.0.0.1:{free_port()}"
        # The page's visitors come from as many addresses, by way of a proxy.
        settings["FORWARDED_ALLOW_IPS"] = "127.0.0.1"
        kind = SharedBot if request.param.endswith(BY_QUEUE) else BotProcess
        bot = kind(folder, settings)
        if webhook and platform.name in ("telegram", "zalo_bot"):
            await bot.command("webhook", "on")
        await bot.start()
        yield UnderTest(request.param, platform, webhook, bot, folder)
        await bot.stop()
        await platform.aclose()


class OneWorkerForAWay(LoadScopeScheduling):
    """With several workers (`make conformance`), each way of a channel stays with one of them.

    Else every worker would start a bot for every way. (xdist's own marks for groups are not heeded
    by pytest 9.2.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("[")[2]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneWorkerForAWay:
    return OneWorkerForAWay(config, log)


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """The table: a row for each case, a column for each way of each channel."""
    marks: dict[tuple[int, str], dict[str, str]] = {}
    signs = {"passed": "✓", "failed": "✗", "error": "✗", "skipped": "–"}
    for outcome, sign in signs.items():
        for report in terminalreporter.getreports(outcome):
            if "tests/conformance/test_channels_conform" not in report.nodeid:
                continue
            case = report.nodeid.rpartition("::")[2].partition("@")[0]
            name, _, way = case.removesuffix("]").partition("[")
            if way in WAYS:
                line = report.location[1] or 0
                marks.setdefault((line, name), {})[way] = sign
    if not marks:
        return
    rows = {
        name.removeprefix("test_zz_").removeprefix("test_").replace("_", " "): marks[line, name]
        for line, name in sorted(marks)
    }
    width = max(map(len, rows))
    terminalreporter.write_line("")
    terminalreporter.write_line("  ".join([" " * width, *WAYS]))
    for case, signed in rows.items():
        cells = (f"{signed.get(way, ' '):^{len(way)}}" for way in WAYS)
        terminalreporter.write_line("  ".join([f"{case:{width}}", *cells]))
    terminalreporter.write_line("✓ holds   ✗ does not   – does not exist there")
