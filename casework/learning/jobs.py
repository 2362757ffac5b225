"""What the console asks of the bench, in order; the bench (`./canhgiac trainer work`) takes it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from casework.learning.models import Job, JobKind, JobState

LONGEST_JOB = timedelta(minutes=15)
"""A job that runs longer belonged to a bench that was stopped: it counts as failed."""

STOPPED = "Bàn huấn luyện dừng giữa chừng. Giao lại việc này nếu còn cần."

_BUSY = (JobState.WAITING, JobState.RUNNING)


class AlreadyAsked(Exception):
    """Việc này đã được giao và đang chờ hoặc đang chạy. Chờ xong rồi hãy giao lại."""


async def ask(
    session: AsyncSession, kind: JobKind, target: str | None, by: str, at: datetime
) -> Job:
    """Put a job into the queue. Raises AlreadyAsked if the same one waits or runs."""
    same = select(Job.id).where(
        Job.kind == kind, Job.target.is_not_distinct_from(target), Job.state.in_(_BUSY)
    )
    if await session.scalar(same.limit(1)) is not None:
        raise AlreadyAsked
    job = Job(kind=kind, target=target, asked_by=by, asked_at=at, state=JobState.WAITING)
    session.add(job)
    await session.flush()
    return job


async def give_up_running(session: AsyncSession, at: datetime) -> None:
    """What still counts as running belonged to a bench that is gone: it has failed."""
    await session.execute(
        update(Job)
        .where(Job.state == JobState.RUNNING)
        .values(state=JobState.FAILED, ended_at=at, said=STOPPED)
    )


async def take(session: AsyncSession, at: datetime, *, urgent: bool = False) -> Job | None:
    """The oldest waiting job, which is now running; None if none waits, or one still runs.

    Going back is urgent: it waits behind no training. Two benches never take the same one.
    """
    lane = Job.kind == JobKind.ROLL_BACK if urgent else Job.kind != JobKind.ROLL_BACK
    await session.execute(
        update(Job)
        .where(Job.state == JobState.RUNNING, Job.began_at < at - LONGEST_JOB)
        .values(state=JobState.FAILED, ended_at=at, said=STOPPED)
    )
    running = select(Job.id).where(Job.state == JobState.RUNNING, lane)
    if await session.scalar(running.limit(1)) is not None:
        return None
    waiting = select(Job.id).where(Job.state == JobState.WAITING, lane).order_by(Job.id)
    job_id = await session.scalar(waiting.limit(1))
    if job_id is None:
        return None
    taken = await session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.WAITING)
        .values(state=JobState.RUNNING, began_at=at)
    )
    if not isinstance(taken, CursorResult) or taken.rowcount != 1:
        return None
    return await session.get(Job, job_id, populate_existing=True)


async def finish(
    session: AsyncSession, job_id: int, at: datetime, *, said: str, failed: bool = False
) -> None:
    """Write down how a job has ended, unless it was given up meanwhile."""
    state = JobState.FAILED if failed else JobState.DONE
    await session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.RUNNING)
        .values(state=state, ended_at=at, said=said)
    )


async def newest_of(session: AsyncSession, kind: JobKind) -> Job | None:
    """The job of this kind that was asked for last."""
    query = select(Job).where(Job.kind == kind).order_by(Job.id.desc()).limit(1)
    return (await session.scalars(query)).first()


async def newest_first(session: AsyncSession, most: int = 20) -> Sequence[Job]:
    """The jobs, the newest first."""
    return (await session.scalars(select(Job).order_by(Job.id.desc()).limit(most))).all()
