"""Reports as documents see them: whole, with hidden cells, with nothing in them."""

import pytest

from casework.statistics.report import Report
from console.reports.heading import Letterhead
from tests.unit.console.reports import sample


@pytest.fixture(scope="session")
def full() -> Report:
    return sample.report()


@pytest.fixture(scope="session")
def hidden() -> Report:
    return sample.hidden()


@pytest.fixture(scope="session")
def empty() -> Report:
    return sample.empty()


@pytest.fixture(scope="session")
def too_few() -> Report:
    return sample.too_few()


@pytest.fixture(scope="session")
def internal() -> Report:
    return sample.internal()


@pytest.fixture(scope="session")
def letterhead() -> Letterhead:
    return Letterhead("Công an tỉnh Ví Dụ", "Phòng Ví Dụ", "Ví Dụ", "Trưởng phòng")
