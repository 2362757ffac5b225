"""Promoting and rolling back over a played NLU server; the real one: tests/functional."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError

from casework.db import Sessions
from casework.learning import versions
from casework.learning.comparison import Comparison
from casework.learning.models import ModelVersion, VersionState
from casework.learning.versions import NoSuchVersion, NothingToRollBackTo
from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.playbooks.library import Library
from tests.unit.trainer.archives import put_version
from tests.unit.trainer.played_nlu import TOKEN, PlayedNlu, playing
from trainer import promotion, registry
from trainer.book import open_book
from trainer.comparison.measuring_files import measuring_hash
from trainer.nlu_server import NotHealthy, NotLetIn, NotTaken
from trainer.promotion import (
    AlreadyLive,
    AnotherOne,
    GateClosed,
    NotWrittenDown,
    Promoting,
    Unreadable,
    promote,
    roll_back,
)
from trainer.settings import TrainerSettings

DATA = Path(__file__).resolve().parents[3] / "data"
OLD, NEW, NEWER = "canhgiac-old", "canhgiac-new", "canhgiac-newer"


def compared(
    candidate: str, live: str | None, *, passed: bool = True, measuring: str | None = None
) -> dict[str, Any]:
    """A comparison as it is stored, of which promotion reads only who with whom and the gate."""
    check = {"key": "false_alarms", "passed": passed, "says": "Báo nhầm thêm 3 tin thật."}
    empty: dict[str, Any] = {
        name: {} for name in ("before", "after", "stripped_before", "stripped_after")
    }
    lists = ("data", "sets", "playbooks", "changes", "confusions_before", "confusions_after")
    more = ("intents_missing", "intents_unknown", "sentences")
    return Comparison.model_validate(
        {
            **empty,
            **{name: [] for name in (*lists, *more)},
            **dict.fromkeys(("messages", "scams", "harmless", "genuine", "missed_after"), 0),
            "candidate": candidate,
            "live": live,
            "measuring": measuring_hash(DATA) if measuring is None else measuring,
            "missed_before": None,
            "alarms_before": None,
            "alarms_after": {"harmless": 0, "genuine": 0},
            "calibration_before": None,
            "calibration_after": {"bins": [], "error": 0.0},
            "speed": {"before": None, "after": {"p50": 1.0, "p95": 2.0}, "ratio": None},
            "checks": [check],
        }
    ).as_json()


@dataclass
class Bench:
    """A trainer's machine: models, book, a running NLU server."""

    settings: TrainerSettings
    sessions: Sessions
    nlu: PlayedNlu

    async def compare(self, name: str, live: str | None, *, passed: bool = True) -> None:
        async with self.sessions.begin() as session:
            version = await versions.find(session, name)
            version.comparison = compared(name, live, passed=passed)

    async def states(self) -> dict[str, str]:
        async with self.sessions() as session:
            found = await versions.newest_first(session)
        return {version.name: version.state.value for version in found}

    @property
    def promoted(self) -> str | None:
        return registry.promoted_name(self.settings.nlu_dir)


@pytest.fixture
def nlu() -> Iterator[PlayedNlu]:
    library = Library.from_file(DATA / "scam_patterns.yml")
    with playing(PlayedNlu((*library.ids, *NOT_PLAYBOOKS), OLD)) as played:
        yield played


@pytest.fixture
async def bench(
    tmp_path: Path, database_url: str, nlu: PlayedNlu, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bench]:
    patterns = (DATA / "scam_patterns.yml").read_text("utf-8")
    for name in (OLD, NEW, NEWER):
        put_version(tmp_path / "nlu", name, patterns)
    registry.promote(tmp_path / "nlu", OLD)
    monkeypatch.setitem(TrainerSettings.model_config, "env_file", None)
    settings = TrainerSettings(
        nlu_dir=tmp_path / "nlu",
        database_url=database_url,
        nlu_url=nlu.url,
        nlu_token=SecretStr(TOKEN),
    )
    async with open_book(settings) as sessions:
        yield Bench(settings, sessions, nlu)


async def test_the_book_knows_every_archive_and_which_one_is_served(bench: Bench) -> None:
    assert await bench.states() == {OLD: "live", NEW: "candidate", NEWER: "candidate"}
    async with bench.sessions() as session:
        version = await versions.find(session, NEW)
    assert (version.trained_by, version.commit) == ("lan", "a" * 40)
    assert version.scores["report"]["typed"]["macro_f1"] == 0.4
    assert version.patterns == (DATA / "scam_patterns.yml").read_text("utf-8")


async def test_promoted_and_taken_back(bench: Bench) -> None:
    await bench.compare(NEW, OLD)
    done = await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert (done.name, done.before, done.served) == (NEW, OLD, True)
    assert (bench.nlu.model, bench.promoted) == (NEW, NEW)
    assert await bench.states() == {OLD: "retired", NEW: "live", NEWER: "candidate"}
    async with bench.sessions() as session:
        assert (await versions.find(session, NEW)).promoted_by == "hoa"
    with pytest.raises(AlreadyLive):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    back = await roll_back(bench.settings, bench.sessions, "hoa")
    assert (back.name, back.before) == (OLD, NEW)
    assert (bench.nlu.model, bench.promoted) == (OLD, OLD)
    assert await bench.states() == {OLD: "live", NEW: "withdrawn", NEWER: "candidate"}


