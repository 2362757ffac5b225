"""The platform refuses, asks to wait, answers nonsense, or cuts connections."""

import asyncio
from collections.abc import Sequence

from bot.rehearsal.platform import Fault as Refusal
from bot.rehearsal.shared.faults.fault import Fault
from bot.rehearsal.shared.scene import Scene, Trouble

LEAST = 2
"""So many messages on each platform, or it was not tried: in trouble it is soon left alone."""

GARBAGE = -1
"""A status that the played platforms take for: 200, and nothing that could be read."""


async def _refusing(scene: Scene, trouble: Trouble, refusals: Sequence[Refusal]) -> None:
    for platform in scene.platforms:
        platform.faults.extend(refusals)
    await asyncio.sleep(5)
    left = [len(platform.faults) for platform in scene.platforms]
    met = [len(refusals) - each for each in left]
    trouble.notes.append(f"{' and '.join(map(str, met))} messages met with it")
    trouble.expect(that=min(met) >= LEAST, else_="hardly anything was sent: not tried")
    for platform in scene.platforms:
        platform.faults.clear()
    trouble.now()


async def broken(scene: Scene, trouble: Trouble) -> None:
    """500 for some messages in a row."""
    await _refusing(scene, trouble, [Refusal(500)] * 12)


async def too_many(scene: Scene, trouble: Trouble) -> None:
    """429, and the seconds to wait."""
    await _refusing(scene, trouble, [Refusal(429, retry_after=2)] * 12)


async def cut(scene: Scene, trouble: Trouble) -> None:
    """The connection breaks: half of the messages were taken, half were not."""
    await _refusing(scene, trouble, [Refusal(0, then_taken=True), Refusal(0)] * 5)


async def garbage(scene: Scene, trouble: Trouble) -> None:
    """200 and something that cannot be read; half were taken, half were not."""
    await _refusing(scene, trouble, [Refusal(GARBAGE, then_taken=True), Refusal(GARBAGE)] * 5)


FAULTS = (
    Fault("platform-500", "500 for 12 messages on each", broken),
    Fault("platform-429", "429 with 2 s to wait for 12 messages", too_many),
    Fault("platform-cut", "connections cut, half of them after taking", cut),
    Fault("platform-garbage", "answers that are none, half of them after taking", garbage),
)
