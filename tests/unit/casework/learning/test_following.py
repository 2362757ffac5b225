import asyncio
import logging
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import event
from sqlalchemy.exc import InterfaceError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from casework.db import Sessions
from casework.learning import following
from casework.learning.following import (
    TRY_AGAIN,
    VERSIONS_KEPT,
    FollowingInterpreter,
    LiveLibrary,
    library_at_start,
)
from casework.playbooks.data_file import DataFileError
from casework.playbooks.library import Library
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.understanding.base import Interpretation, RankedIntent
from tests.unit.casework.learning.promoted import NEW, SHIPPER, make_live, new_text, old_text, put

OLD_VERSION, NEW_VERSION = "canhgiac-000000000001", "canhgiac-000000000002"
SAID = redact(RawText("shipper kêu chuyển tiền")).text
FILE = Path(__file__).resolve().parents[4] / "data" / "scam_patterns.yml"


class Clock:
    """Seconds, as a test wants them."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def shown(library: Library) -> Library:
    """A library of the old version that is nobody else's."""
    return Library.from_text(old_text(library), "patterns.yml", OLD_VERSION)


@pytest.fixture
async def versions(sessions: Sessions, library: Library) -> Sessions:
    await put(sessions, OLD_VERSION, old_text(library))
    await put(sessions, NEW_VERSION, new_text(library))
    return sessions


@pytest.fixture
def asked(sessions: Sessions) -> list[str]:
    """What the database is asked for versions, statement by statement."""
    engine: AsyncEngine = sessions.kw["bind"]
    statements: list[str] = []

    def note(*about: object) -> None:
        statement = str(about[2])
        if statement.startswith("SELECT") and "model_versions" in statement:
            statements.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    return statements


@asynccontextmanager
async def _away() -> AsyncIterator[AsyncSession]:
    raise InterfaceError(None, None, OSError())
    yield AsyncSession()


AWAY = cast("Sessions", _away)
"""A database that cannot be opened."""


async def test_the_version_that_answers_is_followed_and_back_again(
    versions: Sessions, shown: Library, asked: list[str]
) -> None:
    live = LiveLibrary(shown, versions)
    await live.follow(NEW_VERSION)
    assert (NEW in shown.ids, shown.version) == (True, NEW_VERSION)
    await live.follow(OLD_VERSION)
    assert (NEW in shown.ids, shown.version) == (False, OLD_VERSION)
    assert len(asked) == 1


async def test_servers_of_two_versions_that_take_turns_are_not_loaded_again(
    versions: Sessions, shown: Library, asked: list[str]
) -> None:
    live = LiveLibrary(shown, versions)
    for _ in range(50):
        await live.follow(NEW_VERSION)
        assert shown.get(NEW).id in shown.ids
        await live.follow(OLD_VERSION)
        assert NEW not in shown.ids
    assert len(asked) == 1


@dataclass
class TakingTurns:
    """Two servers of two versions behind a balancer, in an order as it comes."""

    lot: random.Random

    async def interpret(self, utterance: RedactedText) -> Interpretation:  # noqa: ARG002
        await asyncio.sleep(self.lot.random() / 1000)
        model = self.lot.choice([OLD_VERSION, NEW_VERSION])
        return Interpretation((RankedIntent(SHIPPER, 1.0),), source="rasa", model=model)


