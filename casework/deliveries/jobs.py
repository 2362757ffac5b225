"""Jobs of the shared queue (procrastinate on PostgreSQL), put in together with what they are for.

By procrastinate's own SQL function, in the transaction of the delivery: so there is never a
delivery without a job, nor a job without a delivery.
"""

import json
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

QUEUE = "answers"
TASK = "answer"

_DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(array_agg(ROW(:queue, :task, 0, conversation, NULL, "
    "jsonb_build_object('conversation', conversation, 'gather', CAST(:gather AS boolean)), "
    "NULL)"
    "::procrastinate_job_to_defer_v1)) "
    "FROM jsonb_array_elements_text(CAST(:conversations AS jsonb)) AS conversation"
)


async def defer(
    session: AsyncSession, conversations: Sequence[str], *, gather: bool = False
) -> None:
    """Have each conversation answered, in its own order.

    `gather`: after a moment, in which a further message of the same story may come.
    """
    values = {
        "queue": QUEUE,
        "task": TASK,
        "conversations": json.dumps(conversations),
        "gather": gather,
    }
    await session.execute(_DEFER, values)
