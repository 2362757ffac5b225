"""Addresses below the commune. Their parts are in the package `addresses`.

Sources: FACTS 6 (keep the commune level), eval/README (commune, ward, old district and province
stay).
"""

from collections.abc import Iterator

from casework.privacy.addresses.houses import houses
from casework.privacy.addresses.landmarks import landmarks
from casework.privacy.addresses.named_places import named_places
from casework.privacy.addresses.schools import schools
from casework.privacy.addresses.units import units
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_PARTS = (houses, named_places, schools, units, landmarks)


def _find(reading: Reading) -> Iterator[Span]:
    for part in _PARTS:
        yield from part(reading)


ADDRESS = Recognizer("address", "<ADDRESS>", _find)
