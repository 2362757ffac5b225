"""Does what trainers ask of the bench in the console, one job after the other.

Each job is the same command that a trainer would type here, in a process of its own: one that
crashes or hangs ends by itself, and what it printed is what the console shows.
"""

import asyncio
import fcntl
import logging
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from casework.db import Sessions
from casework.learning import jobs
from casework.learning.models import Job, JobKind
from trainer.settings import ROOT

logger = logging.getLogger(__name__)

LOOK_EVERY = 2.0
"""Seconds between two looks into the queue."""

LONGEST = jobs.LONGEST_JOB.total_seconds() - 60
"""Seconds after which a command is ended: before the queue takes the job for abandoned."""

LONGEST_SAID = 8_000
"""Letters of a command's output that are kept: the last ones."""

_COMMANDS: dict[JobKind, str] = {
    JobKind.TRAIN: "train",
    JobKind.COMPARE: "compare",
    JobKind.PROMOTE: "promote",
    JobKind.ROLL_BACK: "rollback",
    JobKind.GATHER: "gather",
    JobKind.CLUSTER: "emerging",
}
_BY_NAME = {JobKind.TRAIN, JobKind.PROMOTE, JobKind.ROLL_BACK}
_GATE_CLOSED = 3
_TRIES = 10
_GRACE = 15.0  # seconds that a command has to end by itself


class AnotherBench(Exception):
    """Trên máy này đã có một bàn huấn luyện đang chạy; một là đủ."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


async def work(sessions: Sessions, nlu_dir: Path) -> None:
    """Take and do jobs until cancelled. A database that is away is looked for again.

    One bench for a database. Raises AnotherBench if one runs on this machine.
    """
    (nlu_dir / "models").mkdir(exist_ok=True)
    with (nlu_dir / "models" / ".bench").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AnotherBench from None
        async with sessions.begin() as session:
            await jobs.give_up_running(session, datetime.now(UTC))
        # Two lanes, so that going back waits behind no training.
        async with asyncio.TaskGroup() as lanes:
            lanes.create_task(_lane(sessions, urgent=True))
            lanes.create_task(_lane(sessions, urgent=False))


async def _lane(sessions: Sessions, *, urgent: bool) -> None:
    while True:
        try:
            done = await do_next(sessions, urgent=urgent)
        except (SQLAlchemyError, TimeoutError) as error:
            # Only the class: database errors quote what they failed on.
            logger.error("bench queue unavailable: %s", type(error).__name__)  # noqa: TRY400
            done = False
        if not done:
            await asyncio.sleep(LOOK_EVERY)


async def do_next(sessions: Sessions, *, urgent: bool = False) -> bool:
    """Do the oldest waiting job; False if there was none."""
    async with sessions.begin() as session:
        job = await jobs.take(session, datetime.now(UTC), urgent=urgent)
    if job is None:
        return False
    failed, said = True, jobs.STOPPED
    try:
        code, said = await _run(command_of(job))
        # A comparison that the gate does not let through is an answer, not a failure of the bench.
        failed = code != 0 and not (job.kind is JobKind.COMPARE and code == _GATE_CLOSED)
    finally:
        await asyncio.shield(_finish(sessions, job.id, said, failed=failed))
    return True


async def _finish(sessions: Sessions, job_id: int, said: str, *, failed: bool) -> None:
    """Write the end of a job down, also when the database is busy for a moment."""
    for _ in range(_TRIES):
        try:
            async with sessions.begin() as session:
                await jobs.finish(session, job_id, datetime.now(UTC), said=said, failed=failed)
        except (SQLAlchemyError, TimeoutError):
            await asyncio.sleep(LOOK_EVERY)
        else:
            return


def command_of(job: Job) -> list[str]:
    """The trainers' command that does a job."""
    command = [_COMMANDS[job.kind]]
    command += [job.target] if job.target else []
    return [*command, "--by", job.asked_by] if job.kind in _BY_NAME else command


async def _run(command: Sequence[str]) -> tuple[int, str]:
    """The exit code, and the end of what was printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-P", "-m", "trainer", *command),
        cwd=ROOT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(), LONGEST)
    except TimeoutError:
        await _end(process)
        return 1, "Làm quá lâu nên đã dừng. Thử lại; nếu vẫn vậy, báo người quản trị."
    except asyncio.CancelledError:  # the bench itself is being stopped
        await _end(process)
        raise
    return process.returncode or 0, output.decode(errors="replace")[-LONGEST_SAID:].strip()


async def _end(process: asyncio.subprocess.Process) -> None:
    """Let a command end what it has started (servers to measure with), or end them all."""
    with suppress(ProcessLookupError):
        process.terminate()
    with suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), _GRACE)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
