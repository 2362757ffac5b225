"""kill -9 of a worker at a certain step of an answer, hit by what the played platform shows."""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from functools import partial

from bot.rehearsal.platform import Fault as Refusal
from bot.rehearsal.shared.faults.fault import Fault
from bot.rehearsal.shared.faults.kills import APART, BACK, kill_one
from bot.rehearsal.shared.scene import Scene, Trouble
from bot.rehearsal.shared.usage import asker

_LONGEST = 10.0
_SLOW = 0.4
"""Seconds that the platform takes for a message, where the worker is to die meanwhile."""


async def while_answering(scene: Scene, trouble: Trouble) -> None:
    """The NLU server holds its answers back; the worker that waits for one is killed."""
    for _ in range(2):
        await kill_the_asker(scene, trouble)
        await asyncio.sleep(APART)
        await scene.settle()


async def kill_the_asker(scene: Scene, trouble: Trouble) -> None:
    """Kill whoever asks next."""
    asked: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def seen(_text: str, port: int) -> None:
        pid = asker(port, [process.pid for process in scene.house.workers])
        if pid is not None and not asked.done():
            asked.set_result(pid)

    scene.nlu.hold(answers=True)
    scene.nlu.seen = seen
    try:
        os.kill(await asyncio.wait_for(asked, _LONGEST), signal.SIGKILL)
        trouble.now()
    except TimeoutError:
        trouble.problems.append("nobody asked the NLU server: not tried")
    finally:
        scene.nlu.seen = lambda _text, _port: None
        scene.nlu.hold(answers=False)


async def before_sending(scene: Scene, trouble: Trouble) -> None:
    """Replies are sealed and the platform asks to wait; meanwhile all workers are killed."""
    scene.telegram.faults.extend([Refusal(429, retry_after=3)] * 4)
    if not await _until(lambda: not scene.telegram.faults):
        trouble.problems.append("nothing was sent: not tried")
    for process in scene.house.workers:
        process.kill()
    trouble.now()
    await asyncio.sleep(BACK)


async def while_sending(scene: Scene, trouble: Trouble) -> None:
    """A message has left and the platform, slow now, has not taken it yet."""
    latency = scene.telegram.latency
    for process in scene.house.workers:
        scene.telegram.latency = _SLOW
        calls = len(scene.telegram.calls)
        if not await _until(partial(_more_calls, scene, calls)):
            trouble.problems.append("nothing was sent: not tried")
        # What comes now is late by the kill, and not by a slow platform.
        scene.telegram.latency = latency
        await kill_one(process, trouble)


async def between_pieces(scene: Scene, trouble: Trouble) -> None:
    """A message was taken and its confirmation is on the way; of many answers more is to come."""
    for process in scene.house.workers:
        await _next_message(scene, trouble)
        await kill_one(process, trouble)


async def before_erasing(scene: Scene, trouble: Trouble) -> None:
    """Some milliseconds later: the worker knows that it has sent, and has not erased yet."""
    for process in scene.house.workers:
        await _next_message(scene, trouble)
        await asyncio.sleep(0.004)
        await kill_one(process, trouble)


async def _next_message(scene: Scene, trouble: Trouble) -> None:
    before = len(scene.telegram.sent)
    if not await _until(lambda: len(scene.telegram.sent) > before, look=0):
        trouble.problems.append("nothing was sent: not tried")


def _more_calls(scene: Scene, than: int) -> bool:
    return len(scene.telegram.calls) > than


async def _until(condition: Callable[[], bool], look: float = 0.01) -> bool:
    until = time.monotonic() + _LONGEST
    while not condition():
        if time.monotonic() > until:
            return False
        await asyncio.sleep(look)
    return True


FAULTS = (
    Fault("killed-answering", "worker killed while NLU works", while_answering, kill=True),
    Fault("killed-before-sending", "all workers killed, replies sealed", before_sending),
    Fault(
        "killed-sending",
        "worker killed, a message on its way",
        while_sending,
        kill=True,
    ),
    Fault(
        "killed-between-pieces",
        "worker killed, message taken",
        between_pieces,
        kill=True,
    ),
    Fault("killed-before-erasing", "worker killed 4 ms later", before_erasing, kill=True),
)
