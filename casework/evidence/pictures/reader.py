"""Reads pictures on this machine, in worker processes with limits of time, size and memory."""

import asyncio
import shutil
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from casework.evidence.pictures.base import CannotReadNow, PictureRead, TooLarge
from casework.evidence.pictures.frames import outcome_of
from casework.evidence.pictures.process import Worker

MOST_BYTES: Final = 10_000_000
MOST_PIXELS: Final = 40_000_000
SECONDS: Final = 12.0
WAITING: Final = 16
"""At most 10 MB each. An ordinary picture takes a second or two: the last one is still in time."""


def installed_tesseract() -> str | None:
    """Where tesseract is on this machine, or None."""
    return shutil.which("tesseract")


class LocalPictureReader:
    """A PictureReader. Starts its workers with the first picture; `aclose` ends them.

    `seconds` is the time limit of one picture once its turn has come; as many as `waiting` may
    wait for their turn, more are refused at once. `tesseract` is the path of the command, None
    where it is not installed: then only codes are read.
    """

    def __init__(
        self,
        *,
        workers: int = 1,
        seconds: float = SECONDS,
        most_bytes: int = MOST_BYTES,
        most_pixels: int = MOST_PIXELS,
        waiting: int = WAITING,
        tesseract: str | None = None,
    ) -> None:
        self._free = [Worker(most_pixels, tesseract) for _ in range(workers)]
        self._workers = tuple(self._free)
        self._turn = asyncio.Semaphore(workers)
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._room = workers + waiting
        self._inside = 0
        self._closed = False

    @property
    def worker_pids(self) -> tuple[int, ...]:
        """Of the processes that run now: for measuring."""
        return tuple(worker.pid for worker in self._workers if worker.pid is not None)

    async def read(self, picture: bytes) -> PictureRead:
        """Read a picture. Raises TooLarge, NotAPicture or CannotReadNow."""
        if len(picture) > self._most_bytes:
            raise TooLarge
        if self._closed or self._inside >= self._room:
            raise CannotReadNow
        self._inside += 1
        try:
            async with self._turn:
                return await self._read(picture)
        finally:
            self._inside -= 1

    async def _read(self, picture: bytes) -> PictureRead:
        if self._closed:
            raise CannotReadNow
        worker = self._free.pop()
        answered = False
        try:
            async with asyncio.timeout(self._seconds):
                answer = await worker.answer(picture)
            answered = True
        except TimeoutError:
            raise CannotReadNow from None
        finally:
            # Late, dead, or its reader was cancelled: the next picture gets a new worker.
            self._free.append(worker)
            if not answered or self._closed:
                await asyncio.shield(worker.end())
        return outcome_of(answer)

    async def aclose(self) -> None:
        """End the workers. Whoever still waits is told CannotReadNow."""
        self._closed = True
        with suppress(ProcessLookupError):
            await asyncio.gather(*(worker.end() for worker in self._workers))

    async def __aenter__(self) -> Self:
        """The reader itself."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the workers."""
        await self.aclose()
