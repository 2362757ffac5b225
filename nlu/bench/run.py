"""The whole benchmark, from the training data to the figures."""

from __future__ import annotations

import contextlib
import statistics
from typing import TYPE_CHECKING, Final

import yaml

from bench import (
    held_out,
    load,
    machine,
    progress,
    stock_pipeline,
    training_data,
    workshop,
)
from bench.figures import Figures, Pipeline
from bench.options import NLU, ROOT
from bench.scores import Scores
from bench.serving import served
from bench.training import train

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bench.held_out import HeldOut
    from bench.options import Options
    from bench.serving import Served
    from bench.training import Trained

_RELOADS: Final = 3


def measure(options: Options) -> Figures:
    """Train both pipelines and measure them side by side, then ours on all data."""
    busy = machine.busy()
    messages = held_out.read(options.held_out, ROOT)
    examples = training_data.read(options.data)
    few = training_data.thinned(examples, options.share)
    stock = stock_pipeline.config(options.epochs)
    with workshop.opened(NLU) as folder:
        ours = yaml.safe_load((folder / "config.yml").read_text("utf-8"))
        plain = training_data.without_stages(few)
        beside = {
            "stock": train("stock", stock, plain, folder),
            "ours": train("ours", ours, few, folder),
        }
        alone = {"ours-on-all": train("ours-on-all", ours, examples, folder)}
        side_by_side, ceiling = _measured(beside, messages, options, folder)
        on_all, _ = _measured(alone, messages, options, folder)
    return Figures(
        machine=machine.facts(),
        options=options,
        messages=len(messages.typed),
        components=[component["name"] for component in stock["pipeline"]],
        ceiling=ceiling,
        busy_before=busy,
        minutes=progress.elapsed() / 60,
        stock=side_by_side["stock"],
        ours=side_by_side["ours"],
        ours_on_all=on_all["ours-on-all"],
    )


def _measured(
    models: Mapping[str, Trained], messages: HeldOut, options: Options, folder: Path
) -> tuple[dict[str, Pipeline], load.Load]:
    """Serve the models side by side and measure each; last what HTTP itself allows."""
    with contextlib.ExitStack() as stack:
        servers = {
            name: stack.enter_context(served(trained.model, folder))
            for name, trained in models.items()
        }
        # Scoring asks each server some hundred times: it is the warm-up as well.
        scores = {name: _scores(servers[name], messages) for name in models}
        memory = {name: servers[name].memory_bytes() for name in models}
        rounds = load.taking_turns(
            servers, messages.typed, options.rounds, options.seconds
        )
        # Whichever is served: no model has a part in it.
        any_server = next(iter(servers.values()))
        ceiling = load.ceiling(any_server, max(load.CLIENTS), options.seconds)
        reload = _reload_seconds(servers, models)
    return {
        name: Pipeline(trained, memory[name], reload[name], *scores[name], rounds[name])
        for name, trained in models.items()
    }, ceiling


def _scores(server: Served, messages: HeldOut) -> tuple[Scores, Scores]:
    """Score the messages as written, and without tone marks."""
    playbooks = held_out.playbooks(ROOT)
    typed, bare = (
        Scores.of([server.intents(text) for text in texts], messages.right, playbooks)
        for texts in (messages.typed, messages.bare)
    )
    return typed, bare


def _reload_seconds(
    servers: Mapping[str, Served], models: Mapping[str, Trained]
) -> dict[str, float]:
    """Let each server load its model again, a few times in turns; give the medians."""
    times: dict[str, list[float]] = {name: [] for name in servers}
    for _ in range(_RELOADS):
        for name, server in servers.items():
            times[name].append(server.reload_seconds(models[name].model))
    return {name: statistics.median(found) for name, found in times.items()}
