"""A worker ends and puts off only the jobs that are still its own."""

from datetime import UTC, datetime

from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

# One that was held still may wake up when its job has long been another's, or its own anew.
_MINE = (
    "FROM (SELECT id FROM procrastinate_jobs WHERE id = %(job_id)s AND status = 'doing' "
    "AND worker_id = %(worker)s AND attempts = %(attempts)s FOR UPDATE) AS mine"
)
_FINISH = f"SELECT procrastinate_finish_job_v1(id, %(status)s, %(delete_job)s) {_MINE}"
_RETRY = (
    f"SELECT procrastinate_retry_job_v2(id, %(retry_at)s, %(priority)s, %(to)s, %(lock)s) {_MINE}"
)


class OwnJobs(JobManager):
    """procrastinate's manager of jobs, which itself asks for nothing but the job's number."""

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:  # noqa: FBT001  # theirs
        """End a job, unless it was taken over."""
        await self.connector.execute_query_async(
            _FINISH, status=status.value, delete_job=delete_job, **_of(job)
        )

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """Put a job back into the queue, unless it was taken over."""
        at = retry_at or datetime.now(UTC)
        await self.connector.execute_query_async(
            _RETRY, retry_at=at, priority=priority, to=queue, lock=lock, **_of(job)
        )


def _of(job: Job) -> dict[str, int | None]:
    return {"job_id": job.id, "worker": job.worker_id, "attempts": job.attempts}
