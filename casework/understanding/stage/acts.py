"""An act that a message tells of, and whether it was done."""

from dataclasses import dataclass
from enum import Enum, auto

from casework.understanding.stage.signs import Kind, Sign

# Verbs that hand over a code or a photograph; the others buy, bet or borrow.
_SENDS = frozenset({"gui", "dua", "cho", "giao", "send"})


class Told(Enum):
    """How the message tells of an act."""

    DONE = auto()
    BARE = auto()  # nothing says whether it was done
    WANTED = auto()  # asked for, planned, nearly done
    DENIED = auto()  # said not to have been done
    FOREIGN = auto()  # the other side did it


@dataclass(slots=True)
class Act:
    """One act: what was given away, by whom, and how it is told."""

    sign: Sign
    told: Told
    subject: Sign | None
    sentence: int
    gives: Kind | None = None  # MONEY, SECRET or LINK, when named
    named: bool = False  # the object stands next to the act, rather than somewhere before
    leads: bool = False  # nobody else was mentioned before it in the sentence
    settled: bool = False  # by a word after the act, which the other side uses as well
    by: Sign | None = None  # the word that denies, wants or settles it

    @property
    def pays(self) -> bool:
        """Whether money was handed over, rather than information."""
        return self.sign.kind is Kind.PAY or (
            self.sign.kind is Kind.HAND and self.gives is Kind.MONEY
        )

    @property
    def informs(self) -> bool:
        """Whether information was given or a door opened."""
        kind = self.sign.kind
        if kind is Kind.HAND:
            return self.gives in {Kind.SECRET, Kind.ACCOUNT} and self.sign.said in _SENDS
        if kind is Kind.GIVE:
            return self.gives not in {None, Kind.THING}
        return kind is Kind.OPEN
