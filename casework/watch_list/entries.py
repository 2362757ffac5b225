"""What an entry of the watch list says beside its value: who, since when, until when, for what."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from casework.evidence.finding import Kind
from casework.watch_list.models import LONGEST_SOURCE
from casework.watch_list.refused import (
    EndsTooEarly,
    LastsTooLong,
    NoSource,
    NoSuchPlaybook,
    NotYet,
    SourceTells,
    SourceTooLong,
)

LISTED_FOR: Final = timedelta(days=180)
"""How long an entry is in force unless it says otherwise. Our choice: numbers are soon given up by
scammers, and later belong to somebody else."""

LISTED_AT_MOST: Final = timedelta(days=366)
"""The longest that one listing lasts. Our choice: a year, and then somebody looks again."""

_GAP_IN_NUMBER = re.compile(r"(?<=\d)[ .](?=\d)")
# A day written with dots has eight digits, a phone number nine at least.
_LONG_NUMBER = re.compile(r"\d{9}")
_TAIL = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, as it is imported. `key` is the value's keyed hash (watch_key.py)."""

    kind: Kind
    key: str = field(repr=False)
    source: str = field(repr=False)
    listed_on: date
    expires_on: date
    playbook: str | None = None
    held_since: date | None = None


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


def checked_source(source: str, value: str | None) -> str:
    """Who says so; never what is listed. `value` in its one form, None if only its key is known.

    Raises NoSource, SourceTooLong, SourceTells.
    """
    source = source.strip()
    if not source:
        raise NoSource
    if len(source) > LONGEST_SOURCE or not source.isprintable():
        raise SourceTooLong
    joined = _GAP_IN_NUMBER.sub("", source)
    if _LONG_NUMBER.search(joined) or (value and _tells(joined.casefold(), value.casefold())):
        raise SourceTells
    return source


def _tells(source: str, value: str) -> bool:
    """Whether the value stands there, or of a number its last digits (of a phone without +84)."""
    return value in source or (value[-_TAIL:].isdigit() and value[-_TAIL:] in source)


def checked_playbook(playbook: str, known: Collection[str]) -> str | None:
    """The id of a playbook; None if nothing is written. Raises NoSuchPlaybook."""
    if not playbook:
        return None
    if playbook not in known:
        raise NoSuchPlaybook
    return playbook
