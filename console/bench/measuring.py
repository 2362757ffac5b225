"""Asks for each page over HTTP, again and again, and takes the time."""

import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from console.auth.admission import COOKIE, CSRF_FIELD
from console.bench.pages import SEE_OTHER, Asked
from console.bench.people import SignedIn

ROUNDS, WARM_UPS = 15, 2
TARGET = 0.3
"""Seconds that a page may take at the median."""

CONFIRM = "confirm a case (POST)"
_TIMEOUT = 120.0


class WrongAnswer(Exception):
    """The console answered otherwise than it should: nothing that is measured would count."""


@dataclass(frozen=True, slots=True)
class Took:
    """The seconds that a page took each time."""

    seconds: Sequence[float]

    @property
    def median(self) -> float:
        """What the target is about."""
        return statistics.median(self.seconds)

    @property
    def slowest(self) -> float:
        """The worst of all times."""
        return max(self.seconds)


class Asker:
    """Somebody who is signed in and asks for pages, over one connection that stays open."""

    def __init__(self, address: str, signed_in: SignedIn) -> None:
        self._csrf = signed_in.csrf
        self._client = httpx.Client(
            base_url=address, cookies={COOKIE: signed_in.cookie}, timeout=_TIMEOUT
        )

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def read(self, path: str) -> str:
        """A page's text. Raises WrongAnswer."""
        return self._checked(self._client.get(path), 200).text

    def measure(self, asked: Asked) -> Took:
        """How long a page takes. Raises WrongAnswer."""
        seconds = []
        for turn in range(WARM_UPS + ROUNDS):
            began = time.perf_counter()
            answer = self._client.get(asked.path)
            took = time.perf_counter() - began
            self._checked(answer, asked.answer)
            if turn >= WARM_UPS:
                seconds.append(took)
        return Took(seconds)

    def measure_confirming(self, cases: Sequence[str]) -> Took:
        """How long it takes to confirm a case; each of the cases once. Raises WrongAnswer."""
        seconds = []
        for turn, case_id in enumerate(cases[: WARM_UPS + ROUNDS]):
            form = {CSRF_FIELD: self._csrf, "version": "1"}
            began = time.perf_counter()
            answer = self._client.post(f"/cases/{case_id}/confirm", data=form)
            took = time.perf_counter() - began
            self._checked(answer, SEE_OTHER)
            if turn >= WARM_UPS:
                seconds.append(took)
        return Took(seconds)

    def follow(self, path: str, pages: int) -> str:
        """The place at which a page begins that is reached by going on so many times."""
        place, here = "", path
        for _ in range(pages):
            found = re.findall(r"after=(\d+\.[0-9a-f]{32})", self.read(here))
            if not found:
                raise WrongAnswer(here)
            place = found[-1]
            here = f"{path}?after={place}"
        return place

    @staticmethod
    def _checked(answer: httpx.Response, status: int) -> httpx.Response:
        if answer.status_code != status:
            raise WrongAnswer(f"{answer.request.url}: {answer.status_code}")
        return answer
