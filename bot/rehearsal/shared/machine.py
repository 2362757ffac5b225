"""What machine figures were measured on, in a line."""

import os
import platform
from datetime import datetime
from importlib.metadata import version
from pathlib import Path


def this_machine(at: datetime) -> str:
    """Date, cores, memory, system and versions."""
    cpu = _after("model name", Path("/proc/cpuinfo"))
    memory = int(_after("MemTotal", Path("/proc/meminfo")).split()[0]) / 1024**2
    found = ", ".join(f"{name} {version(name)}" for name in ("procrastinate", "psycopg"))
    load = os.getloadavg()[0]
    return (
        f"{at:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, CPU {cpu}, memory {memory:.0f} GiB, "
        f"system {platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"{found}. Processes that wanted a core in the last minute: {load:.1f}. The machine is "
        "shared with other work, which slows all of it down."
    )


def _after(key: str, file: Path) -> str:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "0")
