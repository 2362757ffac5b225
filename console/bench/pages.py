"""What is asked for: every page of the console, in the ways in which officers ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from console.bench.book import ABSENT_WORD, COMMON_WORD, RARE_WORD

OK, SEE_OTHER = 200, 303


@dataclass(frozen=True, slots=True)
class Asked:
    """A page, asked for by the supervisor or the admin."""

    name: str
    path: str
    admin: bool = False
    answer: int = OK


@dataclass(frozen=True, slots=True)
class Known:
    """What is in the book, for addresses that lead to something."""

    today: date
    labels: Sequence[str]
    communes: Sequence[str]
    reviewed_case: str
    pending_case: str
    place_40: str
    incidents_2: str
    opinions_2: str
    audit_2: str


def pages(known: Known) -> list[Asked]:
    """All of them, in the order of the report."""
    home = [Asked("home", "/"), Asked("home, for the admin", "/", admin=True)]
    return [*home, *_queue(known), *_searches(), *_cases(known), *_lists(known), *_admins(known)]


def _queue(known: Known) -> list[Asked]:
    common, rare = known.labels[0], known.labels[-1]
    often, seldom = known.communes[0], known.communes[-1]
    a_day = known.today - timedelta(days=100)
    a_week = a_day + timedelta(days=6)
    filters: list[tuple[str, dict[str, str]]] = [
        ("what waits", {}),
        ("all", {"status": "all"}),
        ("confirmed", {"status": "confirmed"}),
        ("dismissed", {"status": "dismissed"}),
        ("a frequent playbook", {"label": common}),
        ("a rare playbook", {"label": rare}),
        ("no playbook named", {"label": "-"}),
        ("a channel", {"channel": "zalo_bot"}),
        ("a channel without cases", {"channel": "terminal"}),
        ("a stage", {"stage": "paid"}),
        ("little sure", {"sureness": "low"}),
        ("very sure", {"sureness": "high"}),
        ("since a day", {"since": f"{known.today - timedelta(days=7)}"}),
        ("until a day", {"until": f"{a_day}"}),
        ("one week", {"since": f"{a_day}", "until": f"{a_week}"}),
        ("a frequent commune", {"commune": often}),
        ("a rare commune", {"commune": seldom}),
        ("possible new scripts", {"new_script": "true"}),
        ("stage + channel", {"stage": "paid", "channel": "zalo_oa"}),
        ("playbook + stage + sureness", {"label": common, "stage": "paid", "sureness": "low"}),
        ("rare: commune + playbook", {"commune": seldom, "label": common, "status": "all"}),
        ("rare: playbook + commune + stage", {"label": rare, "commune": often, "stage": "paid"}),
        ("rare: new script + playbook", {"new_script": "true", "label": rare}),
        ("empty: dismissed + channel", {"status": "dismissed", "channel": "terminal"}),
        ("empty: rare playbook + rare commune", {"label": rare, "commune": seldom}),
        ("empty: all of a channel", {"status": "all", "channel": "terminal"}),
    ]
    first = [Asked(f"queue: {name}", f"/cases?{urlencode(asked)}") for name, asked in filters]
    return [*first, Asked("queue: page 40", f"/cases?after={known.place_40}")]


def _searches() -> list[Asked]:
    return [
        Asked("search: a common word", f"/cases?q={COMMON_WORD}"),
        Asked("search: a rare word", f"/cases?q={RARE_WORD}"),
        Asked("search: a word in no case", f"/cases?q={ABSENT_WORD}"),
        Asked("search: two words, all cases", f"/cases?status=all&q={COMMON_WORD}+{RARE_WORD}"),
        Asked("search: a word + a playbook", f"/cases?label=shipper_gia&q={ABSENT_WORD}"),
    ]


def _cases(known: Known) -> list[Asked]:
    return [
        Asked("a case that waits", f"/cases/{known.pending_case}"),
        Asked("a reviewed case", f"/cases/{known.reviewed_case}?status=all"),
        Asked("a case, printed", f"/cases/{known.reviewed_case}/print"),
        Asked("next case", "/cases/next", answer=SEE_OTHER),
        Asked("next case, far down", f"/cases/next?after={known.place_40}", answer=SEE_OTHER),
        Asked("next case of an empty filter", "/cases/next?channel=terminal", answer=SEE_OTHER),
    ]


def _lists(known: Known) -> list[Asked]:
    return [
        Asked("incidents, newest first", "/incidents"),
        Asked("incidents, oldest first", "/incidents?oldest_first=true"),
        Asked("incidents, page 2", f"/incidents?after={known.incidents_2}"),
        Asked("incidents handed over", "/incidents?handed_over=true"),
        Asked("incidents handed over, oldest", "/incidents?handed_over=true&oldest_first=true"),
        Asked("second readings", "/second-readings"),
        Asked("agreement", "/agreement"),
        Asked("opinions", "/opinions"),
        Asked("opinions, new ones", "/opinions?status=new"),
        Asked("opinions, page 2", f"/opinions?after={known.opinions_2}"),
        Asked("new scripts", "/new-scripts"),
        Asked("own account", "/account"),
    ]


def _admins(known: Known) -> list[Asked]:
    return [
        Asked("officers", "/officers", admin=True),
        Asked("audit log", "/audit", admin=True),
        Asked("audit log, page 2", f"/audit?before={known.audit_2}", admin=True),
    ]
