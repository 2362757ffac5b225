"""What an entry of the watch list says beside its value: who, since when, until when, for what."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from casework.evidence.finding import Kind
from casework.watch_list.refused import (
    EndsTooEarly,
    LastsTooLong,
    NoSuchPlaybook,
    NotYet,
)

LISTED_FOR: Final = timedelta(days=180)
"""How long an entry is in force unless it says otherwise. Our choice: numbers are soon given up by
scammers, and later belong to somebody else."""

LISTED_AT_MOST: Final = timedelta(days=366)
"""The longest that one listing lasts. Our choice: a year, and then somebody looks again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, as it is imported. `key` is the value's keyed hash (watch_key.py).

    `made_with`: the mark of its key. `before`: the value's hashes under previous keys, if the value
    is known.
    """

    kind: Kind
    key: str = field(repr=False)
    source: str = field(repr=False)
    listed_on: date
    expires_on: date
    playbook: str | None = None
    held_since: date | None = None
    made_with: str | None = None
    before: tuple[str, ...] = field(default=(), repr=False)


def checked_begin(listed_on: date | None, today: date) -> date:
    """Since when; today if nothing is written. Raises NotYet."""
    listed_on = listed_on or today
    if listed_on > today:
        raise NotYet
    return listed_on


def checked_end(listed_on: date, expires_on: date | None) -> date:
    """Its last day; half a year if nothing is written. Raises EndsTooEarly, LastsTooLong."""
    expires_on = expires_on or listed_on + LISTED_FOR
    if expires_on < listed_on:
        raise EndsTooEarly
    if expires_on - listed_on > LISTED_AT_MOST:
        raise LastsTooLong
    return expires_on


def checked_playbook(playbook: str, known: Collection[str]) -> str | None:
    """The id of a playbook; None if nothing is written. Raises NoSuchPlaybook."""
    if not playbook:
        return None
    if playbook not in known:
        raise NoSuchPlaybook
    return playbook
