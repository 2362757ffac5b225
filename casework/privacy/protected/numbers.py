"""Numbers that stay: amounts, dates of events, hotlines, law references."""

from collections.abc import Iterator

from casework.privacy.protected import amounts, dates, hotlines


def kept_numbers(digits: str, lower: str) -> Iterator[tuple[int, int]]:
    """Yield the places that no rule for digits may touch."""
    yield from amounts.find(digits, lower)
    yield from dates.find(digits)
    yield from hotlines.find(digits)
