"""Where and with what was measured."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
from importlib import metadata
from pathlib import Path
from typing import Final

_PACKAGES: Final = ("rasa", "tensorflow", "scikit-learn", "numpy", "sanic")


def facts() -> dict[str, str]:
    """Give the date, the machine and the versions, each with its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "date": f"{dt.datetime.now(dt.timezone.utc):%Y-%m-%d %H:%M} UTC",
        "cores": str(len(os.sched_getaffinity(0))),
        "CPU": _cpu(),
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        **{package: metadata.version(package) for package in _PACKAGES},
    }


def busy() -> float:
    """Give the load of the last minute: processes that wanted a core."""
    return os.getloadavg()[0]


def _cpu() -> str:
    listed = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    found = re.search(r"^model name\s*:\s*(.+)$", listed, re.MULTILINE)
    return found[1] if found else platform.machine()
