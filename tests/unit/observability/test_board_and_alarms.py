"""The alarms, the board and the handbook speak of figures that exist, and of each other."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import CollectorRegistry

from bot.metrics import BotMetrics
from casework.db import Sessions
from casework.deliveries.figures import Figure
from casework.metering.database_figures import DatabaseFigures
from casework.metering.labels import CHANNELS, KINDS, OTHER, ROLES
from casework.metering.process_figures import registry_of
from console.probing import probes_of

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "deploy" / "observability"
HANDBOOK = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
BOARD = json.loads((FOLDER / "board.json").read_text(encoding="utf-8"))

# Of other programs, by the names that they have there.
NODE = {
    *("node_filesystem_avail_bytes", "node_filesystem_size_bytes"),
    *("node_timex_offset_seconds", "node_timex_sync_status"),
}
POSTGRES = {"pg_stat_activity_count", "pg_settings_max_connections"}
PROMETHEUS = {"up"}

NAME = re.compile(r"\b(?:canhgiac|process|node|pg)_[a-z_]+\b|\bup\b")
LABEL = re.compile(r'\b(channel|figure|kind|role)(?:=~?)"([^"]+)"')
FIVE = ("Means", "Residents feel", "Look", "Do", "Over when")


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    return [panel for panel in BOARD["panels"] if panel["type"] != "row"]


def on_the_board() -> Iterator[str]:
    for panel in panels():
        for target in panel["targets"]:
            yield target["expr"]


def unknown_in(expression: str, known: set[str]) -> set[str]:
    return set(NAME.findall(expression)) - known


def names_in(registry: CollectorRegistry) -> set[str]:
    """As they are asked for. A family without a sample yet is known by its own name."""
    names = set()
    for family in registry.collect():
        names |= {sample.name for sample in family.samples} or {family.name}
        if family.type == "histogram":
            names |= {f"{family.name}_{part}" for part in ("bucket", "sum", "count")}
    return names


@pytest.fixture
def ours(sessions: Sessions) -> set[str]:
    bot = registry_of("run")
    BotMetrics(bot)
    DatabaseFigures(bot, sessions)
    return names_in(bot) | names_in(probes_of(sessions).registry)


def test_every_alarm_asks_for_figures_that_exist(ours: set[str]) -> None:
    known = ours | NODE | POSTGRES | PROMETHEUS
    assert len(rules()) >= 15
    for rule in rules():
        assert NAME.findall(rule["expr"]), rule["alert"]
        assert not unknown_in(rule["expr"], known), rule["alert"]


def test_the_board_asks_for_figures_that_exist(ours: set[str]) -> None:
    expressions = list(on_the_board())
    assert len(expressions) >= 20
    for expression in expressions:
        assert not unknown_in(expression, ours), expression


def test_a_figure_that_does_not_exist_would_be_found(ours: set[str]) -> None:
    assert unknown_in("sum(rate(canhgiac_fallback_total[5m]))", ours)
    assert unknown_in("max(canhgiac_queue_waiting) > node_load", ours) == {"node_load"}


def test_no_figure_of_ours_is_shown_nowhere(ours: set[str]) -> None:
    """Neither on the board, nor in an alarm: then nobody needs it."""
    asked = " ".join([*on_the_board(), *(rule["expr"] for rule in rules())])
    families = {re.sub(r"_(?:bucket|sum|count|created)$", "", name) for name in ours}
    unused = {name for name in families if name.startswith("canhgiac_") and name not in asked}
    assert {name for name in unused if not name.endswith("_created")} == set()


def test_the_handbook_tells_of_every_figure(ours: set[str]) -> None:
    told = HANDBOOK.split("## The figures", 1)[1].split("\n## ", 1)[0]
    families = {re.sub(r"_(?:bucket|sum|count|created)$", "", name) for name in ours}
    named = {name for name in families if name.startswith("canhgiac_")}
    missing = {name for name in named if name not in told and f"{name}_total" not in told}
    assert not missing


def test_labels_in_alarms_and_board_hold_values_that_occur() -> None:
    allowed = {
        "channel": {*CHANNELS, OTHER},
        "figure": {figure.value for figure in Figure},
        "kind": {*KINDS, OTHER},
        "role": set(ROLES),
    }
    found = 0
    for expression in (*on_the_board(), *(rule["expr"] for rule in rules())):
        for label, values in LABEL.findall(expression):
            assert set(values.split("|")) <= allowed[label], expression
            found += 1
    assert found >= 8


@pytest.mark.parametrize(
    "figure", ["queue_waiting", "queue_oldest_seconds", "dead_letters", "workers_alive"]
)
def test_what_every_process_tells_alike_is_never_summed_over_processes(figure: str) -> None:
    asked = [*on_the_board(), *(rule["expr"] for rule in rules())]
    uses = [re.sub(r"\s+", " ", each) for each in asked if f"canhgiac_{figure}" in each]
    assert uses
    for use in uses:
        bare = re.sub(rf"(?:max(?: by \(channel\))? |max)\(canhgiac_{figure}\)", "", use)
        assert f"canhgiac_{figure}" not in bare or bare.startswith("absent("), use


def pages() -> dict[str, str]:
    """The handbook's pages of alarms, by their names."""
    alarms = HANDBOOK.split("\n## Alarms\n", 1)[1].split("\n## ", 1)[0]
    _, *parts = alarms.split("\n### ")
    return {name: text for name, _, text in (part.partition("\n") for part in parts)}


