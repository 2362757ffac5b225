"""The lists of communes and provinces: they can be read, or the doors would not open."""

from collections.abc import Iterator
from pathlib import Path

from casework.communes import Communes
from casework.playbooks.data_file import DataFileError, Mistake, load
from casework.provinces import Provinces


def check_places(data_dir: Path) -> Iterator[Mistake]:
    """All mistakes in data/communes.yml and data/provinces.yml."""
    for name, model in (("communes.yml", Communes), ("provinces.yml", Provinces)):
        try:
            load(data_dir / name, model)
        except DataFileError as error:
            yield from error.mistakes
