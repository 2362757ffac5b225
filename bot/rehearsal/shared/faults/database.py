"""The database is away, does not answer, has a full disk, or is being changed."""

import asyncio

import psycopg

from bot.rehearsal.shared.faults.fault import Fault
from bot.rehearsal.shared.scene import Scene, Trouble
from casework.migrations import migrate

AWAY = 30.0
STILL = 10.0
FULL = 12.0
LOCKED = 6.0

# A megabyte that cannot be packed.
_BALLAST = (
    "INSERT INTO ballast SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 32768)"
)


async def away(scene: Scene, trouble: Trouble) -> None:
    """Stopped in order, and started again half a minute later."""
    await scene.database.shut_down()
    await asyncio.sleep(AWAY)
    await scene.database.come_back()
    trouble.now()


async def still(scene: Scene, trouble: Trouble) -> None:
    """Its processes are held still: connections are open and nobody answers on them."""
    scene.database.hold(still=True)
    await asyncio.sleep(STILL)
    scene.database.hold(still=False)
    trouble.now()


async def disk_full(scene: Scene, trouble: Trouble) -> None:
    """Not a byte is left for tables and log; then somebody makes room."""
    if not scene.database.has_small_disk:
        trouble.problems.append("needs root, for a small disk of its own: not tried")
        return
    scene.database.run("CREATE TABLE ballast (dust text)")
    scene.database.fill_disk()
    # What PostgreSQL has reserved for itself runs out only when it is written to.
    with_room = True
    for _ in range(60):
        try:
            await asyncio.to_thread(scene.database.run, _BALLAST)
        except psycopg.Error:
            with_room = False
            break
    trouble.expect(that=not with_room, else_="the disk never was full: not tried")
    await asyncio.sleep(FULL)
    scene.database.empty_disk()
    await scene.database.until_ready()
    trouble.now()


async def migrated(scene: Scene, trouble: Trouble) -> None:
    """A column is added, every table of the queue is locked for seconds, `migrate` runs again."""
    await asyncio.to_thread(migrate, scene.database.url())
    await asyncio.to_thread(_change, scene)
    await asyncio.sleep(LOCKED)
    trouble.now()
    await asyncio.to_thread(
        scene.database.run, "ALTER TABLE deliveries DROP COLUMN IF EXISTS of_a_newer_version"
    )


def _change(scene: Scene) -> None:
    with scene.database.connect() as connection, connection.transaction():
        connection.execute("ALTER TABLE deliveries ADD COLUMN of_a_newer_version text")
        connection.execute("LOCK TABLE procrastinate_jobs, running_chats IN ACCESS EXCLUSIVE MODE")
        connection.execute(f"SELECT pg_sleep({LOCKED})".encode())


FAULTS = (
    Fault("database-away", "stopped for 30 s", away),
    Fault("database-still", "does not answer for 10 s", still),
    Fault("disk-full", "its disk is full for 12 s", disk_full),
    Fault("migration", "a new column, tables locked for 6 s, migrate again", migrated),
)
