"""What most tests share: the real data files, and a database of their own."""

import logging
import os
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from bot.composition import build_conversation
from bot.conversation.conversation import Conversation
from bot.examining import NOTHING_EXAMINED, Examining
from bot.settings import BotSettings
from casework.cases.case_book import CaseBook
from casework.communes import Communes
from casework.db import Sessions, open_engine, open_sessions
from casework.opinions.opinion_box import OpinionBox
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.library import Library
from casework.provinces import Provinces
from casework.understanding.base import Interpreter
from console.bench.postgres import NoPostgres
from tests.databases import (
    CHOICE,
    ON_POSTGRESQL,
    Databases,
    PostgresDatabases,
    SqliteFiles,
    postgres_databases,
)

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

SQLITE_ONLY = "sqlite_only"

# As schemathesis makes them under pytest 9.2.
_HAS_TWINS = pytest.StashKey[bool]()


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """A door that a test opens in this process sets up its logs: the next test finds none of it."""
    root = logging.getLogger()
    levels = {name: logger.level for name, logger in _loggers()}
    handlers, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    yield
    for name, logger in _loggers():
        if logger.level != levels.get(name, logging.NOTSET):
            logger.setLevel(levels.get(name, logging.NOTSET))
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.raiseExceptions = raising
    logging.captureWarnings(capture=False)


def _loggers() -> list[tuple[str, logging.Logger]]:
    known = logging.root.manager.loggerDict.items()
    return [(name, logger) for name, logger in known if isinstance(logger, logging.Logger)]


def pytest_configure(config: pytest.Config) -> None:
    what = "about SQLite itself, or about its one file; does not run on PostgreSQL"
    config.addinivalue_line("markers", f"{SQLITE_ONLY}(reason): {what}")


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    _mark_twins(items)
    if not ON_POSTGRESQL:
        return
    for item in items:
        if mark := item.get_closest_marker(SQLITE_ONLY):
            item.add_marker(pytest.mark.skip(reason=f"{SQLITE_ONLY}: {mark.args[0]}"))


def _mark_twins(items: Sequence[pytest.Item]) -> None:
    times = Counter(item.nodeid for item in items)
    for item in items:
        item.stash[_HAS_TWINS] = times[item.nodeid] > 1


def pytest_runtest_setup(item: pytest.Item) -> None:
    """pytest-xdist knows tests by their id: of those with the same one it runs the first only."""
    if item.stash[_HAS_TWINS] and "PYTEST_XDIST_WORKER" in os.environ:
        pytest.fail("several tests have this id, of which one would run: run the file without -n.")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """On which database it was, and how many tests that one has not seen."""
    if not ON_POSTGRESQL:
        return
    reports = terminalreporter.getreports("skipped")
    left_out = [report for report in reports if SQLITE_ONLY in str(report.longrepr)]
    terminalreporter.write_line(
        f"{CHOICE}: on PostgreSQL; {len(left_out)} tests are about SQLite and did not run"
    )


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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresDatabases]:
    """A PostgreSQL server of this process; without one its tests are skipped unless required."""
    try:
        with postgres_databases() as running:
            yield running
    except NoPostgres as missing:
        reason = f"{missing.__doc__} apt-get install postgresql"
        if ON_POSTGRESQL or os.environ.get("CANHGIAC_REQUIRE_POSTGRESQL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Databases:
    if ON_POSTGRESQL:
        running: PostgresDatabases = request.getfixturevalue("postgresql")
        return running
    return SqliteFiles(tmp_path_factory.mktemp("migrated"))


NewDatabase = Callable[..., str]


@pytest.fixture
def new_database(databases: Databases, tmp_path: Path) -> Iterator[NewDatabase]:
    """Makes databases with the newest schema (or `empty=True`: without a table); their addresses.

    A name for each where a test needs several: on SQLite it is that of the file in tmp_path.
    """
    lent: list[str] = []

    def lend(name: str = "cases.db", *, empty: bool = False) -> str:
        lent.append(databases.lend(tmp_path / name, empty=empty))
        return lent[-1]

    yield lend
    for url in lent:
        databases.take_back(url)


@pytest.fixture
def database_url(new_database: NewDatabase) -> str:
    """The address of the test's own database, with the newest schema."""
    return new_database()


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    engine = open_engine(database_url)
    yield open_sessions(engine)
    await engine.dispose()


Books = Callable[[], AbstractAsyncContextManager[Sessions]]


@pytest.fixture
def books(new_database: NewDatabase) -> Books:
    """Opens as many books as a test wants."""
    numbers = count(1)

    @asynccontextmanager
    async def book() -> AsyncIterator[Sessions]:
        engine = open_engine(new_database(f"book{next(numbers)}.db"))
        yield open_sessions(engine)
        await engine.dispose()

    return book


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
