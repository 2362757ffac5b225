"""The queue is full, a message kills whoever reads it, two workers have one conversation."""

import asyncio
import os
import signal

from bot.conversation import texts
from bot.rehearsal.shared.faults.fault import Fault
from bot.rehearsal.shared.scene import Scene, Trouble
from bot.rehearsal.shared.talk import Line
from bot.rehearsal.shared.usage import asker

LIMIT = "5"
POISON = "tin làm sập máy"
STILL = 10.0


async def full(scene: Scene, trouble: Trouble) -> None:
    """Few may wait, and meanwhile nobody works: the platform has to call again."""
    await scene.house.with_settings({"QUEUE_LIMIT": LIMIT})
    for process in scene.house.workers:
        scene.house.hold(process, still=True)
    await asyncio.sleep(4)
    for process in scene.house.workers:
        scene.house.hold(process, still=False)
    trouble.now()
    await asyncio.sleep(4)
    await scene.house.with_settings({"QUEUE_LIMIT": "100000"})


async def poison(scene: Scene, trouble: Trouble) -> None:
    """Whoever asks the NLU server about a certain message is killed, each time anew."""
    before = _dead(scene)
    kills = 0

    def seen(text: str, port: int) -> None:
        nonlocal kills
        if POISON in text and (pid := asker(port, [p.pid for p in scene.house.workers])):
            kills += 1
            os.kill(pid, signal.SIGKILL)

    scene.nlu.seen = seen
    line = Line(POISON, texts.TOOK_TIME[:40])
    await trouble.crowd.say(str(trouble.crowd.first_chat + 9_000), (line,))
    await asyncio.sleep(1)
    scene.nlu.seen = lambda _text, _port: None
    trouble.notes.append(f"killed {kills} workers, then one dead letter")
    trouble.expect(that=kills > 0, else_="the message killed nobody: not tried")
    trouble.expect(that=_dead(scene) == before + 1, else_="not one dead letter")


def _dead(scene: Scene) -> int:
    ((count,),) = scene.database.run("SELECT count(*) FROM deliveries WHERE dead_at IS NOT NULL")
    return int(str(count))


async def held_still(scene: Scene, trouble: Trouble) -> None:
    """A worker stops in the middle of its answers for ten seconds; another one takes them over."""
    asked: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def seen(_text: str, port: int) -> None:
        pid = asker(port, [process.pid for process in scene.house.workers])
        if pid is not None and not asked.done():
            os.kill(pid, signal.SIGSTOP)
            asked.set_result(pid)

    scene.nlu.seen = seen
    try:
        pid = await asyncio.wait_for(asked, STILL)
        trouble.now()
        await asyncio.sleep(STILL)
        os.kill(pid, signal.SIGCONT)
    except TimeoutError:
        trouble.problems.append("nobody asked the NLU server: not tried")
    finally:
        scene.nlu.seen = lambda _text, _port: None


async def stopped_in_order(scene: Scene, trouble: Trouble) -> None:
    """A new version is rolled out: each process is asked to end and started again."""
    for process in scene.processes:
        code = await process.stop()
        trouble.expect(that=code == 0, else_=f"{process.name} ended with {code}")
        await process.start()
    trouble.now()


FAULTS = (
    Fault("queue-full", f"QUEUE_LIMIT={LIMIT} and nobody works for 4 s", full),
    Fault("poison", "a message kills each worker that reads it", poison),
    Fault("worker-still", "a worker held still for 10 s while it answers", held_still, kill=True),
    Fault("rolled", "every process stopped in order and started again", stopped_in_order),
)
