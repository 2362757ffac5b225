"""The NLU server is slow, talks nonsense, or is of a version that nobody knows."""

import asyncio

from bot.rehearsal.shared.faults.fault import Fault
from bot.rehearsal.shared.scene import Scene, Trouble

LASTS = 6.0


async def slow(scene: Scene, trouble: Trouble) -> None:
    """Five seconds for every answer."""
    scene.nlu.delay = 5.0
    await asyncio.sleep(LASTS)
    scene.nlu.delay = 0.0
    trouble.now()


async def garbage(scene: Scene, trouble: Trouble) -> None:
    """Answers with 200 and half a page of HTML."""
    scene.nlu.garbage = True
    await asyncio.sleep(LASTS)
    scene.nlu.garbage = False
    trouble.now()


async def unknown_version(scene: Scene, trouble: Trouble) -> None:
    """It says that it is a model version of which the book knows nothing."""
    scene.nlu.model = "canhgiac-000000000000"
    await asyncio.sleep(LASTS)
    scene.nlu.model = None
    trouble.now()


FAULTS = (
    Fault("nlu-slow", "5 s for every answer", slow),
    Fault("nlu-garbage", "answers that are none", garbage),
    Fault("nlu-wrong-version", "a model that the book does not know", unknown_version),
)
