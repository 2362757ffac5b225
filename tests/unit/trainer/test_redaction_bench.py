from pathlib import Path
from types import SimpleNamespace

import pytest

from casework.json_lines import MessageLine
from trainer import redaction_bench
from trainer.redaction_bench import OURS, measure, quantile, table, with_tokens

TEXTS = ["gọi 0912345678", "chào", "Lan ơi"]
PII = [
    [{"kind": "phone", "value": "0912345678"}],
    [],
    [{"kind": "person_name", "value": "Lan"}],
]
KEEP = [["gọi"], ["chào"], ["ơi"]]
GOLD = [
    MessageLine(i, TEXTS[i], {"id": i, "text": TEXTS[i], "pii": PII[i], "keep": KEEP[i]}, i + 1)
    for i in range(len(TEXTS))
]


def test_redactors_take_turns_on_every_message() -> None:
    calls: list[tuple[str, str]] = []

    def noting(name: str) -> redaction_bench.Redactor:
        def redactor(text: str) -> str:
            calls.append((name, text))
            return text.upper()

        return redactor

    measured = measure({"a": noting("a"), "b": noting("b")}, TEXTS, 4)
    for name in ("a", "b"):
        assert measured[name].texts == [text.upper() for text in TEXTS]
        assert [len(seconds) for seconds in measured[name].rounds] == [3, 3, 3, 3]
    timed = calls[2 * len(TEXTS) :]
    pairs = [timed[i : i + 2] for i in range(0, len(timed), 2)]
    assert [pair[0][1] for pair in pairs] == TEXTS * 4
    assert all(first[1] == second[1] for first, second in pairs)
    assert [pair[0][0] for pair in pairs] == ["a", "b", "a", "b", "a", "b"] * 2


def test_the_table_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0

    def taking(seconds: float, *hidden: str) -> redaction_bench.Redactor:
        def redactor(text: str) -> str:
            nonlocal now
            now += seconds
            for value in hidden:
                text = text.replace(value, "<X>")
            return text

        return redactor

    monkeypatch.setattr("trainer.redaction_bench.time.perf_counter", lambda: now)
    slow = taking(0.004, "0912345678", "chào")
    measured = measure({OURS: taking(0.001, "0912345678", "Lan"), "slow": slow}, TEXTS, 3)
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table(GOLD, measured)]
    assert cells == [
        ["", "ours", "slow"],
        ["---", "---:", "---:"],
        ["p50 a message", "1.00 ms", "4.00 ms"],
        ["p95 a message", "1.00 ms", "4.00 ms"],
        ["its p50 is that of ours times", "", "4.00 (4.00 to 4.00)"],
        ["leaked of 1 numbers, codes, links", "0.0 %", "0.0 %"],
        ["leaked of 1 names, addresses, birth dates", "0.0 %", "100.0 %"],
        ["kept of 3 strings that must stay", "100.0 %", "66.7 %"],
    ]


@pytest.mark.parametrize(("share", "value"), [(0.5, 5), (0.95, 10), (0.1, 1), (0.0, 1)])
def test_quantiles_are_values_that_were_measured(share: float, value: float) -> None:
    assert quantile(range(10, 0, -1), share) == value


def test_what_overlaps_is_replaced_by_one_token() -> None:
    places = [("B", 4, 9, 0.9), ("A", 2, 6, 0.1), ("C", 9, 10, 0.5), ("A_LOW", 2, 6, 0.05)]
    found = [
        SimpleNamespace(entity_type=kind, start=start, end=end, score=score)
        for kind, start, end, score in places
    ]
    assert with_tokens("0123456789z", found) == "01<A><C>z"


def test_the_report_says_how_to_repeat_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(redaction_bench, "machine", lambda: iter(["a machine"]))
    by_default = redaction_bench.report(redaction_bench.HELD_OUT, 7, 5, ["| a |"])
    assert "To repeat: `make bench-redaction`." in by_default
    assert "7 messages of `data/held_out/redaction/unread.jsonl`, 5 rounds." in by_default
    other = redaction_bench.report(tmp_path / "pii.jsonl", 7, 5, ["| a |"])
    assert "`make bench-redaction CASES=pii.jsonl`" in other
    assert str(tmp_path) not in other
