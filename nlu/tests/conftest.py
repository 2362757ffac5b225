"""Fixtures shared by the tests."""

from __future__ import annotations

import pytest

from components import training
from components.linear_model import LinearModel
from components.settings import Settings
from components.training import HeldOut
from tests.examples import HARMLESS, INTENTS, TEXTS


@pytest.fixture(scope="session")
def trained() -> tuple[LinearModel, HeldOut]:
    """Train once on the tiny examples."""
    return training.train(TEXTS, INTENTS, Settings(), HARMLESS)


@pytest.fixture(scope="session")
def model(trained: tuple[LinearModel, HeldOut]) -> LinearModel:
    """Give the model alone."""
    return trained[0]