async def test_under_load_each_answer_meets_its_own_versions_playbooks_and_one_reading_is_enough(
    versions: Sessions, shown: Library, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PATIENCE", 60.0)
    live = LiveLibrary(shown, versions)
    interpreter = FollowingInterpreter(TakingTurns(random.Random(7)), live)  # noqa: S311  # no secret
    met: Counter[str | None] = Counter()

    async def writes() -> None:
        for _ in range(20):
            told = await interpreter.interpret(SAID)
            assert shown.version == told.model
            assert (NEW in shown.ids) is (told.model == NEW_VERSION)
            met[told.model] += 1

    await asyncio.gather(*(writes() for _ in range(64)))
    assert met.total() == 64 * 20
    assert min(met.values()) > 500
    assert len(asked) == 1


async def test_nothing_new_asks_nobody(
    versions: Sessions, shown: Library, asked: list[str]
) -> None:
    live = LiveLibrary(shown, versions)
    await live.follow(None)
    await live.follow(OLD_VERSION)
    assert asked == []


async def test_many_at_once_load_once(versions: Sessions, shown: Library, asked: list[str]) -> None:
    live = LiveLibrary(shown, versions)

    async def follow() -> bool:
        await live.follow(NEW_VERSION)
        return NEW in shown.ids

    assert all(await asyncio.gather(*(follow() for _ in range(100))))
    assert len(asked) == 1


async def test_only_the_last_few_versions_stay_in_memory(
    versions: Sessions, library: Library, shown: Library, asked: list[str]
) -> None:
    live = LiveLibrary(shown, versions)
    names = [f"canhgiac-more{number}" for number in range(VERSIONS_KEPT)]
    for name in names:
        await put(versions, name, old_text(library))
        await live.follow(name)
    await live.follow(names[0])
    assert len(asked) == VERSIONS_KEPT
    await live.follow(OLD_VERSION)
    assert len(asked) == VERSIONS_KEPT + 1
    assert shown.version == OLD_VERSION


@pytest.mark.parametrize("patterns", [None, "playbooks: [", "emergency: {}\nplaybooks: []"])
async def test_an_unknown_or_broken_version_changes_nothing_and_is_told_once(
    *,
    sessions: Sessions,
    shown: Library,
    asked: list[str],
    caplog: pytest.LogCaptureFixture,
    patterns: str | None,
) -> None:
    if patterns is not None:
        await put(sessions, NEW_VERSION, patterns)
    clock = Clock()
    live = LiveLibrary(shown, sessions, clock)
    for seconds in (0.0, 1.0, TRY_AGAIN - 1):
        clock.now = seconds
        await live.follow(NEW_VERSION)
    assert len(asked) == 1
    clock.now = TRY_AGAIN
    await live.follow(NEW_VERSION)
    assert len(asked) == 2
    assert shown.version == OLD_VERSION
    (line,) = caplog.messages
    assert line.startswith("a version's playbooks are not loaded")


async def test_a_version_that_comes_into_the_book_later_is_followed_then(
    sessions: Sessions, library: Library, shown: Library
) -> None:
    clock = Clock()
    live = LiveLibrary(shown, sessions, clock)
    await live.follow(NEW_VERSION)
    await put(sessions, NEW_VERSION, new_text(library))
    await live.follow(NEW_VERSION)
    assert NEW not in shown.ids
    clock.now = TRY_AGAIN
    await live.follow(NEW_VERSION)
    assert NEW in shown.ids


async def test_a_database_that_is_away_changes_nothing(
    shown: Library, caplog: pytest.LogCaptureFixture
) -> None:
    live = LiveLibrary(shown, AWAY)
    await live.follow(NEW_VERSION)
    await live.look()
    await live.look()
    assert shown.version == OLD_VERSION
    assert len(caplog.messages) == 2


async def test_nobody_waits_for_a_database_that_hangs_and_its_answer_is_used_when_it_comes(
    versions: Sessions, shown: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PATIENCE", 0.001)
    hangs, goes_on = asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def slow() -> AsyncIterator[AsyncSession]:
        hangs.set()
        await goes_on.wait()
        async with versions() as session:
            yield session

    live = LiveLibrary(shown, cast("Sessions", slow))
    await live.follow(NEW_VERSION)
    assert hangs.is_set()
    assert NEW not in shown.ids
    goes_on.set()
    monkeypatch.setattr(following, "PATIENCE", 60.0)
    await live.follow(NEW_VERSION)
    assert NEW in shown.ids


async def test_what_is_still_being_loaded_is_given_up_at_the_end(
    shown: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PATIENCE", 0.001)

    @asynccontextmanager
    async def never() -> AsyncIterator[AsyncSession]:
        await asyncio.Event().wait()
        yield AsyncSession()

    async with aclosing(LiveLibrary(shown, cast("Sessions", never))) as live:
        await live.follow(NEW_VERSION)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_whoever_is_gone_takes_nobody_elses_answer_along(
    versions: Sessions, shown: Library, asked: list[str]
) -> None:
    live = LiveLibrary(shown, versions)
    gone = asyncio.create_task(live.follow(NEW_VERSION))
    other = asyncio.create_task(live.follow(NEW_VERSION))
    await asyncio.sleep(0)
    gone.cancel()
    await other
    assert NEW in shown.ids
    assert len(asked) == 1


async def test_the_desk_looks_for_the_live_version(
    versions: Sessions, shown: Library, asked: list[str]
) -> None:
    live = LiveLibrary(shown, versions)
    await live.look()
    assert shown.version == OLD_VERSION
    await make_live(versions, NEW_VERSION)
    asked.clear()
    await live.look()
    await live.look()
    assert NEW in shown.ids
    assert len([one for one in asked if "patterns" in one]) == 1


async def test_a_door_begins_with_the_live_version(versions: Sessions) -> None:
    await make_live(versions, NEW_VERSION)
    begun = await library_at_start(versions, Path("/nowhere"))
    assert (NEW in begun.ids, begun.version) == (True, NEW_VERSION)


async def test_without_a_live_version_a_door_begins_with_the_file(
    versions: Sessions, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    for book in (versions, AWAY):
        begun = await library_at_start(book, FILE)
        assert (begun.ids, begun.version) == (library.ids, None)
    with pytest.raises(DataFileError):
        await library_at_start(versions, Path("/nowhere"))
    assert caplog.messages == []


async def test_a_live_version_that_is_broken_is_told_and_the_file_stands_in(
    sessions: Sessions, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    await put(sessions, NEW_VERSION, "playbooks: [")
    await make_live(sessions, NEW_VERSION)
    with caplog.at_level(logging.ERROR):
        begun = await library_at_start(sessions, FILE)
    assert begun.ids == library.ids
    assert "the live version's playbooks are broken" in caplog.text
