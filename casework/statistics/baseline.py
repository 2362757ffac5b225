"""The figures of the province's plan of 2022: to compare with, and just as they were printed."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from casework.playbooks.data_file import load
from casework.playbooks.schema import Entry, StatisticsCategory

_Said = Annotated[str, StringConstraints(min_length=10, strip_whitespace=True)]


class Baseline(Entry):
    """The whole of data/baseline.yml. `said_total` is what the plan says, right or wrong."""

    name: _Said
    period: _Said
    said_total: Annotated[int, Field(ge=0)]
    categories: dict[StatisticsCategory, Annotated[int, Field(ge=0)]]
    note: _Said
    source_note: _Said
    checked_on: date

    @classmethod
    def from_file(cls, path: Path) -> "Baseline":
        """Read data/baseline.yml. Raises DataFileError."""
        return load(path, cls)[0]

    @property
    def sum_of_parts(self) -> int:
        """What the categories really add up to."""
        return sum(self.categories.values())

    def share(self, category: StatisticsCategory) -> float:
        """The part of a category, of what the parts add up to."""
        return self.categories.get(category, 0) / self.sum_of_parts
