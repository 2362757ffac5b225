"""The scene of these tests."""

from pathlib import Path

import pytest

from bot.examining import Examining
from casework.db import Sessions
from casework.evidence.base import ExaminesNothing
from casework.evidence.pictures.base import FixedReader
from casework.understanding.base import BrokenInterpreter
from tests.conftest import ConversationMaker
from tests.unit.bot.reception.scene import Scene


@pytest.fixture
def scene(converse: ConversationMaker, sessions: Sessions, tmp_path: Path) -> Scene:
    return Scene(
        converse(BrokenInterpreter(), Examining(ExaminesNothing(), FixedReader({}))),
        sessions,
        tmp_path,
    )
