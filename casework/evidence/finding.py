"""What an examination found: the kind of thing, what is to be thought of it, and why, in words."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What was examined."""

    LINK = "link"
    PHONE = "phone"
    ACCOUNT = "account"
    QR = "qr"


class Verdict(StrEnum):
    """What is to be thought of it. None of these says that something is safe."""

    # Of links.
    OFFICIAL = "official"
    LOOKALIKE = "lookalike"
    SHORTENER = "shortener"
    # Of anything.
    LISTED = "listed"
    UNKNOWN = "unknown"
    # Of phones.
    POSES_AS_HOTLINE = "poses_as_hotline"
    FOREIGN = "foreign"
    SATELLITE = "satellite"
    SERVICE = "service"
    # Of accounts and payment codes: a bank is named, and the account is at another one.
    OTHER_BANK = "other_bank"
    # Of codes.
    PAYMENT = "payment"
    BROKEN = "broken"


DAMNING = frozenset(
    {Verdict.LOOKALIKE, Verdict.LISTED, Verdict.POSES_AS_HOTLINE, Verdict.OTHER_BANK}
)
"""Verdicts that weigh against a message, whatever its words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found in what a resident pasted.

    `shown` may be said to that resident and to nobody else: of a link its host without what
    follows, of a number its first and last digits. `reason` is a sentence in Vietnamese that the
    resident reads; it holds no more than `shown` does. `brand` is an id of
    data/official_domains.yml, `playbook` one of data/scam_patterns.yml. `domain` is the registered
    domain of a link (a label and its public suffix): all that may be kept of one, and only if it
    is a lookalike or listed.
    """

    kind: Kind
    verdict: Verdict
    shown: str = field(repr=False)
    reason: str = field(repr=False)
    brand: str | None = None
    playbook: str | None = None
    domain: str | None = field(default=None, repr=False)

    @property
    def is_damning(self) -> bool:
        """Whether it weighs against the message."""
        return self.verdict in DAMNING
