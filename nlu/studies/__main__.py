"""python -m studies: run both studies, write docs/studies.md and its picture.

Takes some 8 minutes on two cores. Figures in the report are written by this
program only.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import yaml

from bench import held_out, training_data
from bench.options import NLU, ROOT
from bench.progress import say
from studies import ablation, learning_curve
from studies.trial import Ground

DOCS: Final = ROOT / "docs"

REPORT: Final = """# Studies of the intent model

Written by `make study` on {date}; don't edit. {examples:,} training texts; the held-out
messages are the {messages} of `data/held_out/`, redacted.

*Folds*: macro-F1 over all intents on the examples, each scored by a model that had not
seen it. *Messages*: macro-F1 over the playbooks and "none" on the held-out messages, by
the first intent alone, before any decision rule. *Warning*: area under the curve of
telling what is to be warned of from what is harmless. All in percent. Our own examples
are written to be harder than what residents send, so folds score far below messages.
Differences below half a point on folds, and below two points on messages, are noise.

## What each part is worth

One part is changed at a time, on {share:.0%} of the texts; the last row of the learning
curve is the model as it is on all of them.

{ablation}

## Whether more examples help

![Learning curve](pictures/learning-curve.svg)

{curve}
"""


def main() -> None:
    """Run the studies and write the report."""
    config = yaml.safe_load((NLU / "config.yml").read_text("utf-8"))
    ground = Ground(
        examples=training_data.read(NLU / "data" / "nlu.yml"),
        harmless=frozenset(config["pipeline"][0]["harmless"]),
        messages=held_out.read(ROOT / "data" / "held_out", ROOT),
        playbooks=held_out.playbooks(ROOT),
    )
    parts = ablation.run(ground, say)
    curve = learning_curve.run(ground, say)
    learning_curve.draw(curve, DOCS / "pictures" / "learning-curve.svg")
    report = REPORT.format(
        date=f"{dt.datetime.now(dt.timezone.utc):%Y-%m-%d}",
        examples=len(ground.examples),
        share=ablation.SHARE,
        messages=len(ground.messages.right),
        ablation=ablation.as_table(parts),
        curve=learning_curve.as_table(curve),
    )
    (DOCS / "studies.md").write_text(report, encoding="utf-8")
    say("written: docs/studies.md")


if __name__ == "__main__":
    main()
