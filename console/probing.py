"""The console's operations port: CONSOLE_OPS_HOST, CONSOLE_OPS_PORT; off without a port."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from casework import probes
from casework.db import Sessions, apart
from casework.metering.backup_figures import BackupFigures
from casework.metering.database_figures import DatabaseFigures, database_answers
from casework.metering.process_figures import registry_of
from casework.metering.retention_figures import RetentionFigures
from casework.probes import Probes
from console.desk import Desk
from console.safekeeping.backup import last_backup


def probes_of(sessions: Sessions) -> Probes:
    """What the console tells probes and Prometheus: process, queue, purge, backup."""
    registry = registry_of("console")

    async def newest_backup() -> datetime | None:
        async with sessions() as session:
            return await last_backup(session)

    figures = (
        DatabaseFigures(registry, sessions),
        RetentionFigures(registry, sessions),
        BackupFigures(registry, newest_backup),
    )
    return Probes(
        registry,
        needed={"database": database_answers(sessions)},
        before_figures=[each.refresh for each in figures],
    )


@asynccontextmanager
async def operations_port(desk: Desk) -> AsyncIterator[None]:
    """Answer probes during the block. Raises CannotListen."""
    host, port = desk.settings.console_ops_host, desk.settings.console_ops_port
    # A busy desk must not look like one whose database is away.
    told = probes_of(apart(desk.sessions))
    async with probes.operations_port(told, host, port, prefix="CONSOLE_OPS"):
        yield
