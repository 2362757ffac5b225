"""The client of several NLU servers behind one address, while some of them die."""

import asyncio
import time
from collections import Counter
from contextlib import suppress

import httpx
import pytest

from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.understanding.base import Interpretation, InterpreterUnavailable
from casework.understanding.rasa import RENEW_EVERY, RasaInterpreter
from tests.unit.casework.understanding.balanced import (
    ANSWER,
    BUSY,
    Replica,
    balancing,
    running,
    under_load,
)

SAID = redact(RawText("shipper kêu chuyển tiền")).text
TOKEN = "a-token-for-tests-only"  # noqa: S105  # of no use anywhere

NO_HURRY = httpx.Timeout(20.0)
"""Where it is not time that is tested: the machine may be busy."""


async def test_a_connection_that_is_closed_instead_of_answered_is_tried_again_once() -> None:
    replica = Replica("one")
    async with running(replica):
        client = RasaInterpreter(f"http://127.0.0.1:{replica.port}", TOKEN)
        await client.interpret(SAID)
        replica.drops = 1
        assert (await client.interpret(SAID)).model == "one"
        assert replica.connected == 2
        replica.drops = 2
        with pytest.raises(InterpreterUnavailable):
            await client.interpret(SAID)
        assert replica.drops == 0
        await client.aclose()


async def test_after_a_restart_the_old_connections_cost_no_answer() -> None:
    replica = Replica("one")
    async with running(replica):
        client = RasaInterpreter(f"http://127.0.0.1:{replica.port}", TOKEN)
        await asyncio.gather(*(client.interpret(SAID) for _ in range(10)))
        replica.kill()
        await replica.start()
        told = await asyncio.gather(*(client.interpret(SAID) for _ in range(10)))
        assert len(told) == 10
        await client.aclose()


async def test_nobody_waits_longer_for_the_second_try() -> None:
    replica = Replica("one", takes=60.0, drops=1)
    async with running(replica):
        slow = httpx.Timeout(0.2, connect=0.1)
        client = RasaInterpreter(f"http://127.0.0.1:{replica.port}", TOKEN, timeout=slow)
        began = time.monotonic()
        with pytest.raises(InterpreterUnavailable):
            await client.interpret(SAID)
        assert replica.drops == 0
        assert time.monotonic() - began < 0.35
        await client.aclose()


async def test_a_server_that_is_too_slow_is_not_asked_twice() -> None:
    asked: list[httpx.Request] = []

    def hang(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        raise httpx.ReadTimeout("")

    client = RasaInterpreter("http://nlu", TOKEN, httpx.MockTransport(hang))
    with pytest.raises(InterpreterUnavailable):
        await client.interpret(SAID)
    assert len(asked) == 1


@pytest.mark.parametrize(("first", "left"), [(502, 0), (500, 1), (503, 1), (200, 1)])
async def test_of_answers_only_the_balancers_bad_gateway_is_a_reason_to_ask_again(
    first: int, left: int
) -> None:
    answers = [httpx.Response(200, json=ANSWER), httpx.Response(first, json=ANSWER)]
    client = RasaInterpreter("http://nlu", TOKEN, httpx.MockTransport(lambda _: answers.pop()))
    with suppress(InterpreterUnavailable):
        await client.interpret(SAID)
    assert len(answers) == left


async def test_one_of_two_replicas_is_killed_under_load_and_every_question_is_answered() -> None:
    replicas = Replica("one", takes=0.005), Replica("two", takes=0.005)
    async with running(*replicas), balancing(*replicas) as url:
        client = RasaInterpreter(url, TOKEN, timeout=NO_HURRY)

        async def kill_one() -> None:
            await replicas[0].busy.wait()
            replicas[0].kill()

        told = await under_load(
            lambda: client.interpret(SAID), askers=16, each=60, meanwhile=kill_one()
        )
        await client.aclose()
    assert [one for one in told if isinstance(one, Exception)] == []
    by = Counter(one.model for one in told if isinstance(one, Interpretation))
    assert by.total() == 16 * 60
    assert min(by["one"], by["two"]) >= BUSY


async def test_a_replica_that_comes_back_gets_its_share_again() -> None:
    replicas = Replica("one", takes=0.002), Replica("two", takes=0.002)
    async with running(*replicas), balancing(*replicas) as url:
        replicas[0].kill()
        client = RasaInterpreter(url, TOKEN, timeout=NO_HURRY)
        await under_load(
            lambda: client.interpret(SAID), askers=8, each=10, meanwhile=asyncio.sleep(0)
        )
        assert replicas[0].answered == 0
        await replicas[0].start()
        rounds = 4 * RENEW_EVERY
        await under_load(
            lambda: client.interpret(SAID), askers=8, each=rounds, meanwhile=asyncio.sleep(0)
        )
        assert 0.25 < replicas[0].answered / (8 * rounds) < 0.75
        await client.aclose()
