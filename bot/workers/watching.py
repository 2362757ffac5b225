"""What an intake knows of the others: whether anybody answers, and whether the queue is full."""

import asyncio
import logging
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from casework.db import Sessions
from casework.deliveries.queue_state import QueueState, queue_state

logger = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds. A worker that was killed is missed after four (casework/deliveries/queue_state.py)."""

LATE = 10.0
"""Seconds after which what should be answered has waited too long: somebody is told so at once."""


@dataclass(slots=True)
class Watching:
    """Looks at the queue again and again."""

    sessions: Sessions
    queue_limit: int
    state: QueueState | None = field(default=None)

    async def run(self) -> None:
        """Look until cancelled. A database that is away is no news here: taking will tell."""
        while True:
            try:
                async with self.sessions() as session:
                    self.state = await queue_state(session)
            except (SQLAlchemyError, OSError) as error:
                logger.warning("queue not seen: %s", type(error).__name__)
            await asyncio.sleep(LOOK_EVERY)

    @property
    def is_answered(self) -> bool:
        """Whether somebody answers, and soon enough. Assumed until it is known."""
        if self.state is None:
            return True
        return self.state.workers > 0 and (self.state.oldest_seconds or 0) < LATE

    @property
    def is_full(self) -> bool:
        """Whether more waits than anybody will get to in time."""
        return self.state is not None and sum(self.state.waiting.values()) >= self.queue_limit
