"""A model version goes over several NLU servers one after another, or over none."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from casework.db import Sessions
from casework.learning import versions
from casework.learning.models import VersionState
from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.playbooks.library import Library
from tests.unit.trainer.archives import put_version
from tests.unit.trainer.played_nlu import TOKEN, PlayedNlu, playing
from tests.unit.trainer.test_promotion import broken_write, compared
from trainer import registry, rolling
from trainer.book import open_book
from trainer.commands import promoting
from trainer.nlu_server import NotHealthy, NotShared, NotTaken, NotTakenBack
from trainer.promotion import AlreadyLive, NotWrittenDown, all_agree, promote, roll_back
from trainer.rolling import SomeAway, servers_of, serving_now
from trainer.settings import TrainerSettings

DATA = Path(__file__).resolve().parents[3] / "data"
OLD, NEW = "canhgiac-old", "canhgiac-new"


@dataclass
class Bench:
    """A trainer's machine, and three NLU servers."""

    settings: TrainerSettings
    sessions: Sessions
    replicas: list[PlayedNlu]

    @property
    def served(self) -> list[str | None]:
        return [replica.model for replica in self.replicas]

    @property
    def promoted(self) -> str | None:
        return registry.promoted_name(self.settings.nlu_dir)

    async def live(self) -> str | None:
        async with self.sessions() as session:
            found = await versions.live(session)
        return found.name if found else None

    def without(self, replica: PlayedNlu) -> TrainerSettings:
        left = " ".join(other.url for other in self.replicas if other is not replica)
        return self.settings.model_copy(update={"nlu_replicas": left})


@pytest.fixture
def replicas() -> Iterator[list[PlayedNlu]]:
    library = Library.from_file(DATA / "scam_patterns.yml")
    intents = (*library.ids, *NOT_PLAYBOOKS)
    with ExitStack() as stack:
        yield [stack.enter_context(playing(PlayedNlu(intents, OLD))) for _ in range(3)]


@pytest.fixture
async def bench(
    tmp_path: Path, replicas: list[PlayedNlu], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bench]:
    monkeypatch.setattr(rolling, "LOOK_EVERY", 0.01)
    patterns = (DATA / "scam_patterns.yml").read_text("utf-8")
    for name in (OLD, NEW):
        put_version(tmp_path / "nlu", name, patterns)
    registry.promote(tmp_path / "nlu", OLD)
    monkeypatch.setitem(TrainerSettings.model_config, "env_file", None)
    settings = TrainerSettings(
        nlu_dir=tmp_path / "nlu",
        database_url=f"sqlite:///{tmp_path}/book.db",
        nlu_url="http://127.0.0.1:9",
        nlu_replicas=" ".join(replica.url for replica in replicas),
        nlu_token=SecretStr(TOKEN),
    )
    async with open_book(settings) as sessions:
        async with sessions.begin() as session:
            (await versions.find(session, NEW)).comparison = compared(NEW, OLD)
        yield Bench(settings, sessions, replicas)


async def test_one_after_another_goes_over_and_back_again(bench: Bench) -> None:
    seen: list[list[str | None]] = []
    for replica in bench.replicas:
        replica.when_loaded = lambda: seen.append(bench.served)
    done = await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert (done.served, done.behind) == (True, ())
    assert seen == [[NEW, OLD, OLD], [NEW, NEW, OLD], [NEW, NEW, NEW]]
    assert (bench.promoted, await bench.live()) == (NEW, NEW)
    with pytest.raises(AlreadyLive):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    await roll_back(bench.settings, bench.sessions, "hoa")
    assert (bench.served, bench.promoted, await bench.live()) == ([OLD] * 3, OLD, OLD)


@pytest.mark.parametrize("sickness", ["other intents", "other name", "silent"])
async def test_the_second_one_is_sick_and_both_go_back_and_the_third_was_never_asked(
    bench: Bench, sickness: str
) -> None:
    second = bench.replicas[1]
    second.sick[NEW] = sickness
    with pytest.raises(NotHealthy, match=f"127.0.0.1:{second.port}"):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert [replica.loaded for replica in bench.replicas] == [[NEW, OLD], [NEW, OLD], []]
    assert (bench.served, bench.promoted, await bench.live()) == ([OLD] * 3, OLD, OLD)


async def test_the_last_one_refuses_and_all_go_back(bench: Bench) -> None:
    bench.replicas[2].refuses.add(NEW)
    with pytest.raises(NotTaken, match=f"{bench.replicas[2].port}: HTTP 400"):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert (bench.served, bench.promoted, await bench.live()) == ([OLD] * 3, OLD, OLD)


async def test_a_server_with_a_folder_of_its_own_is_told_apart(bench: Bench) -> None:
    bench.replicas[1].elsewhere = True
    with pytest.raises(NotShared, match="dùng chung một thư mục nlu/models") as told:
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert f"127.0.0.1:{bench.replicas[1].port}" in str(told.value)
    assert (bench.served, bench.promoted) == ([OLD] * 3, OLD)


async def test_one_that_is_away_keeps_all_as_they_are_and_is_named(bench: Bench) -> None:
    bench.replicas[2].away = True
    with pytest.raises(SomeAway, match=f"127.0.0.1:{bench.replicas[2].port}"):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert [replica.loaded for replica in bench.replicas] == [[], [], []]
    assert (bench.promoted, await bench.live()) == (OLD, OLD)


