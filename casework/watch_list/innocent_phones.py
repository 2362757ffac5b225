"""Numbers of the state, of operators and of services: not a scammer's, or seldom."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from casework.evidence.hotlines import Hotlines
from casework.playbooks.help_channels import HelpChannels, today
from casework.watch_list.one_form import phone_form

_NUMBER_IN_WORDS = re.compile(r"\+?\d(?:[ .]?\d){2,}")
# 112 to 119, 156, 198, 1080: no subscriber has a number of three or four digits that begins so.
# To refuse all of them is our choice; nobody loses by it.
_OF_THE_STATE = re.compile(r"1\d{2,3}")
# What scammers and their victims write before such a number: 0113, 84113.
_DRESSINGS: Final = (*("", "0", "00", "84", "084", "0084", "840", "00840", "+84", "+840"),)
# FACTS 6: mobile numbers begin with 3, 5, 7, 8 or 9. Others in Việt Nam are landlines and services.
_MOBILE = re.compile(r"\+84[35789]\d{8}")
_FEWEST_OF_FOUR_DIGITS, _MOST = 100, 10_000


class InnocentPhones:
    """Which numbers nobody may list: emergency and service numbers, and all of a help channel.

    Also of channels that residents are not shown today: they are no scammer's for that. A number
    is given in its one form (one_form.py).
    """

    def __init__(self, help_channels: HelpChannels) -> None:
        contacts = (channel.contact for channel in help_channels.channels)
        self._of_channels = frozenset(
            phone_form(number)
            for contact in contacts
            for number in _NUMBER_IN_WORDS.findall(contact)
        )
        self._hotlines = Hotlines(help_channels, today)

    def __contains__(self, phone: str) -> bool:
        """Whether it is one of them, also as seen from abroad: +84 1900 545413."""
        return any(
            self._is_known(phone.removeprefix(before))
            for before in _DRESSINGS
            if phone.startswith(before)
        )

    def forms(self) -> Iterator[str]:
        """All of them, in every form in which they are refused; some forms come twice."""
        yield from self._of_channels
        short = map(str, range(_FEWEST_OF_FOUR_DIGITS, _MOST))
        services = (f"{start}{last:04}" for start in ("1800", "1900") for last in range(_MOST))
        # Few enough to be asked one by one; the longer ones are all of a channel.
        for number in chain(self._of_channels, short, services):
            if not number.startswith("+") and self._is_known(number):
                yield from (f"{before}{number}" for before in _DRESSINGS)

    def _is_known(self, number: str) -> bool:
        return (
            number in self._of_channels
            or self._hotlines.knows(number)
            or _OF_THE_STATE.fullmatch(number) is not None
        )


def is_service(phone: str) -> bool:
    """Whether it is a short or service number, or a landline: firms have those, and scammers too.

    Numbers of other countries are none.
    """
    if phone.startswith("+"):
        return phone.startswith("+84") and not _MOBILE.fullmatch(phone)
    return True
