"""How it was measured, in words: what a reader must know to believe the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import rows
from bench.load import CLIENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.figures import Figures


def circumstances(figures: Figures) -> str:
    """Say when, where and with what was measured."""
    facts = dict(figures.machine)
    when = f"{facts.pop('date')}, {facts.pop('cores')} cores"
    listed = ", ".join(f"{name} {value}" for name, value in facts.items())
    return (
        f"{when}, {listed}. The run took {figures.minutes:.0f} minutes; in the minute "
        f"before it, {figures.busy_before:.1f} processes wanted a core. The machine is "
        "shared and noisy: **only the ratios count**, not the times."
    )


def section(figures: Figures) -> Iterator[str]:
    """Give the paragraphs, the heading first."""
    yield "## How it was measured"
    points = (
        *_pipelines(figures),
        *_scoring(figures),
        *_loading(figures),
        *_costs(),
    )
    yield "\n".join(f"- {point}" for point in points)


def _pipelines(figures: Figures) -> Iterator[str]:
    epochs = figures.options.epochs
    yield (
        "**The stock pipeline** is read from the installed Rasa: what `rasa init` "
        "writes and, as it leaves the pipeline out, what Rasa then fills in: "
        f"{', '.join(figures.components)}; "
        + (f"epochs: {epochs} instead of its own." if epochs else "its own epochs.")
    )
    yield "**Ours** is `nlu/config.yml` and `nlu/components/` as they stand."
    yield (
        "**The same data**: `nlu/data/nlu.yml`, of every intent the same share, chosen "
        "by a hash. Some of our texts carry a stage (`shipper_gia/paid`). The stock "
        "pipeline gets plain intents: for `intent/stage` it would train response "
        "selectors, for nothing. Ours learns and answers the stage as well, so it "
        "does more in the time shown."
    )


def _scoring(figures: Figures) -> Iterator[str]:
    yield (
        "**Messages**: `data/held_out/`, by another hand, never trained on; redacted "
        "by `./canhgiac trainer redact` for both alike. For *tones stripped* every "
        "diacritic is taken off first, and đ becomes d."
    )
    fallbacks = figures.stock.typed.fallbacks, figures.stock.bare.fallbacks
    yield (
        "**Right** is the first intent of the ranking if it is the message's playbook "
        "or one marked as also acceptable; for a message that is no scam, any intent "
        "that is no playbook. Macro-F1 is over the playbooks and *none*. Behind the "
        "stock pipeline's `nlu_fallback` the intent that it doubted is counted "
        f"({fallbacks[0]} messages as written, {fallbacks[1]} stripped): with ours the "
        "caller decides on doubt, not the model."
    )


def _loading(figures: Figures) -> Iterator[str]:
    options = figures.options
    yield (
        "**HTTP**: `POST /model/parse` on loopback. Both models are served at the same "
        "time, each by `nlu/serve.py`, and take turns (A B A B), so that a slow minute "
        f"hits both: at {_listed(CLIENTS)} clients {options.rounds} rounds of "
        f"{options.seconds:g} s each, the messages as written, in the same order. A "
        "client sends its next request when the last is answered. The scoring before "
        "is the warm-up. Each figure is the median of its rounds."
    )
    busiest = max(
        load.client_share
        for pipeline in (figures.stock, figures.ours)
        for rounds in pipeline.rounds.values()
        for load in rounds
    )
    ceiling = figures.ceiling
    yield (
        "**The load client** is one process of its own with one epoll loop. It needed "
        f"{rows.percent(busiest)} of a core at most. `GET /status` on the same server, "
        f"which parses nothing, gave {ceiling.per_second:.0f} requests/s at "
        f"{max(CLIENTS)} clients: more than that no pipeline can reach here."
    )


def _costs() -> Iterator[str]:
    yield (
        "**Training** is all of `rasa train nlu` in an empty folder with Rasa's cache "
        "off; a dozen seconds of it, with both, are the import of Rasa and TensorFlow. "
        "CPU time includes child processes. **Memory** is VmRSS of the serving process "
        "after the scoring; most of it, with both, is TensorFlow, which ours does not "
        "use. **Reload** is the median of three `PUT /model`."
    )


def _listed(numbers: tuple[int, ...]) -> str:
    *most, last = map(str, numbers)
    return f"{', '.join(most)} and {last}"