async def test_left_out_of_the_settings_it_keeps_nobody_from_changing(bench: Bench) -> None:
    gone = bench.replicas[2]
    gone.away = True
    done = await promote(bench.without(gone), bench.sessions, NEW, "hoa")
    assert (done.served, done.behind) == (True, ())
    assert (bench.served, bench.promoted) == ([NEW, NEW, OLD], NEW)


async def test_where_none_runs_the_next_start_serves_it(bench: Bench) -> None:
    for replica in bench.replicas:
        replica.away = True
    done = await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert (done.served, bench.promoted, await bench.live()) == (False, NEW, NEW)


async def test_one_that_was_started_again_in_between_is_switched_once_more(bench: Bench) -> None:
    first, last = bench.replicas[0], bench.replicas[2]

    def restarts() -> None:
        first.model = OLD  # as the pointer says at this moment
        last.when_loaded = None

    last.when_loaded = restarts
    done = await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert done.behind == ()
    assert first.loaded == [NEW, NEW]
    assert bench.served == [NEW] * 3


async def test_one_that_is_still_starting_at_the_end_is_waited_for(bench: Bench) -> None:
    first, last = bench.replicas[0], bench.replicas[2]
    back = asyncio.get_running_loop()

    def starts() -> None:
        first.away, first.model, last.when_loaded = True, OLD, None
        back.call_soon_threadsafe(back.call_later, 0.3, lambda: setattr(first, "away", False))

    last.when_loaded = starts
    done = await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert done.behind == ()
    assert bench.served == [NEW] * 3


async def test_one_that_does_not_come_back_is_named_and_a_second_command_mends_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rolling, "RETURNS", 0.1)
    first, last = bench.replicas[0], bench.replicas[2]

    def dies() -> None:
        first.away, first.model, last.when_loaded = True, OLD, None

    last.when_loaded = dies
    done = await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert done.behind == (f"127.0.0.1:{first.port}",)
    promoting.told(done)
    assert f"Trừ: 127.0.0.1:{first.port}, chưa chuyển được" in capsys.readouterr().out
    first.away = False
    assert not await all_agree(bench.settings, NEW)
    await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert bench.served == [NEW] * 3


async def test_what_cannot_be_written_down_is_taken_back_on_every_server(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "make_live", broken_write)
    with pytest.raises(NotWrittenDown):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert (bench.served, bench.promoted, await bench.live()) == ([OLD] * 3, OLD, OLD)
    async with bench.sessions() as session:
        assert (await versions.find(session, NEW)).state is VersionState.CANDIDATE


async def test_who_cannot_be_taken_back_is_named_and_the_others_are(bench: Bench) -> None:
    first, second = bench.replicas[:2]
    first.refuses.add(OLD)
    second.sick[NEW] = "silent"
    with pytest.raises(NotTakenBack, match=f"127.0.0.1:{first.port}"):
        await promote(bench.settings, bench.sessions, NEW, "hoa")
    assert (bench.served, bench.promoted) == ([NEW, OLD, OLD], OLD)


async def test_a_command_that_is_killed_in_the_middle_is_mended_by_the_next(bench: Bench) -> None:
    bench.replicas[0].model = NEW
    done = await roll_back(bench.settings, bench.sessions, "hoa")
    assert (done.name, bench.served, bench.promoted) == (OLD, [OLD] * 3, OLD)


async def test_a_command_that_is_ended_in_the_middle_takes_all_back(bench: Bench) -> None:
    loop, second = asyncio.get_running_loop(), bench.replicas[1]

    def end() -> None:
        second.when_loaded = None
        loop.call_soon_threadsafe(running.cancel)

    second.when_loaded = end
    running = asyncio.create_task(promote(bench.settings, bench.sessions, NEW, "hoa"))
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (bench.served, bench.promoted) == ([OLD] * 3, OLD)


def test_the_commands_tell_it_in_their_own_words() -> None:
    assert {SomeAway, NotTaken} <= set(promoting.TOLD)
    assert issubclass(NotShared, NotTaken)


async def test_one_that_was_added_in_between_gets_the_version_too(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = bench.replicas
    known = [first.url, second.url]

    async def each_of(_url: str) -> list[str]:
        return known

    monkeypatch.setattr(rolling, "_each_of", each_of)
    # Started with what the pointer said then.
    second.when_loaded = lambda: known.append(third.url)
    settings = bench.settings.model_copy(update={"nlu_replicas": "http://nlu-replicas:5005"})
    done = await promote(settings, bench.sessions, NEW, "hoa")
    assert done.behind == ()
    assert bench.served == [NEW] * 3


async def test_what_each_one_serves_is_known_also_of_one_that_is_away(bench: Bench) -> None:
    first, second, third = bench.replicas
    first.model, second.model, third.away = NEW, None, True
    async with servers_of(bench.settings) as servers:
        served = await serving_now(servers)
    assert served == {
        f"127.0.0.1:{first.port}": NEW,
        f"127.0.0.1:{second.port}": "",
        f"127.0.0.1:{third.port}": None,
    }
