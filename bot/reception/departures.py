"""The journal of departures: which replies have left, noted in the moment in which they do.

A note must cost next to nothing, because what lies between the note and the bytes on their way is
what a crash can lose. So it is twelve bytes appended to a file, in one call, and not a transaction:
after `kill -9` the kernel still has them. Only a power failure may lose the last notes; the replies
concerned are then sent once more, which is better than never.
"""

import fcntl
import logging
import os
import struct
import time
from collections.abc import Mapping
from pathlib import Path

from bot.channels.cannot_run import ChannelCannotRun

logger = logging.getLogger(__name__)

_NOTE = struct.Struct("<QI")
"""Number of the delivery, and how many of its replies have left."""

MOST_NOTES = 100_000
"""Notes after which the file is written anew: 1.2 MB."""


TRY_AGAIN = 10.0
"""Seconds until a file that could not be written is tried again."""


class AnotherBotRuns(ChannelCannotRun):
    """Đang có một máy trả lời khác chạy với cùng DEPARTURES_FILE; dừng nó trước."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class Departures:
    """Notes departures in a file that only this process writes. Numbers only: it names nobody."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None
        self._on_their_way: dict[int, int] = {}
        self._noted = 0
        self._try_at = 0.0
        self._lock: int | None = None

    def hold(self) -> None:
        """Be the only process that notes in this file. Raises AnotherBotRuns."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(self._file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            self._log(error)
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            raise AnotherBotRuns from None
        self._lock = lock

    def read(self) -> dict[int, int]:
        """How many replies of each delivery have left: its last note counts."""
        try:
            notes = self._file.read_bytes()
        except OSError:
            return {}
        whole = len(notes) - len(notes) % _NOTE.size
        return dict(_NOTE.iter_unpack(notes[:whole]))

    def begin(self, kept: Mapping[int, int]) -> None:
        """Begin the file anew with the notes that are still needed."""
        self._close_file()
        self._on_their_way, self._noted = dict(kept), 0
        self._try_at = time.monotonic() + TRY_AGAIN
        new = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(b"".join(_NOTE.pack(*note) for note in kept.items()))
            new.replace(self._file)
            self._descriptor = os.open(self._file, os.O_WRONLY | os.O_APPEND)
        except OSError as error:
            self._log(error)

    def note(self, delivery: int, gone_out: int) -> None:
        """Note that so many have left. If that fails the resident is answered all the same."""
        self._on_their_way[delivery] = gone_out
        if self._descriptor is None:
            if time.monotonic() >= self._try_at:
                self.begin(self._on_their_way)
            return
        self._noted += 1
        note = _NOTE.pack(delivery, gone_out)
        try:
            is_whole = os.write(self._descriptor, note) == len(note)
        except OSError as error:
            self._log(error)
            is_whole = False
        if not is_whole:
            # Part of a note, on a full disk: behind it no other could be read.
            self._close_file()

    def finished(self, delivery: int) -> None:
        """No longer needed: from time to time the file is written anew without it."""
        self._on_their_way.pop(delivery, None)
        if self._noted >= MOST_NOTES:
            self.begin(self._on_their_way)

    def close(self) -> None:
        """Close the file, and let another process have it."""
        self._close_file()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _close_file(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _log(self, error: OSError) -> None:
        logger.error("departures cannot be noted: %s", type(error).__name__)
