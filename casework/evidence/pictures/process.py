"""One worker process, seen from the bot: started when it is needed, killed when it is late."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Final

from casework.evidence.pictures.base import CannotReadNow
from casework.evidence.pictures.frames import LENGTH, LONGEST_ANSWER, framed

_ROOT: Final = Path(__file__).resolve().parents[3]
_MODULE: Final = "casework.evidence.pictures.worker"
# Nothing else of the bot's environment: it holds tokens and keys.
_HANDED_ON: Final = ("PATH", "LANG", "TESSDATA_PREFIX")


class Worker:
    """A worker and its pipes. One picture at a time."""

    def __init__(self, most_pixels: int, tesseract: str | None) -> None:
        self._arguments = (str(most_pixels), tesseract or "")
        self._process: Process | None = None

    @property
    def pid(self) -> int | None:
        """Of the process that runs now, if there is one."""
        return self._process.pid if self._process else None

    async def answer(self, picture: bytes) -> bytes:
        """What the worker says about a picture. Raises CannotReadNow if it dies of it."""
        try:
            process = await self._running()
            if process.stdin is None or process.stdout is None:
                raise CannotReadNow
            process.stdin.write(framed(picture))
            await process.stdin.drain()
            (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
            if length > LONGEST_ANSWER:
                raise CannotReadNow
            return await process.stdout.readexactly(length)
        except (OSError, asyncio.IncompleteReadError):
            raise CannotReadNow from None

    async def end(self) -> None:
        """Kill it, with the tesseract that it may have started, and wait until it is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        # It leads a group of its own: the group ends even if the worker itself has ended.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()

    async def _running(self) -> Process:
        if self._process is not None and self._process.returncode is not None:
            await self.end()
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",
                "-B",  # even an empty file of byte code is a file
                "-m",
                _MODULE,
                *self._arguments,
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,  # what libraries complain of may quote a picture
                env=_environment(),
                cwd="/",
                start_new_session=True,
            )
        return self._process


def _environment() -> dict[str, str]:
    """One thread each: workers are as many as the operator wants, and no more."""
    return {
        **{name: os.environ[name] for name in _HANDED_ON if name in os.environ},
        "PYTHONPATH": str(_ROOT),
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
