import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from casework.db import Sessions, open_engine, open_sessions
from console.probing import probes_of
from console.settings import ConsoleSettings


async def test_the_console_is_ready_while_its_database_answers(sessions: Sessions) -> None:
    answer = await probes_of(sessions).answer("/readyz")
    assert (answer.status, json.loads(answer.body)["checks"]) == (200, {"database": "ok"})


async def test_the_console_tells_of_the_queue_the_purge_and_the_backup(
    sessions: Sessions,
) -> None:
    answer = await probes_of(sessions).answer("/metrics")
    lines = answer.body.decode().splitlines()
    assert 'canhgiac_process_info{role="console"} 1.0' in lines
    assert "canhgiac_database_up 1.0" in lines
    assert "canhgiac_backup_last_success_timestamp_seconds 0.0" in lines
    assert "canhgiac_purge_overdue_seconds 0.0" in lines
    assert 'canhgiac_queue_waiting{channel="telegram"} 0.0' in lines


@pytest.fixture
async def away(tmp_path: Path) -> AsyncIterator[Sessions]:
    engine = open_engine(f"sqlite:///{tmp_path}/no folder/canhgiac.db")
    yield open_sessions(engine)
    await engine.dispose()


async def test_without_its_database_the_console_is_alive_but_not_ready(
    away: Sessions,
) -> None:
    probes = probes_of(away)
    assert (await probes.answer("/healthz")).status == 200
    assert (await probes.answer("/readyz")).status == 503
    shown = (await probes.answer("/metrics")).body.decode()
    assert "canhgiac_database_up 0.0" in shown


def test_the_operations_port_is_off_and_on_this_machine_unless_somebody_sets_it() -> None:
    fields = ConsoleSettings.model_fields
    assert fields["console_ops_host"].default == "127.0.0.1"
    assert fields["console_ops_port"].default is None
