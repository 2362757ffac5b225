"""Numbers that pose as a hotline: nearly its digits, or its digits with something before them.

Compared with the contacts of data/help_channels.yml that are usable today, and with the emergency
numbers. Numbers there that are not usable are nobody's disguise either. Hotlines have honest
neighbours: many banks, hospitals and firms share a block (1900 5454xx), taxis the shorter ones
(1900 60xx). So one other digit is a slip or a stranger, unless the message says whose it is.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from rapidfuzz.distance import OSA

from casework.playbooks.help_channels import HelpChannel, HelpChannels, Purpose

_NUMBER = re.compile(r"\d(?:[ .\-]?\d){2,}")
_GAPS = re.compile(r"[ .\-]")
# Emergency numbers and the spam report's second number (FACTS 2.2); 113, 111 and 156 are channels.
_FIXED = {"113": "cảnh sát", "114": "cứu hoả", "115": "cấp cứu", "111": "trẻ em", "156": "156"}
_ALSO_KNOWN = frozenset({"5656", "198"})
# Somebody's own, one digit away from a hotline: BIDV's line for firms and MobiFone's hotline. Both
# were seen in the source of pages in public repositories (2026-11-30), on no page of their own; so
# they are shown to nobody, and only keep the examination from accusing.
_NEIGHBOURS = frozenset({"19009248", "18001090"})
_LONG = range(8, 11)
_CLOSE = 1
_CLEARLY_LONG = 9
_SAME_BLOCK = 2

_BEFORE_LONG = frozenset("0 00 84 084 0084 840 0084 00840 1 01 001".split())
_BEFORE_SHORT = frozenset("0 00 84 084 0084 840".split())
_PREFIX_OF_VIET_NAM = re.compile(r"(?:00|0)?84(?=1[89]0)|00?(?=1[89]0)")

_PLAYBOOKS = {
    Purpose.BANK: "gia_danh_ngan_hang",
    Purpose.SIM: "khoa_sim_nang_cap_sim",
    Purpose.EMERGENCY: "gia_danh_cong_an_toa_an",
    Purpose.REPORT: "gia_danh_cong_an_toa_an",
}


@dataclass(frozen=True, slots=True)
class Hotline:
    """A number that residents may call, as data/help_channels.yml writes it, and its digits."""

    name: str
    written: str
    digits: str
    channel: str | None = None
    playbook: str | None = None

    @property
    def is_short(self) -> bool:
        """Whether it is an emergency number or a short code."""
        return len(self.digits) not in _LONG


class Slip(IntEnum):
    """How little chance there is that a number near a hotline is somebody else's own."""

    NEIGHBOUR = 0
    """Another digit in a number of eight: nearly always somebody else's, or the brand's own."""
    DIGIT = 1
    """Another digit in a longer one, or two swapped within a block."""
    SHAPE = 2
    """Digits swapped across blocks, one too many or one missing: a number that nobody has."""


class Hotlines:
    """The hotlines of today."""

    def __init__(self, channels: HelpChannels, today: Callable[[], date]) -> None:
        self._channels = channels
        self._today = today
        self._known = _ALSO_KNOWN | _NEIGHBOURS | _FIXED.keys()
        for channel in channels.channels:
            self._known |= {hotline.digits for hotline in _numbers_of(channel)}

    def knows(self, digits: str) -> bool:
        """Whether a number is somebody's hotline, usable or not."""
        return digits in self._known

    def exact(self, digits: str) -> Hotline | None:
        """The usable hotline with this very number."""
        return next((each for each in self._usable() if each.digits == digits), None)

    def dressed(self, digits: str, *, plus: bool) -> Hotline | None:
        """The hotline whose digits these are, with something before: '+84 1900…', '+113', '0113'.

        `plus`: a plus sign stands before the digits.
        """
        for each in self._usable():
            prefix = digits.removesuffix(each.digits)
            if prefix == digits:
                continue
            if plus and not prefix:
                return each
            if prefix in (_BEFORE_SHORT if each.is_short else _BEFORE_LONG):
                return each
        return None

    def near(self, digits: str) -> Iterator[tuple[Hotline, Slip]]:
        """The hotlines that these digits are one slip away from, and what slip it is.

        A number that is known as somebody's is near to nothing.
        """
        bare = _PREFIX_OF_VIET_NAM.sub("", digits, count=1)
        if not bare.startswith("1") or self.knows(bare):
            return
        for each in self._usable():
            if each.is_short or OSA.distance(bare, each.digits, score_cutoff=_CLOSE) > _CLOSE:
                continue
            yield each, _slip(bare, each.digits)

    def _usable(self) -> tuple[Hotline, ...]:
        today = self._today()
        listed = [h for c in self._channels.channels if c.usable(today) for h in _numbers_of(c)]
        listed_digits = {hotline.digits for hotline in listed}
        fixed = [
            Hotline(name, digits, digits, playbook=_PLAYBOOKS[Purpose.EMERGENCY])
            for digits, name in _FIXED.items()
            if digits not in listed_digits
        ]
        return (*listed, *fixed)


def _slip(digits: str, hotline: str) -> Slip:
    is_long = len(hotline) >= _CLEARLY_LONG
    if len(digits) != len(hotline):
        return Slip.SHAPE if is_long else Slip.DIGIT
    others = [place for place, digit in enumerate(digits) if digit != hotline[place]]
    if len(others) > 1 and is_long and others[0] < len(hotline) - _SAME_BLOCK:
        return Slip.SHAPE
    return Slip.NEIGHBOUR if len(others) == 1 and not is_long else Slip.DIGIT


def _numbers_of(channel: HelpChannel) -> tuple[Hotline, ...]:
    playbook = _PLAYBOOKS.get(channel.purpose)
    return tuple(
        Hotline(channel.name, found, _GAPS.sub("", found), channel.id, playbook)
        for found in _NUMBER.findall(channel.contact)
    )