async def test_whoever_rolls_back_twice_does_not_come_back_to_the_bad_one(bench: Bench) -> None:
    for name, live in ((NEW, OLD), (NEWER, NEW)):
        await bench.compare(name, live)
        await promote(bench.settings, bench.sessions, name, "hoa")
    names = [(await roll_back(bench.settings, bench.sessions, "hoa")).name for _ in range(2)]
    assert names == [NEW, OLD]
    with pytest.raises(NothingToRollBackTo):
        await roll_back(bench.settings, bench.sessions, "hoa")
    assert (bench.nlu.model, bench.promoted) == (OLD, OLD)


async def test_the_gate_keeps_a_worse_one_out_and_says_why(bench: Bench) -> None:
    await bench.compare(NEW, OLD, passed=False)
    with pytest.raises(GateClosed, match="Báo nhầm thêm 3 tin thật"):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert (bench.nlu.loaded, bench.promoted) == ([], OLD)
    assert await bench.states() == {OLD: "live", NEW: "candidate", NEWER: "candidate"}


async def test_a_comparison_with_another_live_model_is_made_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    async def compare(_settings: object, _sessions: object, name: str) -> Comparison:
        asked.append(name)
        return Comparison.model_validate(compared(name, OLD, passed=False))

    monkeypatch.setattr(promotion, "compare", compare)
    await bench.compare(NEW, "canhgiac-of-last-year")
    with pytest.raises(GateClosed):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert asked == [NEW]


async def test_two_promotions_at_once_are_one_after_the_other(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def compare(_settings: object, _sessions: object, name: str) -> Comparison:
        return Comparison.model_validate(compared(name, NEW))

    monkeypatch.setattr(promotion, "compare", compare)
    for name in (NEW, NEWER):
        await bench.compare(name, OLD)
    done = await asyncio.gather(
        promote(bench.settings, bench.sessions, NEW, "hoa"),
        promote(bench.settings, bench.sessions, NEWER, "lan"),
    )
    # The second one was compared again, with what the first had made live meanwhile.
    assert [(each.name, each.before) for each in done] == [(NEW, OLD), (NEWER, NEW)]
    assert (bench.nlu.model, bench.promoted) == (NEWER, NEWER)
    assert await bench.states() == {OLD: "retired", NEW: "retired", NEWER: "live"}


async def test_whoever_waits_too_long_for_another_promotion_is_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promotion, "TURNS", 0)
    with pytest.raises(Promoting):
        await roll_back(bench.settings, bench.sessions, "hoa")


@pytest.mark.parametrize("changed", ["measuring", "candidate"])
async def test_a_comparison_by_other_messages_or_of_another_candidate_is_made_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    asked = []

    async def compare(_settings: object, _sessions: object, name: str) -> Comparison:
        asked.append(name)
        return Comparison.model_validate(compared(name, OLD))

    monkeypatch.setattr(promotion, "compare", compare)
    stored = (
        compared(NEW, OLD, measuring="before the messages changed")
        if changed == "measuring"
        else compared(NEWER, OLD)
    )
    async with bench.sessions.begin() as session:
        (await versions.find(session, NEW)).comparison = stored
    await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert asked == [NEW]


async def test_only_what_was_seen_is_rolled_back_to(bench: Bench) -> None:
    for name, live in ((NEW, OLD), (NEWER, NEW)):
        await bench.compare(name, live)
        await promote(bench.settings, bench.sessions, name, "hoa")
    with pytest.raises(AnotherOne):
        await roll_back(bench.settings, bench.sessions, "hoa", OLD)
    assert bench.promoted == NEWER
    assert (await roll_back(bench.settings, bench.sessions, "hoa", NEW)).name == NEW


async def test_a_sick_model_gives_way_to_the_live_one_whatever_was_served(bench: Bench) -> None:
    await bench.compare(NEW, OLD)
    bench.nlu.sick[NEW] = "silent"
    bench.nlu.model = NEWER  # somebody tried it by hand
    with pytest.raises(NotHealthy):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert bench.nlu.model == OLD


@pytest.mark.parametrize("sickness", ["other intents", "other name", "silent"])
async def test_a_model_that_answers_wrongly_gives_way_to_the_one_before(
    bench: Bench, sickness: str
) -> None:
    await bench.compare(NEW, OLD)
    bench.nlu.sick[NEW] = sickness
    with pytest.raises(NotHealthy, match="đưa bản trước trở lại"):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert bench.nlu.loaded == [NEW, OLD]
    assert bench.promoted == OLD
    assert (await bench.states())[OLD] == "live"


async def test_a_model_that_the_server_refuses_changes_nothing(bench: Bench) -> None:
    await bench.compare(NEW, OLD)
    bench.nlu.refuses.add(NEW)
    with pytest.raises(NotTaken, match="HTTP 400"):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert (bench.nlu.model, bench.promoted) == (OLD, OLD)
    assert (await bench.states())[OLD] == "live"


