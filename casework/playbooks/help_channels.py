"""Where a resident can turn: only channels that are confirmed and in date are ever shown."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import HttpUrl, StringConstraints

from casework.clock import day_in_viet_nam
from casework.playbooks.data_file import load
from casework.playbooks.schema import Entry

_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")


class Purpose(StrEnum):
    """What a channel is for; the order is the order in which residents see them."""

    EMERGENCY = "emergency"
    REPORT = "report"
    CHILD = "child"
    SPAM = "spam"
    BANK = "bank"
    SIM = "sim"
    LOOK_UP = "look_up"


class HelpChannel(Entry):
    """One number, app or place. `shown` is false until its source confirms it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]+$")]
    name: Annotated[str, StringConstraints(min_length=3, max_length=80)]
    purpose: Purpose
    contact: Annotated[str, StringConstraints(min_length=2, max_length=80)]
    what_for: Annotated[str, StringConstraints(min_length=5, max_length=200)]
    shown: bool
    when_off: Annotated[str, StringConstraints(min_length=3, max_length=80)] | None = None
    why_off: str | None = None
    sources: tuple[HttpUrl, ...] = ()
    source_note: str | None = None
    checked_on: date
    expires_on: date

    def usable(self, today: date) -> bool:
        """Whether residents may be sent there today."""
        return self.shown and today <= self.expires_on


class HelpChannels(Entry):
    """The whole of data/help_channels.yml."""

    channels: tuple[HelpChannel, ...]

    @classmethod
    def from_file(cls, path: Path) -> "HelpChannels":
        """Read data/help_channels.yml. Raises DataFileError."""
        return load(path, cls)[0]

    def usable(self, today: date, purposes: Iterable[Purpose] = Purpose) -> list[HelpChannel]:
        """Channels that may be shown today, most urgent purpose first."""
        order = list(Purpose)
        chosen = [c for c in self.channels if c.usable(today) and c.purpose in set(purposes)]
        return sorted(chosen, key=lambda channel: order.index(channel.purpose))

    def fill(self, line: str, today: date) -> str:
        """Put contacts in place of {channel_id}; a channel that is off gives its stand-in."""
        return _PLACEHOLDER.sub(lambda found: self._contact(found, today), line)

    def fill_today(self, line: str) -> str:
        """Fill in what is valid today, where the residents are."""
        return self.fill(line, today())

    def _contact(self, placeholder: re.Match[str], today: date) -> str:
        channel = next((c for c in self.channels if c.id == placeholder.group(1)), None)
        if channel is None:
            # Not ours: somebody else's words that stand in a reply. They stay words.
            return placeholder.group()
        if channel.usable(today):
            return channel.contact
        return channel.when_off or "công an xã, phường nơi gần nhất"


def today() -> date:
    """Today's date where the residents are."""
    return day_in_viet_nam(datetime.now(UTC))


def placeholders(line: str) -> tuple[str, ...]:
    """The channel ids that a line of advice refers to."""
    return tuple(_PLACEHOLDER.findall(line))
