"""Residents on the played platforms: what they say, in its order, brought to whichever intake."""

import asyncio
import itertools
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx

from bot.rehearsal.platform import FakePlatform, Update
from bot.rehearsal.shared.counting import Counts, Told, count
from bot.rehearsal.shared.talk import HASTY, Line, Talk, some_talk

AGAIN = 0.3
"""Seconds until a platform calls again where nobody took the update."""

LOOK = 0.05
LONGEST_WAIT = 60.0
"""Seconds after which a resident no longer waits for an answer: it counts as lost."""

REPEATED = 0.1
"""Share of updates that the platform brings once more although they were taken."""

ACCEPTED = 200
_HASTY_EVERY = 3


@dataclass(slots=True)
class Crowd:
    """Residents on one platform, in chats that nobody had before.

    `doors` are asked each time: an intake that is gone is called no more than another.
    """

    platform: FakePlatform
    doors: Callable[[], Sequence[str]]
    first_chat: int
    taps: bool = False
    told: dict[str, list[Told]] = field(default_factory=dict)
    refused: int = 0
    """Calls that nobody took: the connection broke, or the answer was not 200."""
    _turns: "itertools.count[int]" = field(default_factory=itertools.count)
    _read: int = 0
    _texts: dict[str, list[str]] = field(default_factory=dict)

    async def talk(self, a_second: float, over: asyncio.Event) -> None:
        """So many conversations begin a second until it is over, a third hasty; until all end."""
        dice = random.Random(self.first_chat)  # noqa: S311  # the same every time
        async with asyncio.TaskGroup() as group:
            for number in itertools.count():
                if over.is_set():
                    break
                hasty = number % _HASTY_EVERY == 0
                talk = HASTY if hasty else some_talk(dice)
                again = {n for n in range(len(talk)) if dice.random() < REPEATED}
                chat = str(self.first_chat + number)
                group.create_task(self._one(chat, talk, again, hasty=hasty))
                await asyncio.sleep(dice.expovariate(a_second))

    async def say(
        self, chat: str, talk: Talk, *, again: Sequence[int] | set[int] = (), wait: bool = True
    ) -> None:
        """One resident's lines in their order; with `wait` each after the last one's answer.

        Of `again` the platform believes that nobody has taken it, and brings it once more.
        """
        lines = self.told.setdefault(chat, [])
        for number, line in enumerate(talk):
            update = self._update(chat, line)
            lines.append(Told(line, time.monotonic()))
            await self.bring(update)
            if wait and not await self.answered(chat, line):
                return
            if number in again:
                await self.bring(update)

    async def bring(self, update: Update) -> None:
        """Call one intake after another until one has taken the update, as a balancer would."""
        until = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < until:
            doors = self.doors()
            door = doors[next(self._turns) % len(doors)]
            try:
                if await self.platform.deliver(update, door) == ACCEPTED:
                    return
            except httpx.HTTPError:
                pass
            self.refused += 1
            await asyncio.sleep(AGAIN)

    async def answered(self, chat: str, line: Line) -> bool:
        """Wait until an answer has come; False if it is too long."""
        until = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < until:
            if any(map(line.is_answered_by, self._texts_of(chat))):
                return True
            await asyncio.sleep(LOOK)
        return False

    def counts(self) -> Counts:
        """What has come of it until now."""
        return count(self.told, self.platform.sent)

    async def _one(self, chat: str, talk: Talk, again: set[int], *, hasty: bool) -> None:
        await self.say(chat, talk, again=again, wait=not hasty)
        if hasty:
            await self.answered(chat, talk[-1])

    def _update(self, chat: str, line: Line) -> Update:
        if line.tap is not None and self.taps:
            return self.platform.tap(chat, line.tap)  # type: ignore[attr-defined, no-any-return]  # where there are buttons
        return self.platform.text(chat, line.says)

    def _texts_of(self, chat: str) -> list[str]:
        for message in self.platform.sent[self._read :]:
            self._texts.setdefault(message.chat, []).append(message.text)
        self._read = len(self.platform.sent)
        return self._texts.get(chat, [])
