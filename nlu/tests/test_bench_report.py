"""The report, written from figures that are made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import options, picture, report, rows
from bench.figures import Figures, Pipeline
from bench.load import CLIENTS, Load
from bench.scores import Scores
from bench.training import Trained


def pipeline(seconds: list[float], accuracy: float) -> Pipeline:
    """Make a pipeline that needs so many seconds for a request, by round."""
    return Pipeline(
        trained=Trained(Path("model"), 100, 60.0, 90.0 * seconds[0], 2_000_000),
        memory_bytes=500_000_000,
        reload_seconds=0.5,
        typed=Scores(accuracy, accuracy, fallbacks=4),
        bare=Scores(accuracy / 2, accuracy / 2, fallbacks=5),
        rounds={n: [Load((s,) * 10, 10 * s, s) for s in seconds] for n in CLIENTS},
    )


def figures(ours: list[float]) -> Figures:
    """Make figures in which the stock pipeline needs 0.1 s a request."""
    return Figures(
        machine={"date": "2026-11-25", "cores": "2", "rasa": "3.6.21"},
        options=options.read(["--share", "0.25"]),
        messages=300,
        components=["WhitespaceTokenizer", "DIETClassifier"],
        stock=pipeline([0.1, 0.1, 0.1], accuracy=0.5),
        ours=pipeline(ours, accuracy=0.625),
        ours_on_all=pipeline(ours, accuracy=0.9),
        ceiling=Load((0.001,) * 2000, 1.0, 0.2),
        busy_before=0.7,
        minutes=17.2,
    )


def test_the_gain_is_the_median_round_and_its_spread() -> None:
    compared = {
        row.measure: row for row in rows.side_by_side(figures([0.02, 0.01, 0.005]))
    }
    p50 = compared["HTTP p50, 8 clients"]
    assert p50 == (
        "HTTP p50, 8 clients",
        "100.00 ms",
        "10.00 ms",
        "10.0 x (5.0 to 20.0)",
    )
    rate = compared["HTTP requests/s, 1 client"]
    assert rate == ("HTTP requests/s, 1 client", "10", "100", "10.0 x (5.0 to 20.0)")
    assert compared["accuracy, as written"].gain == "+12.5 points"
    assert compared["training, CPU time"].gain == "5.0 x"


def test_a_gain_that_is_a_loss_says_so() -> None:
    compared = {row.measure: row for row in rows.side_by_side(figures([0.2, 0.2, 0.2]))}
    assert compared["HTTP p50, 1 client"].gain == "0.5 x (0.5 to 0.5)"
    assert compared["HTTP requests/s, 1 client"].gain == "0.5 x (0.5 to 0.5)"


@pytest.mark.parametrize(
    ("ours", "told"),
    [
        ([0.01] * 3, "Reached: at least 10.0 x."),
        ([0.02] * 3, "MISSED: p50 at 1 5.0 x, p50 at 8 5.0 x"),
    ],
)
def test_the_verdict(ours: list[float], told: str) -> None:
    assert told in report.verdict(figures(ours))


def test_the_report_says_what_a_reader_must_know() -> None:
    written = report.as_markdown(figures([0.01] * 3))
    for told in (
        "2026-11-25, 2 cores, rasa 3.6.21",
        "only the ratios count",
        "same 100 texts, 25.0 % of every intent's",
        "same 300 held-out messages",
        "its own epochs",
        "WhitespaceTokenizer, DIETClassifier",
        "4 messages as written, 5 stripped",
        "5 rounds of 6 s each",
        "2000 requests/s at 32 clients",
        "plain intents",
        "| accuracy, as written / tones stripped | 90.0 % / 45.0 % |",
    ):
        assert told in written


def test_the_lines_on_the_screen_end_with_the_verdict() -> None:
    made_up = figures([0.01] * 3)
    assert report.in_short(made_up)[-1] == report.verdict(made_up)


def test_the_picture_is_the_same_each_time(tmp_path: Path) -> None:
    drawn = []
    for name in ("a.svg", "b.svg"):
        picture.draw(figures([0.01] * 3), tmp_path / name)
        drawn.append((tmp_path / name).read_text("utf-8"))
    assert drawn[0].startswith("<?xml")
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("wrong", ["0", "1.5", "half"])
def test_a_share_is_above_0_and_at_most_1(wrong: str) -> None:
    with pytest.raises(SystemExit):
        options.read(["--share", wrong])
