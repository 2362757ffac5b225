"""Residents by the thousand, on both light platforms: each waits for an answer before going on."""

import asyncio
import itertools
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.conversation import texts
from bot.rehearsal.fake_telegram import FakeTelegram
from bot.rehearsal.fake_zalo_bot import FakeZaloBot
from bot.rehearsal.platform import FakePlatform, Update
from bot.rehearsal.shared.house import introduce
from bot.rehearsal.shared.light import Caller, LightPlatforms
from bot.rehearsal.shared.talk import BESIDE, EMERGENCY, NOTICE, Line, Talk

LONGEST_WAIT = 60.0
AGAIN = 0.3
TELEGRAM_SHARE = 0.6
"""Of the residents; the others write on Zalo. A guess."""

ACCEPTED = 200
_SAME = 60
"""Characters by which a text is known again within a chat."""


@dataclass(slots=True)
class _Chat:
    line: Line | None = None
    came: asyncio.Future[float] | None = None
    texts: set[str] = field(default_factory=set)
    advised: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Answered:
    """An update: when the platform called, and when the answer came; None if it did not."""

    sent: float
    came: float | None


@dataclass(slots=True)
class Visitors:
    """Brings conversations to the doors and notes what comes back.

    `doubled`: texts that came twice into one chat, where none says the same twice. `strange`: texts
    that answer nothing that was said. Both by their beginning. `advised_twice`: emergency lines
    that came twice into one chat.
    """

    latency: float
    platforms: LightPlatforms = field(init=False)
    updates: list[Answered] = field(default_factory=list)
    doubled: dict[str, int] = field(default_factory=dict)
    advised_twice: int = 0
    notices: int = 0
    emergencies: int = 0
    by_phrases: int = 0
    """Answers that were found by phrases, because NLU did not answer in time."""
    refused: int = 0
    told: int = 0
    kept: int = 0
    """Stories that the case book counts, and those that it keeps, answered as such."""
    strange: dict[str, int] = field(default_factory=dict)
    _chats: dict[tuple[str, str], _Chat] = field(default_factory=dict)
    _writing: dict[str, FakePlatform] = field(default_factory=dict)
    _callers: list[Caller] = field(default_factory=list)
    _turns: "itertools.count[int]" = field(default_factory=itertools.count)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1_000_000))

    def __post_init__(self) -> None:
        """Make both platforms."""
        self.platforms = LightPlatforms(self._arrived, self.latency)
        self._writing = {p.name: p for p in (FakeTelegram(), FakeZaloBot())}
        for platform in self._writing.values():
            introduce(platform)

    @property
    def twice(self) -> int:
        """Texts that came twice, but for the emergency advice."""
        return sum(self.doubled.values())

    def environment(self) -> dict[str, str]:
        """The settings with which the bot finds the platforms."""
        telegram, zalo = self._writing["telegram"], self._writing["zalo_bot"]
        return self.platforms.environment(telegram.token, zalo.token)  # type: ignore[attr-defined]  # both have one

    def call(self, doors: Sequence[str]) -> None:
        """From now on bring updates to these intakes, in turn."""
        for caller in self._callers:
            caller.close()
        self._callers = [Caller(door) for door in doors]

    async def aclose(self) -> None:
        """Close all connections."""
        self.call([])
        for platform in self._writing.values():
            await platform.aclose()

    async def converse(self, talk: Talk, pauses: Sequence[float], dice: random.Random) -> None:
        """One resident's conversation; `pauses` in seconds, before each line."""
        platform = "telegram" if dice.random() < TELEGRAM_SHARE else "zalo_bot"
        name = str(next(self._numbers))
        chat = self._chats[platform, name] = _Chat()
        try:
            for line, pause in zip(talk, pauses, strict=True):
                await asyncio.sleep(pause)
                if not await self._say(platform, name, chat, line):
                    return
            # What belongs to the last answer may still come.
            await asyncio.sleep(self.latency * 8)
        finally:
            del self._chats[platform, name]

    async def _say(self, platform: str, name: str, chat: _Chat, line: Line) -> bool:
        update = self._update(platform, name, line)
        chat.line, chat.came = line, asyncio.get_running_loop().create_future()
        sent = time.monotonic()
        await self._bring(platform, update, sent)
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                came = await chat.came
        except TimeoutError:
            self.updates.append(Answered(sent, None))
            return False
        self.updates.append(Answered(sent, came))
        self.told += line.counts
        self.kept += line.keeps
        return True

    async def _bring(self, platform: str, update: Update, sent: float) -> None:
        path = self._writing[platform].path
        while time.monotonic() - sent < LONGEST_WAIT:
            caller = self._callers[next(self._turns) % len(self._callers)]
            try:
                if await caller.deliver(path, update) == ACCEPTED:
                    return
            except (OSError, EOFError):
                pass
            self.refused += 1
            await asyncio.sleep(AGAIN)

    def _update(self, platform: str, name: str, line: Line) -> Update:
        writing = self._writing[platform]
        if line.tap is not None and isinstance(writing, FakeTelegram):
            return writing.tap(name, line.tap)
        return writing.text(name, line.says)

    def _arrived(self, platform: str, name: str, text: str, at: float) -> None:
        self.notices += NOTICE in text
        self.by_phrases += texts.LESS_SURE in text
        chat = self._chats.get((platform, name))
        if chat is None:
            # What stands beside the last answer may come when nobody waits any more.
            if not any(words in text for words in BESIDE):
                self._odd("came after the end: " + text)
            return
        beginning = text[:_SAME]
        if beginning in chat.texts:
            self.doubled[beginning] = self.doubled.get(beginning, 0) + 1
        if chat.line and chat.came and not chat.came.done() and chat.line.is_answered_by(text):
            chat.came.set_result(at)
        elif any(words in text for words in EMERGENCY):
            # The answer that comes later may well say the same.
            self.emergencies += 1
            self.advised_twice += beginning in chat.advised
            chat.advised.add(beginning)
            return
        elif not any(words in text for words in BESIDE):
            self._odd(text)
        chat.texts.add(beginning)

    def _odd(self, text: str) -> None:
        self.strange[text[:_SAME]] = self.strange.get(text[:_SAME], 0) + 1
