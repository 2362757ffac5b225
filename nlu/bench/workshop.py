"""The folder that a run works in: a copy of this project, its models, its logs.

A copy, so that no one's edits reach a run halfway, and so that nothing has to be
put beside the models that the bot uses.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERVING: Final = (
    "config.yml",
    "credentials.yml",
    "endpoints.yml",
    "guarded_rasa.py",
    "serve.py",
)


@contextlib.contextmanager
def opened(nlu: Path) -> Iterator[Path]:
    """Give a fresh copy of what trains and serves; it is gone after the block."""
    with tempfile.TemporaryDirectory(prefix="canhgiac-bench-") as folder:
        copy = Path(folder)
        for name in _SERVING:
            shutil.copy(nlu / name, copy)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(nlu / "components", copy / "components", ignore=ignored)
        # PUT /model loads from here only.
        (copy / "models").mkdir()
        yield copy
