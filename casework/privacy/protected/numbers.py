"""Numbers that stay: amounts, dates of events, hotlines, area codes, law references."""

from collections.abc import Iterator

from casework.privacy.protected import amounts, area_codes, dates, hotlines


def kept_numbers(digits: str, lower: str) -> Iterator[tuple[int, int]]:
    """Yield the places that no rule for digits may touch."""
    yield from amounts.find(digits, lower)
    yield from dates.find(digits)
    yield from hotlines.find(digits)
    yield from area_codes.find(digits)
