"""A worker's clock is wrong by days. Intakes, the other workers and the database go right."""

import asyncio
from pathlib import Path

from bot.rehearsal.shared.faults.fault import Fault
from bot.rehearsal.shared.scene import Scene, Trouble

LASTS = 12.0


async def _with_clock(scene: Scene, trouble: Trouble, moved: str) -> None:
    library = _library()
    if library is None:
        trouble.problems.append("needs Debian's package faketime: not tried")
        return
    settings = {"LD_PRELOAD": str(library), "FAKETIME": moved, "DONT_FAKE_MONOTONIC": "1"}
    wrong = scene.house.worker("worker-wrong-clock", settings)
    others = scene.house.workers
    # It works alone for a while, so that it is sure to have answered; then beside a right one.
    for process in others:
        await process.stop()
    scene.house.workers = [wrong]
    await wrong.start()
    trouble.now()
    await asyncio.sleep(LASTS / 2)
    for process in others:
        await process.start()
    scene.house.workers = others
    await asyncio.sleep(LASTS / 2)
    await wrong.stop()
    trouble.now()


def _library() -> Path | None:
    return next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


async def ahead(scene: Scene, trouble: Trouble) -> None:
    """Two days ahead: what it takes for old has just come."""
    await _with_clock(scene, trouble, "+2d")


async def behind(scene: Scene, trouble: Trouble) -> None:
    """Two days behind."""
    await _with_clock(scene, trouble, "-2d")


FAULTS = (
    Fault("clock-ahead", "a worker's clock goes two days ahead", ahead),
    Fault("clock-behind", "a worker's clock goes two days behind", behind),
)
