"""What a worker may not do: write a file, leave a memory dump, take more memory than it needs."""

import ctypes
import os
import resource
import signal
from contextlib import suppress
from pathlib import Path
from typing import Final

MEMORY: Final = 700_000_000
"""Bytes of address space, for the worker and for tesseract each."""
_NICE: Final = 5
_FIRST_TO_END: Final = "1000"
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4


def give_way() -> None:
    """Be the last to get computing time, and the first to be ended where memory runs out.

    So will be all that this process starts. Without the means it stays as it is.
    """
    with suppress(OSError):
        os.nice(_NICE)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_END, encoding="ascii")


def confine(memory: int = MEMORY) -> None:
    """Take these rights away, from this process and all that it will start, for good."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # A write that is tried all the same fails with an error, instead of ending the worker.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def end_with_parent() -> None:
    """On Linux: be killed when the process that started this one ends, however it ends."""
    libc = ctypes.CDLL(None)
    prctl = getattr(libc, "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
