"""What stands in front of a host and looks like it: 'https://bank.com.vn@evil.top'."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from casework.evidence.links.candidates import FoundLink
from casework.evidence.links.hosts import ascii_form, split_host
from casework.evidence.links.lookalikes import Lookalikes, Resemblance, Trick
from casework.evidence.links.spelling import SLASHES
from casework.evidence.official_domains import Brand, Reserved

_WORD = re.compile(r"[\w.\-]{2,253}")
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Posing:
    """Tells whose name stands in front of a host that is not theirs."""

    owners: Mapping[str, Brand]
    reserved: Mapping[str, Reserved]
    lookalikes: Lookalikes

    def find(self, link: FoundLink) -> Resemblance | None:
        """Whom what stands in front passes for, or None."""
        for word in _WORD.findall(link.in_front)[:_MOST_WORDS]:
            if like := self._read(ascii_form(word.strip("."))):
                return replace(like, trick=_trick(link))
        return None

    def _read(self, word: str) -> Resemblance | None:
        parts = word.split(".")
        for parent in (".".join(parts[i:]) for i in range(len(parts))):
            if owner := self.owners.get(parent):
                return Resemblance(Trick.BEFORE_AT, owner)
            if parent != word and (reserved := self.reserved.get(parent)):
                return Resemblance(Trick.BEFORE_AT, reserved=reserved)
        if brand := self.lookalikes.named_before_at(word):
            return Resemblance(Trick.BEFORE_AT, brand)
        return self.lookalikes.find(split_host(word), "", frozenset())


def _trick(link: FoundLink) -> Trick:
    behind = link.shown_host.removeprefix(link.in_front)
    if behind != link.shown_host and behind[:1] in SLASHES:
        return Trick.NO_SLASH
    return Trick.IN_FRONT if link.uncut == link.host else Trick.BEFORE_AT
