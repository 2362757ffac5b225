"""BOT_KEY is turned: what waits is answered, and the channel's pair of tokens is not lost."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.key_turning import Turned, told, turn
from casework.channel_tokens.store import TokenPair, TokenStore
from casework.db import Sessions
from casework.deliveries.envelope import Envelope, Letter, Letters
from casework.deliveries.models import Delivery
from casework.keys import Keys
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.resealing import Resealed
from casework.running_chats.models import RunningChat

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
OLD, NEW = "o" * 32, "n" * 32
BEFORE, ACCEPTING = Keys(OLD, "bot"), Keys(OLD, "bot", (NEW,))
SWITCHED, AFTER = Keys(NEW, "bot", (OLD,)), Keys(NEW, "bot")
STORY = redact(RawText("nó kêu tui chuyển tiền")).text
ENVELOPE = Envelope(chat="7041", words=STORY)
LETTERS = Letters(chat="7041", letters=(Letter(text="Dừng lại."),))
FIRST = "the refresh token of the settings"


@pytest.fixture
async def waiting(sessions: Sessions) -> None:
    """A message, a reply, a running chat and the pair of a channel, all under the old key."""
    common = {"channel": "zalo_oa", "received_at": NOW}
    async with sessions.begin() as session:
        session.add(Delivery(update_key="1", message=ENVELOPE.sealed(BEFORE), **common))
        session.add(Delivery(update_key="2", replies=LETTERS.sealed(BEFORE), **common))
        chat = BEFORE.seal("a chat")
        session.add(RunningChat(conversation="c", heard_at=NOW, chat=chat))
    store = TokenStore(sessions, BEFORE, lambda: NOW)
    await store.seed("zalo_oa", FIRST)
    await store.save("zalo_oa", await _renewed(store))


async def _renewed(store: TokenStore) -> TokenPair:
    pair = await store.lease("zalo_oa")
    assert pair is not None
    return TokenPair("access 2", "refresh 2", NOW + timedelta(hours=1), pair.seeded_with)


async def opened(sessions: Sessions, keys: Keys) -> tuple[str, str, str]:
    async with sessions() as session:
        rows = (await session.scalars(select(Delivery).order_by(Delivery.id))).all()
        chat = (await session.scalars(select(RunningChat.chat))).one()
    envelope = Envelope.opened(rows[0].message or "", keys)
    letters = Letters.opened(rows[1].replies or "", keys)
    return str(envelope.words), letters.letters[0].text, keys.unseal(chat)


async def refresh_token(sessions: Sessions, keys: Keys) -> str | None:
    """As a process finds it that has just been started with these keys."""
    store = TokenStore(sessions, keys, lambda: NOW)
    await store.seed("zalo_oa", FIRST)
    pair = await store.load("zalo_oa")
    return pair.refresh if pair else None


@pytest.mark.usefixtures("waiting")
async def test_at_each_step_what_waits_is_opened_and_the_pair_is_the_newest(
    sessions: Sessions,
) -> None:
    for keys in (BEFORE, ACCEPTING, SWITCHED, ACCEPTING):
        assert await opened(sessions, keys) == (str(STORY), "Dừng lại.", "a chat")
        assert await refresh_token(sessions, keys) == "refresh 2"
    turned = await turn(sessions, SWITCHED, FIRST)
    assert (turned.left, turned.pairs_signed) == (0, True)
    assert [one.turned for one in turned.by_kind.values()] == [1, 1, 1, 0, 1]
    for keys in (SWITCHED, AFTER):
        assert await opened(sessions, keys) == (str(STORY), "Dừng lại.", "a chat")
        assert await refresh_token(sessions, keys) == "refresh 2"


@pytest.mark.usefixtures("waiting")
async def test_while_a_pair_is_being_renewed_the_new_one_is_not_lost(sessions: Sessions) -> None:
    store = TokenStore(sessions, ACCEPTING)
    pair = await store.lease("zalo_oa")
    assert pair is not None
    assert not (await turn(sessions, SWITCHED, FIRST)).pairs_signed
    newer = TokenPair("access 3", "refresh 3", NOW, pair.seeded_with)
    await store.save("zalo_oa", newer)
    assert (await turn(sessions, SWITCHED, FIRST)).pairs_signed
    assert await refresh_token(sessions, AFTER) == "refresh 3"


@pytest.mark.usefixtures("waiting")
async def test_a_changed_refresh_token_still_replaces_the_pair(sessions: Sessions) -> None:
    store = TokenStore(sessions, SWITCHED)
    await store.seed("zalo_oa", "a changed one")
    pair = await store.load("zalo_oa")
    assert pair is not None
    assert pair.refresh == "a changed one"


def test_the_operator_is_told_when_the_old_key_may_go_and_when_not_yet() -> None:
    done = Turned({"tin đang chờ": Resealed(3, 1)})
    said = " ".join(told(done, NOW))
    assert "đã niêm phong lại 3; KHÔNG khoá nào mở được 1" in said
    assert "đến 16:00 ngày 02/12/2026" in said
    for unfinished in (
        Turned({"tin đang chờ": Resealed(3, 0, left=2)}),
        Turned({"tin đang chờ": Resealed(3, 0)}, pairs_signed=False),
    ):
        assert "CHƯA xong" in told(unfinished, NOW)[-1]
