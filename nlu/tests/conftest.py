"""Fixtures shared by the tests."""

from __future__ import annotations

import pytest

from components import training
from components.linear_model import LinearModel
from components.settings import Settings
from components.training import Report
from tests.examples import INTENTS, TEXTS


@pytest.fixture(scope="session")
def trained() -> tuple[LinearModel, Report]:
    """Train once on the tiny examples."""
    return training.train(TEXTS, INTENTS, Settings())


@pytest.fixture(scope="session")
def model(trained: tuple[LinearModel, Report]) -> LinearModel:
    """Give the model alone."""
    return trained[0]
