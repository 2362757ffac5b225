import asyncio
import json
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from bot.rehearsal.fake_zalo_bot import FakeZaloBot
from bot.rehearsal.fake_zalo_oa import WINDOW_SECONDS, FakeZaloOa
from bot.rehearsal.platform import Fault
from bot.rehearsal.zalo_oa_errors import (
    BLOCKED,
    LIMITED,
    NOT_FOLLOWING,
    QUOTA_OVER,
    TOKEN_INVALID,
    TOKEN_OVER,
    TOO_LATE,
)


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading them anew for each client takes longer than most tests here."""
    made = "httpx._transports.default.create_ssl_context"
    monkeypatch.setattr(made, lambda *_args, **_kwargs: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


@asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """Without uvicorn's main loop, which sleeps between its looks."""
    config = uvicorn.Config(app, log_config=None, lifespan="off", ws="none")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        await server.startup(sockets=[listening])
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=url) as client:
            yield client
        for listener in server.servers:
            listener.close()
        await asyncio.sleep(0.005)


@pytest.fixture
async def bot() -> AsyncIterator[FakeZaloBot]:
    fake = FakeZaloBot(idle_seconds=0.05)
    yield fake
    await fake.aclose()


@pytest.fixture
async def oa() -> AsyncIterator[FakeZaloOa]:
    fake = FakeZaloOa()
    yield fake
    await fake.aclose()


@pytest.mark.parametrize(
    ("method", "parameters", "code"),
    [
        ("sendMessage", {"text": "x"}, 400),
        ("sendMessage", {"chat_id": 5, "text": "x"}, 400),
        ("sendMessage", {"chat_id": "a", "text": ""}, 400),
        ("sendMessage", {"chat_id": "a", "text": "x" * 2001}, 400),
        ("sendMessage", {"chat_id": "a", "text": "x", "reply_markup": {}}, 400),
        ("setWebhook", {"url": "http://a.vn", "secret_token": "x" * 8}, 400),
        ("setWebhook", {"url": "https://a.vn", "secret_token": "x" * 7}, 400),
        ("editMessageText", {}, 404),
        ("getUpdates", [], 400),
    ],
)
async def test_the_bot_platform_refuses_what_its_schema_has_not(
    bot: FakeZaloBot, method: str, parameters: object, code: int
) -> None:
    async with serving(bot.app()) as client:
        answer = await client.post(f"/bot{bot.token}/{method}", json=parameters)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["ok"], told["error_code"]) == (False, code)
    assert len(bot.violations) == 1
    assert bot.sent == []


async def test_the_bot_platform_hands_out_one_update_once(bot: FakeZaloBot) -> None:
    bot.errors_in_200 = False
    async with serving(bot.app()) as client:
        poll = f"/bot{bot.token}/getUpdates"
        first, second = bot.text("a", "một"), bot.text("a", "hai")
        bot.hand_out(first, second)
        got = [(await client.post(poll, json={"timeout": "30"})).json() for _ in range(3)]
        assert [update.get("result") for update in got] == [
            json.loads(first.body),
            json.loads(second.body),
            None,
        ]
        assert got[2]["error_code"] == 408
        bot.webhook = "https://a.vn"
        assert (await client.post(poll, json={})).status_code == 400
        assert (await client.post("/bot1:x/getMe")).status_code == 401
    assert bot.violations == ["getMe: wrong token"]


async def test_a_poll_that_is_given_up_takes_nothing_with_it(bot: FakeZaloBot) -> None:
    bot.idle_seconds = 5
    async with serving(bot.app()) as client:
        poll = f"/bot{bot.token}/getUpdates"
        with pytest.raises(httpx.ReadTimeout):
            await client.post(poll, json={}, timeout=0.1)
        await asyncio.sleep(0.1)
        bot.hand_out(bot.text("a", "còn đây"))
        answer = await client.post(poll, json={})
    assert answer.json()["result"]["message"]["text"] == "còn đây"


async def test_faults_and_blocks_of_the_bot_platform(bot: FakeZaloBot) -> None:
    async with serving(bot.app()) as client:

        async def send() -> httpx.Response:
            message = {"chat_id": "a", "text": "x"}
            return await client.post(f"/bot{bot.token}/sendMessage", json=message)

        bot.faults += [Fault(429, 3), Fault(502), Fault(429, then_taken=True)]
        limited, down, taken = [await send() for _ in range(3)]
        assert (limited.status_code, limited.json()["error_code"]) == (200, 429)
        assert limited.headers["retry-after"] == "3"
        assert down.status_code == 502
        assert taken.json()["ok"] is False
        assert len(bot.sent) == 1
        assert (await send()).json()["ok"]
        bot.blocked.add("a")
        assert (await send()).json()["error_code"] == 403
    assert bot.violations == []


async def renewed(oa: FakeZaloOa, client: httpx.AsyncClient, token: str) -> dict[str, str]:
    form = {"refresh_token": token, "app_id": oa.app_id, "grant_type": "refresh_token"}
    headers = {"secret_key": oa.app_secret}
    answer = await client.post("/v4/oa/access_token", data=form, headers=headers)
    told: dict[str, str] = answer.json()
    return told


async def test_a_refresh_token_is_good_once(oa: FakeZaloOa) -> None:
    async with serving(oa.app()) as client:
        pair = await renewed(oa, client, oa.first_refresh_token)
        assert pair["access_token"] == oa.login.access_token
        next_pair = await renewed(oa, client, pair["refresh_token"])
        assert next_pair["access_token"] != pair["access_token"]
        assert oa.violations == []
        assert "access_token" not in await renewed(oa, client, pair["refresh_token"])
        assert oa.violations == ["access_token: a spent refresh token"]
        await client.post("/v4/oa/access_token", data={})
        await client.get("/v2.0/oa/getoa")
    assert len(oa.violations) == 3


async def test_the_account_counts_replies_and_hours() -> None:
    clock = [1_800_000_000.0]
    oa = FakeZaloOa(clock=lambda: clock[0], access_seconds=10 * WINDOW_SECONDS)
    async with serving(oa.app()) as client:
        token = (await renewed(oa, client, oa.first_refresh_token))["access_token"]

        async def send(chat: str, text: object = "x", token: str = token) -> int:
            body = {"recipient": {"user_id": chat}, "message": {"text": text}}
            headers = {"access_token": token}
            answer = await client.post("/v3.0/oa/message/cs", json=body, headers=headers)
            told = answer.json()
            if told["error"] == 0:
                assert told["data"]["quota"]["remain"] == str(8 - len(oa.sent))
            return int(told["error"])

        assert await send("a") == NOT_FOLLOWING
        oa.text("a", "alo")
        assert [await send("a") for _ in range(9)] == [0] * 8 + [QUOTA_OVER]
        oa.text("b", "alo")
        clock[0] += WINDOW_SECONDS
        assert await send("b") == TOO_LATE
        oa.text("c", "alo")
        assert await send("c", "x" * 2001) < 0
        assert await send("c", token="made-up") == TOKEN_INVALID  # noqa: S106
        assert len(oa.violations) == 4
        oa.blocked.add("c")
        assert await send("c") == BLOCKED
        oa.blocked.clear()
        oa.faults.append(Fault(429))
        assert await send("c") == LIMITED
        oa.login.end_access()
        assert await send("c") == TOKEN_OVER
    assert len(oa.violations) == 4
    await oa.aclose()
