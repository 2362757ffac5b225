"""The pipeline that `rasa init` gives a new project, read from the installed Rasa."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any, Final

import yaml

# The first is what `rasa init` copies. It leaves the pipeline to Rasa, which then
# fills in the second.
_WRITTEN: Final = "cli/initial_project/config.yml"
_FILLED_IN: Final = "engine/recipes/config_files/default_config.yml"


def config(epochs: int | None) -> dict[str, Any]:
    """Give the stock config; `epochs` replaces its own numbers of epochs."""
    written = _read(_WRITTEN)
    pipeline = written["pipeline"] or _read(_FILLED_IN)["pipeline"]
    if epochs is not None:
        pipeline = [
            {**component, "epochs": epochs} if "epochs" in component else component
            for component in pipeline
        ]
    # No policies: there is no dialogue to train.
    return {**written, "pipeline": pipeline, "policies": []}


def _read(name: str) -> dict[str, Any]:
    # Looked up, not imported: importing Rasa takes 12 seconds.
    found = importlib.util.find_spec("rasa")
    assert found is not None  # noqa: S101 - this program runs in Rasa's environment
    assert found.origin is not None  # noqa: S101 - as above
    content = yaml.safe_load((Path(found.origin).parent / name).read_text("utf-8"))
    return dict(content)
