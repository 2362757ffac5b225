import pytest

from bot.examining import NOTHING_EXAMINED
from casework.db import Sessions
from casework.understanding.base import BrokenInterpreter
from tests.conftest import ConversationMaker
from tests.unit.bot.workers.scene import Scene
from tests.unit.on_postgresql import pg_sessions, pg_url

__all__ = ["pg_sessions", "pg_url"]


@pytest.fixture
def scene(converse: ConversationMaker, pg_sessions: Sessions) -> Scene:
    return Scene(pg_sessions, converse(BrokenInterpreter(), NOTHING_EXAMINED))
