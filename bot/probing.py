"""The bot's operations port and its figures: OPS_HOST, OPS_PORT; off without a port."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Literal

from prometheus_client import CollectorRegistry

from bot.channels.cannot_run import ChannelCannotRun
from bot.metrics import BotMetrics
from bot.settings import BotSettings
from casework.db import Sessions, apart
from casework.listening import CannotListen
from casework.metering.database_figures import DatabaseFigures, database_answers
from casework.metering.process_figures import registry_of
from casework.probes import Check, Probes, operations_port, port_opens

Role = Literal["run", "intake", "worker"]


@asynccontextmanager
async def probed(
    settings: BotSettings, role: Role, sessions: Sessions, told: Mapping[str, Check] | None = None
) -> AsyncIterator[BotMetrics]:
    """The process's figures; they are shown, and probes answered, during the block.

    `told`: what else /readyz shows, without needing it. Raises ChannelCannotRun.
    """
    registry = registry_of(role)
    metrics = BotMetrics(registry)
    page = port_opens(settings.web_host, settings.web_port)
    probes = probes_of(role, registry, apart(sessions), page, told or {})
    try:
        async with operations_port(probes, settings.ops_host, settings.ops_port, prefix="OPS"):
            yield metrics
    except CannotListen as error:
        raise ChannelCannotRun(str(error)) from None


def probes_of(
    role: Role,
    registry: CollectorRegistry,
    sessions: Sessions,
    page: Check,
    told: Mapping[str, Check],
) -> Probes:
    """What a process of this role tells.

    Only a worker cannot do without the database. To residents the others still give the emergency
    advice, as soon as their `page` is open: taken out of the balancer they would give nothing.
    """
    database = {"database": database_answers(sessions)}
    if role == "worker":
        # Intakes and the console tell how the queue stands; a hundred workers need not ask, too.
        return Probes(registry, needed=database, told=told)
    figures = DatabaseFigures(registry, sessions)
    return Probes(
        registry,
        needed={"page": page},
        told={**database, **told},
        before_figures=[figures.refresh],
    )
