"""Runs what carries messages side by side: one that fails is started again, the others go on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.channels.cannot_run import ChannelCannotRun

logger = logging.getLogger(__name__)

_LONGEST_PAUSE = 60


class NoChannelRuns(Exception):
    """Không có kênh nào chạy được."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Something that runs until it is cancelled: a channel, or the web server of them all."""

    name: str
    run: Callable[[], Awaitable[None]]


async def run_side_by_side(runners: Sequence[Runner]) -> None:
    """Run all. Raises NoChannelRuns when every one of them cannot run."""
    stuck: set[str] = set()
    try:
        async with asyncio.TaskGroup() as group:
            for runner in runners:
                group.create_task(_keep_running(runner, stuck, len(runners)))
    except* NoChannelRuns:
        pass  # raised below: here it would become a group of one
    if len(stuck) == len(runners):
        raise NoChannelRuns


async def _keep_running(runner: Runner, stuck: set[str], runners: int) -> None:
    """Start one again and again; `stuck` names those that wait for the operator."""
    pause = 1
    while True:
        try:
            await runner.run()
        except ChannelCannotRun as error:
            logger.error("%s", error)  # noqa: TRY400  # the line says all
            stuck.add(runner.name)
            if len(stuck) == runners:
                raise NoChannelRuns from None
        except (Exception, SystemExit) as error:  # noqa: BLE001  # must not end the others
            # SystemExit too: libraries end the process for what concerns one channel only.
            logger.error("channel %s failed: %s", runner.name, type(error).__name__)  # noqa: TRY400
        else:
            return
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
        stuck.discard(runner.name)
