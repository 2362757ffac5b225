"""kill -9 of each process, at random moments."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import Sequence

from bot.rehearsal.process import ROOT, free_port
from bot.rehearsal.shared.faults.fault import Fault
from bot.rehearsal.shared.processes import Process
from bot.rehearsal.shared.scene import Scene, Trouble
from bot.rehearsal.shared.usage import children_of

APART = 11.0
"""Seconds between two kills, at least: the first has been got over by then, or too late."""

BACK = 4.0
"""Seconds for which the traffic goes on after a kill that is the only one."""

CONSOLE_KEY = "of the rehearsal of many processes only"


async def one_by_one(processes: Sequence[Process], trouble: Trouble, times: int) -> None:
    """Kill them in turn, at random moments far enough apart to tell whose trouble is whose."""
    dice = random.Random(times)  # noqa: S311  # the same every time
    for number in range(times):
        await kill_one(processes[number % len(processes)], trouble)
        await asyncio.sleep(dice.uniform(0, 1))


async def kill_one(process: Process, trouble: Trouble) -> None:
    """Kill one; back after others have taken over and it has been started again."""
    process.kill()
    trouble.now()
    await asyncio.sleep(APART)
    await process.until_ready()


async def intake(scene: Scene, trouble: Trouble) -> None:
    """Each intake in turn."""
    await one_by_one(scene.house.intakes, trouble, len(scene.house.intakes))


async def worker(scene: Scene, trouble: Trouble) -> None:
    """Each worker in turn."""
    await one_by_one(scene.house.workers, trouble, len(scene.house.workers))


async def one_worker(scene: Scene, trouble: Trouble) -> None:
    """One of them, once."""
    await one_by_one(scene.house.workers, trouble, 1)


async def all_workers(scene: Scene, trouble: Trouble) -> None:
    """Nobody is left to take over until the first is back."""
    for process in scene.house.workers:
        process.kill()
    trouble.now()
    await asyncio.sleep(BACK)


async def nlu(scene: Scene, trouble: Trouble) -> None:
    """A played NLU server as a process of its own; another one is back after five seconds."""
    await scene.nlu.stop()
    words = [sys.executable, "-P", "-m", "bot.rehearsal.shared.played_nlu", str(scene.nlu.port)]
    played = Process("nlu", words, {"PYTHONPATH": str(ROOT)}, scene.house.folder, kept=False)
    await played.start()
    await asyncio.sleep(2)
    played.kill()
    trouble.now()
    await asyncio.sleep(5)
    await played.stop()
    await scene.nlu.start()


async def database(scene: Scene, trouble: Trouble) -> None:
    """The postmaster: every connection goes with it; it recovers from its log when it is back."""
    scene.database.process.kill()
    trouble.now()


async def database_process(scene: Scene, trouble: Trouble) -> None:
    """One of its processes: PostgreSQL then ends all others and begins anew by itself."""
    os.kill(children_of(scene.database.process.pid)[-1], signal.SIGKILL)
    trouble.now()


async def console(scene: Scene, trouble: Trouble) -> None:
    """The officers' console over the same database: residents must not notice."""
    port = free_port()
    settings = {
        **scene.house.workers[0].settings,
        "CONSOLE_PORT": str(port),
        "CONSOLE_KEY": CONSOLE_KEY,
    }
    words = [sys.executable, "-P", "-m", "console", "run"]
    ready = f"http://127.0.0.1:{port}/login"
    desk = Process("console", words, settings, scene.house.folder, ready)
    try:
        await desk.start()
        desk.kill()
        trouble.now()
        await asyncio.sleep(BACK)
        await desk.until_ready()
    finally:
        await desk.stop()


FAULTS = (
    Fault("intake-killed", "each intake in turn", intake, kill=True),
    Fault("worker-killed", "each worker in turn", worker, kill=True),
    Fault("worker-killed-once", "one worker, once", one_worker, kill=True),
    Fault("all-workers-killed", "all workers at once", all_workers),
    Fault("nlu-killed", "the NLU server, back after 5 s", nlu, kill=True),
    Fault("database-killed", "PostgreSQL's postmaster", database, kill=True),
    Fault("database-process-killed", "one process of PostgreSQL", database_process, kill=True),
    Fault("console-killed", "the console", console, kill=True),
)
