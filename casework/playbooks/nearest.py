"""Ids that were nearly spelt right: which one was meant."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

LEAST_ALIKE = 65
"""Percent: "payed" and "paid" are as alike as 67. A guess too many only costs a glance."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is nearly this one; None if none is."""
    found = process.extractOne(
        name, sorted(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=LEAST_ALIKE
    )
    return found[0] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """What may stand before a mend: "có phải ý là 'shipper_gia'? "; empty if none is near."""
    meant = nearest(name, known)
    return f"có phải ý là '{meant}'? " if meant else ""
