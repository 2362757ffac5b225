"""How long the writing of a picture is looked for: a picture of texture alone is not worth more."""

import time
from collections.abc import Callable
from typing import Final

PREPARING: Final = 4.0
"""Seconds of computing, tesseract's own not counted. An ordinary screenshot takes about one."""


class OutOfPatience(Exception):
    """Tìm chữ trong ảnh này lâu quá."""


class NoWriting(Exception):
    """Trong ảnh chỉ có hoa văn, không có dòng chữ nào."""


class Patience:
    """Runs from its making. Computing is counted, not waiting: others may need the machine too."""

    def __init__(
        self, seconds: float = PREPARING, now: Callable[[], float] = time.process_time
    ) -> None:
        self._now = now
        self._ends = now() + seconds

    def check(self) -> None:
        """To be called between two steps. Raises OutOfPatience."""
        if self._now() > self._ends:
            raise OutOfPatience
