from collections.abc import Callable
from pathlib import Path

import pytest

from casework.playbooks.examples import Example
from casework.validation.wording import Worded, worded

Written = Callable[..., list[Worded]]


@pytest.fixture
def written() -> Written:
    """Examples of one intent, as if read from its file."""

    def examples(intent: str, *texts: str) -> list[Worded]:
        path = Path(f"{intent}.txt")
        return worded(Example(intent, text, path, line) for line, text in enumerate(texts, start=1))

    return examples
