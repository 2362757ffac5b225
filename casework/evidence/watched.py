"""The officers' watch list, as examinations ask it."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from casework.evidence.finding import Kind


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the watch list that is in force: who put it there, when, and for which trick."""

    source: str
    listed_on: date
    playbook: str | None = None


class WatchList(Protocol):
    """Whether the officers watch a link, a phone or an account."""

    def find(self, kind: Kind, value: str) -> Listed | None:
        """The entry of a value in its one form, or None.

        The one form: of a link its host in small ASCII letters (`xn--` where need be), of a phone
        E.164 (`+84912345678`; short numbers as dialled, `19001234`), of an account its digits and
        capital letters without gaps.
        """
        ...


class NobodyWatched:
    """The empty list: no database, or no key."""

    def find(self, kind: Kind, value: str) -> Listed | None:  # noqa: ARG002  # the protocol's names
        """Nothing is listed."""
        return None
