import asyncio
import json
import socket
from collections.abc import AsyncIterator

import pytest
from prometheus_client import CollectorRegistry

from bot.channels.cannot_run import ChannelCannotRun
from bot.probing import Role, probed, probes_of
from bot.settings import BotSettings
from casework.db import Sessions, open_engine, open_sessions


@pytest.fixture
async def away() -> AsyncIterator[Sessions]:
    engine = open_engine("postgresql://nobody@/nothing?host=/nowhere")
    yield open_sessions(engine)
    await engine.dispose()


async def asked(port: int, path: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    answer = (await reader.read()).decode()
    writer.close()
    await writer.wait_closed()
    return answer


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


async def test_a_process_shows_the_figures_that_its_parts_count(sessions: Sessions) -> None:
    settings = BotSettings(ops_port=free_port())
    async with probed(settings, "intake", sessions) as metrics:
        metrics.redacted(frozenset({"phone"}))
        shown = await asked(settings.ops_port or 0, "/metrics")
    assert 'canhgiac_redactions_total{kind="phone"} 1.0' in shown
    assert 'canhgiac_process_info{role="intake"} 1.0' in shown
    assert "canhgiac_database_up 1.0" in shown


async def test_without_a_port_figures_are_counted_all_the_same(sessions: Sessions) -> None:
    async with probed(BotSettings(), "run", sessions) as metrics:
        metrics.emergency()


async def test_a_port_that_is_taken_ends_the_process_with_a_line_for_the_operator(
    sessions: Sessions,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = BotSettings(ops_port=taken.getsockname()[1])
        with pytest.raises(ChannelCannotRun, match="OPS_PORT"):
            async with probed(settings, "worker", sessions):
                pass


async def is_open() -> None:
    pass


@pytest.mark.parametrize(("role", "status"), [("run", 200), ("intake", 200), ("worker", 503)])
async def test_without_its_database_only_a_worker_is_of_no_use(
    away: Sessions, role: Role, status: int
) -> None:
    answer = await probes_of(role, CollectorRegistry(), away, is_open, {}).answer("/readyz")
    assert answer.status == status
    assert json.loads(answer.body)["checks"]["database"] == "down"


@pytest.mark.parametrize("role", ["run", "intake"])
async def test_before_its_page_is_open_nobody_is_sent_there(sessions: Sessions, role: Role) -> None:
    settings = BotSettings(ops_port=free_port(), web_port=free_port(), web_host="0.0.0.0")  # noqa: S104
    async with probed(settings, role, sessions):
        assert " 503 " in await asked(settings.ops_port or 0, "/readyz")
        assert '"status": "ok"' in await asked(settings.ops_port or 0, "/healthz")
        with socket.create_server(("127.0.0.1", settings.web_port)):
            answer = await asked(settings.ops_port or 0, "/readyz")
    assert " 200 " in answer
    assert '"page": "ok"' in answer


async def test_what_else_is_told_leaves_a_worker_ready(sessions: Sessions) -> None:
    async def nlu() -> None:
        raise ConnectionError

    answer = await probes_of("worker", CollectorRegistry(), sessions, is_open, {"nlu": nlu}).answer(
        "/readyz"
    )
    assert answer.status == 200
    assert json.loads(answer.body)["checks"] == {"nlu": "down", "database": "ok"}