async def test_without_a_running_server_the_next_start_serves_it(bench: Bench) -> None:
    await bench.compare(NEW, OLD)
    alone = bench.settings.model_copy(update={"nlu_url": "http://127.0.0.1:9"})
    done = await promote(alone, bench.sessions, NEW, "hoa")
    assert not done.served
    assert (bench.promoted, bench.nlu.model) == (NEW, OLD)


async def test_a_server_without_a_model_gets_one(bench: Bench) -> None:
    await bench.compare(NEW, OLD)
    bench.nlu.model = None
    assert (await promote(bench.settings, bench.sessions, NEW, "hoa")).served
    assert bench.nlu.model == NEW


async def test_a_server_that_refuses_our_token_is_not_taken_for_one_that_is_off(
    bench: Bench,
) -> None:
    await bench.compare(NEW, OLD)
    stranger = bench.settings.model_copy(update={"nlu_token": SecretStr("another-token-12345")})
    with pytest.raises(NotLetIn):
        await promote(stranger, bench.sessions, NEW, "hoa")
    assert bench.promoted == OLD


async def broken_write(*_arguments: object) -> None:
    raise OperationalError("UPDATE", {}, Exception("database is locked"))


async def test_what_cannot_be_written_down_is_taken_back_everywhere(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.compare(NEW, OLD)
    monkeypatch.setattr(versions, "make_live", broken_write)
    with pytest.raises(NotWrittenDown, match="giữ bản cũ"):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert (bench.nlu.model, bench.promoted) == (OLD, OLD)
    assert await bench.states() == {OLD: "live", NEW: "candidate", NEWER: "candidate"}
    assert not (bench.settings.nlu_dir / "models" / registry.PREVIOUS).exists()


async def test_a_command_that_is_ended_in_the_middle_takes_back_what_it_began(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def hang(*_arguments: object) -> None:
        begun.set()
        await asyncio.sleep(60)

    await bench.compare(NEW, OLD)
    monkeypatch.setattr(versions, "make_live", hang)
    running = asyncio.create_task(promote(bench.settings, bench.sessions, NEW, "hoa"))
    await begun.wait()
    assert (bench.nlu.model, bench.promoted) == (NEW, NEW)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (bench.nlu.model, bench.promoted) == (OLD, OLD)


@pytest.mark.parametrize("pointer", [OLD, NEW])
async def test_after_a_kill_in_the_middle_going_back_goes_to_the_books_live_version(
    bench: Bench, pointer: str
) -> None:
    bench.nlu.model = NEW
    registry.promote(bench.settings.nlu_dir, pointer)
    done = await roll_back(bench.settings, bench.sessions, "hoa")
    assert done.name == OLD
    assert (bench.nlu.model, bench.promoted) == (OLD, OLD)
    assert (await bench.states())[OLD] == "live"


async def test_after_a_kill_in_the_middle_the_live_version_is_not_said_to_be_there_already(
    bench: Bench,
) -> None:
    bench.nlu.model = NEW
    await promote(bench.settings, bench.sessions, OLD, "hoa")
    assert bench.nlu.model == OLD
    with pytest.raises(AlreadyLive):
        await promote(bench.settings, bench.sessions, OLD, "hoa")


async def test_a_version_without_readable_playbooks_is_never_loaded(bench: Bench) -> None:
    await bench.compare(NEW, OLD)
    async with bench.sessions.begin() as session:
        (await versions.find(session, NEW)).patterns = ""
    with pytest.raises(Unreadable):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert (bench.nlu.loaded, bench.promoted) == ([], OLD)


async def test_a_broken_archive_keeps_nobody_from_working(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    origin = bench.settings.nlu_dir / "models" / f"{OLD}.json"
    (bench.settings.nlu_dir / "models" / "canhgiac-junk.tar.gz").write_bytes(b"junk")
    (bench.settings.nlu_dir / "models" / "canhgiac-junk.json").write_bytes(origin.read_bytes())
    async with open_book(bench.settings):
        assert "canhgiac-junk" not in await bench.states()
    assert "canhgiac-junk" in capsys.readouterr().err


async def test_an_unknown_or_damaged_version_is_refused(bench: Bench) -> None:
    with pytest.raises(NoSuchVersion):
        await promote(bench.settings, bench.sessions, "canhgiac-none", "hoa")
    await bench.compare(NEW, OLD)
    archive = registry.archive_of(bench.settings.nlu_dir, NEW)
    archive.write_bytes(os.urandom(100))
    with pytest.raises(registry.ModelChanged):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert bench.promoted == OLD


async def test_there_is_one_live_version_at_most(bench: Bench) -> None:
    await bench.compare(NEW, OLD)
    await promote(bench.settings, bench.sessions, NEW, "hoa")
    async with bench.sessions() as session:
        found = [v for v in await versions.newest_first(session) if v.state is VersionState.LIVE]
        assert [version.name for version in found] == [NEW]
        assert isinstance(found[0], ModelVersion)
