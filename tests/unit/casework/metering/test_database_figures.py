import math
import os
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import insert, text, update

from casework.cases.models import Case, CaseStatus, LossBucket
from casework.cases.retention import NARRATIVES_KEPT
from casework.db import Base, Sessions, apart, open_engine, open_sessions
from casework.deliveries.delivery_book import DELIVERIES_KEPT
from casework.deliveries.jobs import defer
from casework.deliveries.models import Delivery
from casework.metering.backup_figures import BackupFigures
from casework.metering.database_figures import DatabaseFigures, database_answers
from casework.metering.labels import CHANNELS
from casework.metering.retention_figures import RetentionFigures
from casework.migrations import migrate
from casework.opinions.models import Opinion, OpinionStatus
from casework.opinions.retention import OPINIONS_KEPT
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from console.bench.postgres import FORGETFUL, NoPostgres, Server, server
from tests.conftest import NOW

TEMPLATE = "migrated"
CONVERSATION = "c" * 64
LATER = NOW + timedelta(hours=8)


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Server]:
    try:
        with server(settings=FORGETFUL) as running:
            migrate(running.make(TEMPLATE))
            yield running
    except NoPostgres:
        if os.environ.get("CANHGIAC_REQUIRE_POSTGRESQL") == "1":
            raise
        pytest.skip("apt-get install postgresql")


@pytest.fixture
async def shared(postgresql: Server) -> AsyncIterator[Sessions]:
    """The queue's database."""
    with postgresql.connect() as connection:
        connection.execute(f"CREATE DATABASE figures TEMPLATE {TEMPLATE}".encode())
    engine = open_engine(postgresql.url("figures"))
    yield open_sessions(engine)
    await engine.dispose()
    postgresql.drop("figures")


async def put(sessions: Sessions, channel: str, key: str, **values: object) -> None:
    row = {"channel": channel, "update_key": key, "received_at": NOW, **values}
    async with sessions.begin() as session:
        await session.execute(insert(Delivery).values(**row))


def waiting(registry: CollectorRegistry) -> dict[str, float | None]:
    names = (*CHANNELS, "other")
    found = {n: registry.get_sample_value("canhgiac_queue_waiting", {"channel": n}) for n in names}
    return {name: value for name, value in found.items() if value != 0}


async def test_the_queue_of_the_embedded_bot_is_counted_by_channel(
    sessions: Sessions, registry: CollectorRegistry
) -> None:
    figures = DatabaseFigures(registry, apart(sessions))
    await put(sessions, "telegram", "1", message="sealed")
    await put(sessions, "telegram", "2", replies="sealed")
    await put(sessions, "zalo_oa", "3")
    await put(sessions, "carrier_pigeon", "4", message="sealed")
    await put(sessions, "web", "5", message="sealed", dead_at=NOW, dead_reason="crashed")
    await figures.refresh()
    assert waiting(registry) == {"telegram": 2, "other": 1}
    assert registry.get_sample_value("canhgiac_dead_letters") == 1
    assert registry.get_sample_value("canhgiac_database_up") == 1
    async with sessions.begin() as session:
        await session.execute(update(Delivery).values(message=None, replies=None))
    await figures.refresh()
    assert waiting(registry) == {}, "what has been answered is not shown any longer"


async def test_the_shared_queue_tells_its_age_its_workers_and_how_the_clocks_stand(
    shared: Sessions, registry: CollectorRegistry
) -> None:
    figures = DatabaseFigures(registry, apart(shared))
    await figures.refresh()
    assert registry.get_sample_value("canhgiac_queue_oldest_seconds") == 0
    assert registry.get_sample_value("canhgiac_workers_alive") == 0
    await put(shared, "telegram", "1", message="sealed", conversation=CONVERSATION)
    async with shared.begin() as session:
        await defer(session, [CONVERSATION])
        await session.execute(
            text("UPDATE procrastinate_events SET at = now() - interval '40 seconds'")
        )
        for seconds in (0, 60):
            await session.execute(
                text(
                    "INSERT INTO procrastinate_workers (last_heartbeat) "
                    "VALUES (now() - make_interval(secs => :ago))"
                ),
                {"ago": seconds},
            )
    await figures.refresh()
    oldest = registry.get_sample_value("canhgiac_queue_oldest_seconds")
    assert oldest == pytest.approx(40, abs=5)
    assert registry.get_sample_value("canhgiac_workers_alive") == 1
    assert waiting(registry) == {"telegram": 1}
    skew = registry.get_sample_value("canhgiac_database_clock_skew_seconds")
    assert skew == pytest.approx(0, abs=0.5), "both clocks are this machine's"


