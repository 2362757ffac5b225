"""How far the reading of a message has come: who acts, what colours the next act, what was told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from casework.understanding.stage.acts import Act, Told
from casework.understanding.stage.signs import Kind, Sign

COLOURS = {
    Kind.NOT: Told.DENIED,
    Kind.NEARLY: Told.WANTED,
    Kind.PLAN: Told.WANTED,
    Kind.PURPOSE: Told.WANTED,
    Kind.ASK: Told.WANTED,
    Kind.POLITE: Told.WANTED,
    Kind.BEFORE: Told.DONE,
    Kind.TRICKED: Told.DONE,
}
# How many words a colour reaches: denial is next to its verb, a plan a little further.
_REACH = {
    Kind.NOT: 3,
    Kind.NEARLY: 8,
    Kind.PLAN: 6,
    Kind.PURPOSE: 2,
    Kind.BEFORE: 8,
    Kind.ASK: 14,
    Kind.POLITE: 10,
    Kind.TRICKED: 10,
}
_SETTLED_WITHIN = 12


@dataclass(slots=True)
class Story:
    """What has been read so far."""

    signs: Sequence[Sign]
    acts: list[Act] = field(default_factory=list)
    sentence: int = 0
    colour: Sign | None = None
    reach_from: int = 0  # the word from which the colour's reach counts
    subject: Sign | None = None
    topic: Kind | None = None  # MONEY, SECRET or LINK: what was last spoken of
    others_spoke: bool = False  # in this sentence
    kin: set[str] = field(default_factory=set)
    elder: bool = False  # calls themselves bác, cô, chú rather than tôi
    wanted: bool = False
    wanted_money: bool = False
    gone_at: int = -1  # the last word that says that the other side vanished
    stuck_at: int = -1  # the same, or that money cannot be had back
    supposed: bool = False  # after "nếu", "giả sử": what follows is imagined
    imagined: bool = False  # "giả sử tôi lỡ chuyển": even what is told as done
    rented: bool = False  # somebody wants the resident's account for money
    planned: set[str] = field(default_factory=set)  # verbs of which it is asked whether to do it
    asked: set[int] = field(default_factory=set)  # sentences with a question mark or a doubt
    whether: set[int] = field(default_factory=set)  # sentences that ask whether to do it
    polite: set[int] = field(default_factory=set)  # sentences in the scammer's voice

    @property
    def own_acts(self) -> bool:
        """Whether the subject is the resident or somebody of theirs."""
        return self.subject is not None and self.subject.kind is Kind.OWN

    @property
    def other_acts(self) -> bool:
        """Whether the subject is the other side."""
        return self.subject is not None and self.subject.kind is Kind.OTHER

    @property
    def spent(self) -> bool:
        """Whether the colour has already coloured an act, so that a new person acts freely."""
        return bool(self.colour and self.acts and self.acts[-1].sign.first > self.colour.first)

    def subject_beside(self, sign: Sign) -> bool:
        """Whether the resident is named right before this sign."""
        return self.own_acts and self.subject is not None and self.subject.after == sign.first

    def colour_at(self, act: Sign) -> Sign | None:
        """The colour that reaches an act."""
        colour = self.colour
        near = colour and act.first - self.reach_from <= _REACH[colour.kind]
        return colour if near else None

    def last_act(self, sign: Sign) -> Act | None:
        """The act that a sign after it can speak of."""
        if not self.acts:
            return None
        last = self.acts[-1]
        near = sign.first - last.sign.after <= _SETTLED_WITHIN
        return last if near and last.sentence == self.sentence else None

    def rents(self) -> None:
        """Somebody wants to rent or buy an account: what is handed over next is one."""
        self.rented, self.topic = True, Kind.ACCOUNT

    def theirs(self) -> Told:
        """As in "nó lỡ chuyển": the relative of whom the message speaks, else the other side."""
        relative = self.kin and self.subject is not None and self.subject.said == "no"
        return Told.DONE if relative else Told.FOREIGN
