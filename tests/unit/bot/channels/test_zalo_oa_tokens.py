import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from bot.channels.outgoing import TryLater
from bot.channels.zalo_oa.access_tokens import AccessTokens
from bot.channels.zalo_oa.api import RefreshRefused, ZaloOaApi
from bot.rehearsal.fake_zalo_oa import FakeZaloOa
from casework.channel_tokens.models import ChannelToken
from casework.channel_tokens.store import LEASE, TokenStore, TokenStoreClosed
from casework.db import Sessions
from casework.keys import Keys
from tests.unit.bot.channels.doubles import serving, without_certificates

KEYS = Keys("k" * 32, "bot")
START = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


class Clock:
    """Stands still until it is set forward."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()


class Broken(TokenStore):
    """A store whose database goes away for so many saves."""

    lost_saves = 0

    async def save(self, channel: str, pair: object) -> None:
        if self.lost_saves:
            self.lost_saves -= 1
            raise TokenStoreClosed
        await super().save(channel, pair)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    without_certificates(monkeypatch)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def fake(clock: Clock) -> AsyncIterator[FakeZaloOa]:
    fake = FakeZaloOa(clock=clock.seconds)
    yield fake
    await fake.aclose()


@pytest.fixture
async def api(fake: FakeZaloOa) -> AsyncIterator[ZaloOaApi]:
    async with serving(fake.app()) as url:
        api = ZaloOaApi(url, url, fake.app_id, fake.app_secret)
        yield api
        await api.aclose()


@pytest.fixture
def store(sessions: Sessions, clock: Clock) -> Broken:
    return Broken(sessions, KEYS, clock)


@pytest.fixture
def process(
    api: ZaloOaApi, fake: FakeZaloOa, store: Broken, clock: Clock
) -> Callable[..., AccessTokens]:
    def start(seed: str | None = None) -> AccessTokens:
        return AccessTokens("zalo_oa", store, api, seed or fake.first_refresh_token, clock)

    return start


Process = Callable[..., AccessTokens]


async def test_the_first_token_is_got_with_the_one_in_the_settings(
    fake: FakeZaloOa, process: Process
) -> None:
    tokens = process()
    assert await tokens.get() == fake.login.access_token
    assert await tokens.get() == fake.login.access_token
    assert fake.login.renewals == 1
    assert fake.violations == []


async def test_after_a_restart_the_kept_pair_is_used_and_not_the_spent_one(
    fake: FakeZaloOa, process: Process, clock: Clock
) -> None:
    first = await process().get()
    assert await process().get() == first
    clock.now += timedelta(days=3)
    assert await process().get() == fake.login.access_token != first
    assert fake.login.renewals == 2
    assert fake.violations == []


async def test_nothing_in_the_database_can_be_read(
    fake: FakeZaloOa, process: Process, sessions: Sessions
) -> None:
    await process().get()
    async with sessions() as session:
        row = (await session.scalars(select(ChannelToken))).one()
    kept = f"{row.sealed} {row.seeded_with}"
    for secret in (fake.login.access_token, fake.login.refresh_token, fake.first_refresh_token):
        assert secret not in kept
    assert row.leased_until is None


async def test_ten_at_once_and_two_processes_spend_one_refresh_token(
    fake: FakeZaloOa, process: Process
) -> None:
    processes = [process(), process()]
    got = await asyncio.gather(*(processes[n % 2].get() for n in range(10)))
    assert set(got) == {fake.login.access_token}
    assert fake.login.renewals == 1
    # Zalo says to both that the token is over.
    over = got[0]
    got = await asyncio.gather(*(processes[n % 2].get(instead_of=over) for n in range(10)))
    assert set(got) == {fake.login.access_token}
    assert fake.login.renewals == 2
    assert fake.violations == []


async def test_it_is_renewed_an_hour_before_its_end(
    fake: FakeZaloOa, process: Process, clock: Clock
) -> None:
    tokens = process()
    assert await tokens.keep_fresh() == 600
    clock.now += timedelta(hours=23, minutes=59)
    assert 0 < await tokens.keep_fresh() <= 60
    assert fake.login.renewals == 1
    clock.now += timedelta(minutes=2)
    await tokens.keep_fresh()
    assert fake.login.renewals == 2
    assert fake.violations == []


async def test_a_new_token_in_the_settings_replaces_the_pair_and_an_old_one_does_not(
    fake: FakeZaloOa, process: Process
) -> None:
    await process().get()
    fake.login.refresh_token = "cấp lại bằng tay"  # noqa: S105
    old = fake.login.access_token
    assert await process().get() == old
    fake.login.end_access()
    assert await process("cấp lại bằng tay").get() == fake.login.access_token != old
    assert fake.login.renewals == 2
    assert fake.violations == []


async def test_a_lost_database_never_spends_a_token_twice(
    fake: FakeZaloOa, process: Process, store: Broken
) -> None:
    tokens = process()
    store.lost_saves = 3
    for _ in range(3):
        with pytest.raises(TryLater):
            await tokens.get()
    assert await tokens.get() == fake.login.access_token
    assert await process().get() == fake.login.access_token
    assert fake.login.renewals == 1
    assert fake.violations == []


async def test_without_a_database_there_is_no_token_and_nothing_is_spent(
    fake: FakeZaloOa, process: Process, sessions: Sessions
) -> None:
    async with sessions.begin() as session:
        await session.execute(text("DROP TABLE channel_tokens"))
    with pytest.raises(TryLater):
        await process().get()
    assert fake.calls == []


async def test_who_is_ended_while_renewing_still_keeps_the_new_pair(
    fake: FakeZaloOa, process: Process
) -> None:
    ending = asyncio.create_task(process().get())
    async with asyncio.timeout(5):
        while not fake.calls:  # noqa: ASYNC110  # over HTTP
            await asyncio.sleep(0)
    ending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ending
    assert await process().get() == fake.login.access_token
    assert fake.login.renewals == 1
    assert fake.violations == []


async def test_a_refused_refresh_token_is_not_tried_again(
    fake: FakeZaloOa, process: Process
) -> None:
    fake.login.end_refresh()
    tokens = process()
    for _ in range(3):
        with pytest.raises(RefreshRefused):
            await tokens.get()
    assert fake.calls == ["access_token"]


async def test_a_server_in_trouble_is_asked_again(fake: FakeZaloOa, process: Process) -> None:
    tokens = process()
    fake.login.faults += [500, 503, 429]
    for _ in range(3):
        with pytest.raises(TryLater):
            await tokens.get()
    assert await tokens.get() == fake.login.access_token


async def test_another_key_asks_for_another_token(
    fake: FakeZaloOa, process: Process, api: ZaloOaApi, sessions: Sessions, clock: Clock
) -> None:
    await process().get()
    store = TokenStore(sessions, Keys("x" * 32, "bot"), clock)
    tokens = AccessTokens("zalo_oa", store, api, fake.first_refresh_token, clock)
    with pytest.raises(RefreshRefused):
        await tokens.get()


async def test_a_lease_is_one_process_alone_and_ends(store: TokenStore, clock: Clock) -> None:
    await store.seed("zalo_oa", "hạt giống")
    pair = await store.lease("zalo_oa")
    assert pair
    assert pair.refresh == "hạt giống"
    assert "hạt giống" not in repr(pair)
    assert await store.lease("zalo_oa") is None
    clock.now += LEASE + timedelta(seconds=1)
    assert await store.lease("zalo_oa") == pair
    await store.release("zalo_oa")
    assert await store.lease("zalo_oa") == pair
    assert await store.lease("khác") is None
    assert await store.load("khác") is None


async def test_a_token_set_while_another_renews_is_not_overwritten(store: TokenStore) -> None:
    await store.seed("zalo_oa", "cũ")
    old = await store.lease("zalo_oa")
    assert old
    await store.seed("zalo_oa", "mới")
    await store.save("zalo_oa", old)
    now = await store.load("zalo_oa")
    assert now
    assert now.refresh == "mới"
