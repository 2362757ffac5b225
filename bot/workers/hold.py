"""What a worker has in hand of a conversation, so that it is given back as it really is."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.workers.sending import Outgoing
from casework.deliveries.shared_book import Claimed


@dataclass(slots=True)
class Hold:
    """What a worker has in hand: by which claim, and of each delivery what has really left.

    What is not in `gone_out` is not given back: the next one then knows that it was interrupted.
    """

    claim: str
    gone_out: dict[int, int]

    @classmethod
    def of(cls, claimed: Claimed, claim: str) -> "Hold":
        """As it is when it was claimed."""
        known = [w for w in claimed.deliveries if not (w.interrupted and w.letters is not None)]
        return cls(claim, {waiting.id: waiting.gone_out for waiting in known})

    def note(self, outgoing: Outgoing) -> None:
        """What has really left of it by now, if it is known."""
        if outgoing.unsure:
            self.keep(outgoing.id)
        else:
            self.gone_out[outgoing.id] = outgoing.gone_out

    def keep(self, id_: int) -> None:
        """Do not give this one back."""
        self.gone_out.pop(id_, None)

    def only(self, ids: Sequence[int]) -> dict[int, int]:
        """Of these."""
        return {id_: self.gone_out[id_] for id_ in ids if id_ in self.gone_out}