def test_every_alarm_has_its_page_and_every_page_its_alarm() -> None:
    names = [rule["alert"] for rule in rules()]
    assert sorted(names) == sorted(pages())
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_says_what_it_means_what_is_felt_where_to_look_what_to_do_and_when_it_is_over(
    name: str,
) -> None:
    said = re.findall(r"^- \*\*([A-Z][a-z ]+)\.\*\* (.+)$", pages()[name], re.MULTILINE)
    assert tuple(heading for heading, _ in said) == FIVE
    assert all(len(text) >= 8 for _, text in said)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: str(rule["alert"]))
def test_an_alarm_says_how_grave_it_is_in_vietnamese_what_it_is_and_where_its_page_is(
    rule: dict[str, Any],
) -> None:
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert set(rule["annotations"]) == {"summary", "runbook_url"}
    assert re.search(r"[ạảãáàăâđêôơưếệốộớợứừữựỉịọỏủụ]", rule["annotations"]["summary"])
    anchor = rule["alert"].lower()
    assert rule["annotations"]["runbook_url"] == f"docs/operations.md#{anchor}"


def test_the_handbooks_own_links_lead_somewhere() -> None:
    headings = re.findall(r"^#+ (.+)$", HANDBOOK, re.MULTILINE)
    anchors = {heading.lower().replace(" ", "-") for heading in headings}
    links = re.findall(r"\]\(#([^)]+)\)", HANDBOOK)
    assert len(links) > 20
    assert not set(links) - anchors


def test_every_alarm_is_played_in_the_rules_own_tests() -> None:
    tests = yaml.safe_load((FOLDER / "alerts_test.yml").read_text(encoding="utf-8"))["tests"]
    played = {
        case["alertname"]
        for test in tests
        for case in test["alert_rule_test"]
        if case.get("exp_alerts")
    }
    assert played == {rule["alert"] for rule in rules()}


def test_the_board_can_be_read_by_whatever_prometheus_there_is() -> None:
    (variable,) = BOARD["templating"]["list"]
    assert (variable["type"], variable["query"]) == ("datasource", "prometheus")
    source = {"type": "prometheus", "uid": f"${{{variable['name']}}}"}
    assert BOARD["schemaVersion"] >= 39
    for panel in panels():
        assert panel["datasource"] == source, panel["title"]
        assert all(target["datasource"] == source for target in panel["targets"])


def test_the_boards_panels_have_their_own_ids_and_places() -> None:
    ids = [panel["id"] for panel in BOARD["panels"]]
    assert len(ids) == len(set(ids))
    taken: set[tuple[int, int]] = set()
    for panel in BOARD["panels"]:
        at = panel["gridPos"]
        place = {(at["x"] + x, at["y"] + y) for x in range(at["w"]) for y in range(at["h"])}
        assert not place & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= place
