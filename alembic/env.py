"""Alembic's environment: async engine, naming convention and models of casework."""

import asyncio

from alembic import context
from sqlalchemy import Connection, text

from casework.cases import models as _cases  # noqa: F401  # each adds its tables to Base
from casework.channel_tokens import models as _tokens  # noqa: F401
from casework.db import Base, open_engine
from casework.deliveries import models as _deliveries  # noqa: F401
from casework.learning import models as _learning  # noqa: F401
from casework.opinions import models as _opinions  # noqa: F401
from casework.running_chats import models as _running  # noqa: F401
from casework.sender_limits import models as _limits  # noqa: F401
from casework.statistics import closing as _statistics  # noqa: F401
from casework.watch_list import models as _watch_list  # noqa: F401
from console import audit_models as _audit  # noqa: F401
from console.auth import models as _officers  # noqa: F401

TARGET = Base.metadata


def _migrate(connection: Connection) -> None:
    # SQLite cannot alter a table in place: batch mode rebuilds it.
    context.configure(connection=connection, target_metadata=TARGET, render_as_batch=True)
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            # One process at a time: the bot and the console are started in the same moment.
            connection.execute(text("SELECT pg_advisory_xact_lock(20261130)"))
        context.run_migrations()


async def _online() -> None:
    engine = open_engine(context.config.get_main_option("sqlalchemy.url") or "")
    async with engine.begin() as connection:
        await connection.run_sync(_migrate)
    await engine.dispose()


asyncio.run(_online())
