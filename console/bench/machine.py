"""Where and with what was measured."""

import os
import platform
import re
import sqlite3
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

_PACKAGES = ("fastapi", "uvicorn", "sqlalchemy", "aiosqlite", "psycopg")


def facts() -> str:
    """The date, the machine and the versions, in one line."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{package} {metadata.version(package)}" for package in _PACKAGES)
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {cores} cores, CPU {_cpu()}, "
        f"memory {memory:.0f} GiB, system {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}"
    )


def busy() -> float:
    """The load of the last minute: processes that wanted a core."""
    return os.getloadavg()[0]


def _cpu() -> str:
    listed = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    found = re.search(r"^model name\s*:\s*(.+)$", listed, re.MULTILINE)
    return found[1] if found else platform.machine()
