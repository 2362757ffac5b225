"""Runs a command with the trainers' book open, and in whose name."""

import asyncio
import getpass
import signal
from collections.abc import Awaitable, Callable

import click

from casework.db import Sessions
from trainer.book import open_book
from trainer.settings import TrainerSettings

BY = click.option(
    "--by",
    metavar="TÊN",
    default=getpass.getuser,
    help="Ai làm, để ghi vào sổ. Không ghi thì lấy tên đăng nhập của máy.",
)


def in_book(settings: TrainerSettings, run: Callable[[Sessions], Awaitable[None]]) -> None:
    """Run to the end, or until the process is told to end. Raises BookNotOpen."""

    async def with_book() -> None:
        # Ended by the system as by Ctrl+C: what was begun is taken back first.
        task = asyncio.current_task()
        if task is not None:
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        async with open_book(settings) as sessions:
            await run(sessions)

    try:
        asyncio.run(with_book())
    except asyncio.CancelledError:
        raise SystemExit(128 + signal.SIGTERM) from None