async def test_the_figure_of_the_clocks_sees_a_clock_that_was_put_forward(
    shared: Sessions, registry: CollectorRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC).timestamp()
    monkeypatch.setattr("casework.metering.database_figures.time.time", lambda: now + 90)
    await DatabaseFigures(registry, apart(shared)).refresh()
    skew = registry.get_sample_value("canhgiac_database_clock_skew_seconds")
    assert skew == pytest.approx(-90, abs=5)


async def test_of_a_database_that_is_away_nothing_is_claimed(registry: CollectorRegistry) -> None:
    engine = open_engine("postgresql://nobody@/nothing?host=/nowhere")
    away = apart(open_sessions(engine))
    figures = DatabaseFigures(registry, away)
    retention = RetentionFigures(registry, away)
    for refresh in (figures.refresh, retention.refresh, database_answers(away)):
        with pytest.raises(Exception, match="nowhere"):
            await refresh()
    assert registry.get_sample_value("canhgiac_database_up") == 0
    for name in (
        "canhgiac_dead_letters",
        "canhgiac_workers_alive",
        "canhgiac_queue_oldest_seconds",
        "canhgiac_database_clock_skew_seconds",
        "canhgiac_purge_overdue_seconds",
    ):
        value = registry.get_sample_value(name)
        assert value is not None
        assert math.isnan(value), name
    label = {"channel": "telegram"}
    assert registry.get_sample_value("canhgiac_queue_waiting", label) is None


async def test_a_full_pool_is_no_database_that_is_away(sessions: Sessions) -> None:
    async with sessions() as held:
        await held.execute(text("SELECT 1"))
        await database_answers(apart(sessions))()


def opinion(told_at: datetime) -> Opinion:
    return Opinion(
        told_at=told_at,
        channel="web",
        text=redact(RawText("nên báo sớm")).text,
        status=OpinionStatus.NEW,
        receipt_hash="r" * 64,
    )


def case(consented_at: datetime) -> Case:
    return Case(
        told_at=consented_at,
        channel="web",
        decision="more",
        confidence=0.5,
        loss=LossBucket.UNKNOWN,
        interpreter="rasa",
        status=CaseStatus.PENDING,
        consented_at=consented_at,
    )


def delivery(received_at: datetime) -> Delivery:
    return Delivery(channel="web", update_key="1", received_at=received_at)


@pytest.mark.parametrize(
    ("make", "kept"),
    [(case, NARRATIVES_KEPT), (opinion, OPINIONS_KEPT), (delivery, DELIVERIES_KEPT)],
)
async def test_what_should_have_been_purged_is_told_by_how_long_it_has_lain(
    sessions: Sessions,
    registry: CollectorRegistry,
    make: Callable[[datetime], Base],
    kept: timedelta,
) -> None:
    figures = RetentionFigures(registry, sessions, lambda: NOW)
    overdue = "canhgiac_purge_overdue_seconds"
    await figures.refresh()
    assert registry.get_sample_value(overdue) == 0, "an empty book"
    row = make(NOW - kept + timedelta(hours=1))
    async with sessions.begin() as session:
        session.add(row)
    await figures.refresh()
    assert registry.get_sample_value(overdue) == 0, "an hour to go"
    figures = RetentionFigures(registry := CollectorRegistry(), sessions, lambda: LATER)
    await figures.refresh()
    assert registry.get_sample_value(overdue) == 7 * 3600


async def test_the_newest_backup_is_told_by_its_time_and_none_by_nought(
    registry: CollectorRegistry,
) -> None:
    found: list[datetime] = []

    async def last_backup() -> datetime | None:
        return found[-1] if found else None

    figures = BackupFigures(registry, last_backup)
    await figures.refresh()
    name = "canhgiac_backup_last_success_timestamp_seconds"
    assert registry.get_sample_value(name) == 0
    found.append(NOW)
    await figures.refresh()
    assert registry.get_sample_value(name) == NOW.timestamp()
