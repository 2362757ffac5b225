"""Takes up what a crash or a stop has interrupted: at the start, or once the book can be opened."""

import asyncio
import logging
from collections.abc import Callable

from bot.reception.departures import Departures
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.delivery_book import DeliveryBook, Unfinished

logger = logging.getLogger(__name__)

TRY_AGAIN = 2.0
"""Seconds between two looks whether the book can be opened again."""

TakeUp = Callable[[Unfinished, int], None]
"""Goes on with a delivery, of which so many replies have left."""


class Recovery:
    """Reads the book and the journal of departures, and hands over what was interrupted."""

    def __init__(self, book: DeliveryBook, departures: Departures, take_up: TakeUp) -> None:
        self._book = book
        self._departures = departures
        self._take_up = take_up
        self._left: dict[int, int] = {}
        self._first_new: int | None = None

    async def at_the_start(self) -> bool:
        """Try once, before anything new comes; whether the book could be opened.

        If not, the journal is kept as it is: it is the only one that knows what has left.
        """
        self._left = self._departures.read()
        self._departures.begin(self._left)
        return await self._take_up_all()

    async def later(self) -> None:
        """Try until the book can be opened. What was taken meanwhile is not interrupted."""
        while not await self._take_up_all():  # noqa: ASYNC110  # asks the database
            await asyncio.sleep(TRY_AGAIN)

    def is_new(self, delivery: int) -> None:
        """Remember from which number on deliveries are of this start."""
        if self._first_new is None or delivery < self._first_new:
            self._first_new = delivery

    async def _take_up_all(self) -> bool:
        try:
            found = await self._book.unfinished()
        except DeliveryBookClosed:
            return False
        first = self._first_new
        interrupted = [each for each in found if first is None or each.id < first]
        waiting = {each.id for each in found}
        for id_ in self._left.keys() - waiting:
            self._departures.finished(id_)
        for delivery in interrupted:
            try:
                self._take_up(delivery, self._left.get(delivery.id, 0))
            except Exception as error:  # noqa: BLE001  # one must not keep all others from help
                logger.error("not taken up: %s", type(error).__name__)  # noqa: TRY400
        return True
