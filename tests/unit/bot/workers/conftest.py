from collections.abc import AsyncIterator

import pytest

from bot.examining import NOTHING_EXAMINED
from casework.db import Sessions
from casework.understanding.base import BrokenInterpreter
from tests.conftest import ConversationMaker
from tests.unit.bot.workers.scene import Scene
from tests.unit.on_postgresql import pg_sessions, pg_url

__all__ = ["pg_sessions", "pg_url"]


@pytest.fixture
async def scene(converse: ConversationMaker, pg_sessions: Sessions) -> AsyncIterator[Scene]:
    made = Scene(pg_sessions, converse(BrokenInterpreter(), NOTHING_EXAMINED))
    yield made
    for close in made.closing:
        await close()
