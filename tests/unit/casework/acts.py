"""What a turn has collected, written as the book of deliveries writes it."""

from casework.db import Sessions
from casework.turn_acts import Act


async def written(sessions: Sessions, acts: list[Act]) -> None:
    async with sessions.begin() as session:
        for act in acts:
            await act(session)
