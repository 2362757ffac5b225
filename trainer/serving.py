"""A model served for us alone: measuring must neither slow residents down nor use their server."""

import asyncio
import secrets
import signal
import socket
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path

from casework.understanding.own_server import Launch, NluServerFailed, started
from casework.understanding.rasa import PATIENT, RasaInterpreter

LONGEST_START = 240
"""Seconds. Two servers start at once, beside the one that answers residents and perhaps a training:
on two busy cores 46 seconds were seen."""


@asynccontextmanager
async def serving(nlu_dir: Path, model: Path) -> AsyncIterator[RasaInterpreter]:
    """Serve a model on a free port of the loopback address, with a token that nobody else has.

    Raises NluServerFailed. The server ends with the block.
    """
    url = f"http://127.0.0.1:{_free_port()}"
    token = secrets.token_hex(24)
    client = RasaInterpreter(url, token, timeout=PATIENT)
    try:
        async with started(Launch(url, token, nlu_dir, model, LONGEST_START), client):
            yield client
    finally:
        await client.aclose()


@asynccontextmanager
async def serving_all(
    nlu_dir: Path, models: Sequence[Path]
) -> AsyncIterator[Sequence[RasaInterpreter]]:
    """Serve several models, started at the same time; the clients in their order.

    Raises NluServerFailed if one of them does not start. Told to stop (SIGTERM), the process ends
    the servers first: nobody else knows of them.
    """
    async with AsyncExitStack() as stack:
        stack.enter_context(_cancelled_by_sigterm())
        try:
            async with asyncio.TaskGroup() as group:
                starting = [
                    group.create_task(stack.enter_async_context(serving(nlu_dir, model)))
                    for model in models
                ]
        except* NluServerFailed:
            raise NluServerFailed from None
        yield [task.result() for task in starting]


@contextmanager
def _cancelled_by_sigterm() -> Iterator[None]:
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    # Only the main thread hears signals.
    if task is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    loop.add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTERM)


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port
