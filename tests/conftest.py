"""What most tests share: the real data files, and a database of their own."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from bot.composition import build_conversation
from bot.conversation.conversation import Conversation
from bot.examining import NOTHING_EXAMINED, Examining
from bot.settings import BotSettings
from casework.cases.case_book import CaseBook
from casework.communes import Communes
from casework.db import Base, Sessions, open_engine, open_sessions
from casework.opinions.opinion_box import OpinionBox
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.library import Library
from casework.provinces import Provinces
from casework.understanding.base import Interpreter

# The same examples every time, so that a red run is red again. To look for new ones:
# HYPOTHESIS_PROFILE=explore (docs/redaction.md).
hypothesis_settings.register_profile("fixed", derandomize=True)
hypothesis_settings.register_profile("explore", derandomize=False, max_examples=300)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))

# What the .env of this machine says must change no test.
BotSettings.model_config["env_file"] = None

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.from_file(DATA / "scam_patterns.yml")


@pytest.fixture(scope="session")
def help_channels() -> HelpChannels:
    return HelpChannels.from_file(DATA / "help_channels.yml")


@pytest.fixture(scope="session")
def communes() -> Communes:
    return Communes.from_file(DATA / "communes.yml")


@pytest.fixture(scope="session")
def provinces() -> Provinces:
    return Provinces.from_file(DATA / "provinces.yml")


@pytest.fixture(scope="session")
def places(communes: Communes, provinces: Provinces) -> tuple[Communes, Provinces]:
    return communes, provinces


@pytest.fixture
async def sessions(tmp_path: Path) -> AsyncIterator[Sessions]:
    engine = open_engine(f"sqlite:///{tmp_path}/cases.db")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield open_sessions(engine)
    await engine.dispose()


@pytest.fixture
def case_book(sessions: Sessions) -> CaseBook:
    return CaseBook(sessions, now=lambda: NOW)


class ConversationMaker:
    """Makes conversations over the real data, with the interpreter that a test wants."""

    def __init__(
        self,
        library: Library,
        help_channels: HelpChannels,
        places: tuple[Communes, Provinces],
        case_book: CaseBook,
        opinion_box: OpinionBox,
    ) -> None:
        self._parts = library, help_channels, places, case_book, opinion_box

    def __call__(
        self, interpreter: Interpreter, examining: Examining = NOTHING_EXAMINED
    ) -> Conversation:
        library, help_channels, (communes, provinces), case_book, opinion_box = self._parts
        return build_conversation(
            BotSettings(operator="Công an xã Thử"),
            library,
            help_channels,
            interpreter,
            case_book,
            opinion_box=opinion_box,
            communes=communes,
            provinces=provinces,
            examining=examining,
        )


@pytest.fixture
def converse(
    library: Library,
    help_channels: HelpChannels,
    places: tuple[Communes, Provinces],
    case_book: CaseBook,
    sessions: Sessions,
) -> ConversationMaker:
    return ConversationMaker(library, help_channels, places, case_book, OpinionBox(sessions))
