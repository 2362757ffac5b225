"""What is loaded at the start is not looked through for garbage again; later garbage is."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from bot.lasting import GARBAGE_LOOKED_FOR, keep_what_is_loaded


class Knot:
    """Refers to itself: only the garbage collector finds it."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_is_loaded_is_kept_apart_and_new_garbage_is_found() -> None:
    keep_what_is_loaded()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold() == GARBAGE_LOOKED_FOR
    knot = weakref.ref(Knot())
    kept = [[] for _ in range(GARBAGE_LOOKED_FOR[0] * 2)]  # type: ignore[var-annotated]
    assert kept
    assert knot() is None
