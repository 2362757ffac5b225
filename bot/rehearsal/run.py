"""A rehearsal of one channel: the bot as a process, the platform played by this one.

A thousand updates, a tenth of them twice, some forged, a kill -9 in the middle; then the same
updates once more without faults, beside the same bot taking one after another.
"""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.rehearsal.platform import FakePlatform
from bot.rehearsal.process import BotProcess
from bot.rehearsal.script import SAID, Outcome, Step, outcome_of, steps_of
from bot.rehearsal.serving import served

CHATS = 200
AT_ONCE = 40
"""Calls that the platform makes side by side: Telegram's own default."""

LATENCY = 0.05
"""Seconds that the platform takes for each message of the bot, as over the Internet."""

IN_A_ROW = 20
"""Chats of the strictly sequential run: enough for a rate."""

PATIENCE = 120.0
ACCEPTED = 200


@dataclass(slots=True)
class Result:
    """What a rehearsal has shown. Rates in answered updates a second."""

    channel: str
    outcome: Outcome
    repeated: int
    forged: int
    forged_accepted: int
    violations: Sequence[str]
    seconds_to_be_back: float
    together: float
    in_a_row: float


async def rehearse(platform: FakePlatform, *, register: bool) -> Result:
    """Rehearse one channel. `register`: whether its webhook is set by `bot webhook on`."""
    platform.latency = LATENCY
    async with served(platform) as api_url:
        with tempfile.TemporaryDirectory() as folder:
            settings = platform.environment(api_url)
            bot = BotProcess(Path(folder), {**settings, "MESSAGES_A_MINUTE_IN_ALL": "1000000"})
            if register:
                await bot.command("webhook", "on")
            try:
                return await _rehearse(platform, bot)
            finally:
                await bot.stop()
                await platform.aclose()


async def _rehearse(platform: FakePlatform, bot: BotProcess) -> Result:
    await bot.start()
    told = steps_of(platform, CHATS)
    accepted, back = await _with_a_kill(platform, bot, told)
    await _quiet(platform)
    steps = [step for chat in told.values() for step in chat]
    outcome = outcome_of(told, platform.sent)
    await bot.stop()
    # So that neither waits for a further message of a story: the rival would wait each time.
    bot.settings["GATHER_SECONDS"] = "0"
    await bot.start()
    together = await _rate(platform, bot, CHATS, first=10_000, at_once=AT_ONCE)
    in_a_row = await _rate(platform, bot, IN_A_ROW, first=20_000, at_once=1)
    return Result(
        channel=platform.name,
        outcome=outcome,
        repeated=len(steps) - len({step.update.id for step in steps}),
        forged=sum(step.forged for step in steps),
        forged_accepted=accepted,
        violations=platform.violations,
        seconds_to_be_back=back,
        together=together,
        in_a_row=in_a_row,
    )


async def _with_a_kill(
    platform: FakePlatform, bot: BotProcess, told: dict[str, list[Step]]
) -> tuple[int, float]:
    """Deliver everything, killing the bot half way. Returns forged ones accepted, seconds away."""
    total = sum(map(len, told.values()))
    delivered = 0
    half_way = asyncio.Event()
    calls = asyncio.Semaphore(AT_ONCE)

    async def one_chat(steps: Sequence[Step]) -> int:
        nonlocal delivered
        accepted = 0
        for step in steps:
            async with calls:
                status = await _until_told(platform, bot, step)
            accepted += step.forged and status == ACCEPTED
            delivered += 1
            if delivered > total // 2:
                half_way.set()
        return accepted

    async def kill_and_start() -> float:
        await half_way.wait()
        await bot.kill()
        began = time.monotonic()
        await bot.start()
        return time.monotonic() - began

    *accepted, back = await asyncio.gather(*map(one_chat, told.values()), kill_and_start())
    return int(sum(accepted)), back


async def _until_told(platform: FakePlatform, bot: BotProcess, step: Step) -> int:
    """Call the bot until it says that it has the update, as the platforms do."""
    while True:
        with contextlib.suppress(httpx.TransportError):
            status = await platform.deliver(step.update, bot.url)
            if step.forged or status == ACCEPTED:
                return status
        await asyncio.sleep(0.1)


async def _rate(
    platform: FakePlatform, bot: BotProcess, chats: int, *, first: int, at_once: int
) -> float:
    """Answered updates a second; `at_once` 1: each is answered before the next is brought."""
    platform.sent.clear()
    names = [str(first + number) for number in range(chats)]
    calls = asyncio.Semaphore(at_once)

    async def one_chat(chat: str) -> None:
        for said, answer in SAID.items():
            async with calls:
                await _until_told(platform, bot, Step(platform.text(chat, said)))
                while at_once == 1 and not _has_come(platform, chat, answer):  # noqa: ASYNC110
                    await asyncio.sleep(0.002)

    began = time.monotonic()
    await asyncio.gather(*map(one_chat, names))
    await _quiet(platform)
    outcome = outcome_of(names, platform.sent)
    return (outcome.updates - outcome.lost) / (platform.sent[-1].at - began)


def _has_come(platform: FakePlatform, chat: str, answer: str) -> bool:
    return any(sent.chat == chat and answer in sent.text for sent in platform.sent)


async def _quiet(platform: FakePlatform) -> None:
    """Wait until the bot has sent nothing for a while: then all that will come has come."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        last = platform.sent[-1].at if platform.sent else began
        if time.monotonic() - max(last, began) > 5:  # noqa: PLR2004
            return
        await asyncio.sleep(0.2)
