"""Every table counted a second time: plain SQL and the YAML file, nothing of casework."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

REPORTS = """
WITH reports AS (
  SELECT told_on, channel, coalesce(label, 'unknown') AS label,
         coalesce(stage, 'unknown') AS stage, loss, told_after,
         coalesce(province, 'unknown') AS province,
         CASE province WHEN '82' THEN coalesce(commune, 'unknown') END AS commune,
         'given' AS consent,
         CASE WHEN status = 'pending' THEN 0 ELSE 1 END AS officers,
         CASE WHEN status = 'pending' THEN 1 ELSE 0 END AS model
    FROM cases
   WHERE duplicate_of IS NULL AND status <> 'dismissed' AND told_on BETWEEN :first AND :last
  UNION ALL
  SELECT told_on, channel, coalesce(nullif(playbook_id, ''), 'unknown'),
         coalesce(nullif(stage, 'unclear'), 'unknown'), loss, told_after, 'unknown', NULL, consent,
         0, reports
    FROM case_counts
   WHERE told_on BETWEEN :first AND :last
)
SELECT {by}, sum(officers), sum(model), sum(officers) + sum(model)
  FROM reports WHERE {where} GROUP BY {by}
"""
AGREEMENT = """
SELECT CASE WHEN status = 'dismissed' THEN 'dismissed' WHEN status = 'confirmed' THEN 'agreed'
            WHEN playbook_id IS NULL THEN 'named' ELSE 'changed' END AS verdict, count(*)
  FROM cases
 WHERE duplicate_of IS NULL AND status <> 'pending' AND told_on BETWEEN :first AND :last
 GROUP BY verdict
"""
HOURS = """
SELECT CAST(hour AS TEXT), sum(reports) FROM hour_counts
 WHERE month BETWEEN :first AND :last GROUP BY hour
"""

Rows = dict[str, tuple[int, ...]]
Ask = Callable[[str, dict[str, object]], Iterable[Any]]
"""Runs a statement with :named parameters."""


def recount(
    ask: Ask, first: str | date, last: str | date, playbooks: list[dict[str, Any]]
) -> dict[str, Rows]:
    """All tables of a period; rows in which nothing was counted are left out."""
    days: dict[str, object] = {"first": first, "last": last}
    category = {p["id"]: p["statistics_category"] for p in playbooks}
    group = {p["id"]: p["handbook"]["group"] for p in playbooks}

    def by(what: str, where: str = "1 = 1") -> Rows:
        return {str(k): tuple(v) for k, *v in ask(REPORTS.format(by=what, where=where), days)}

    labels = by("label")
    weekdays = {str(day): row for day, row in by("told_on").items()}
    return {
        "by_playbook": labels,
        "by_category": _rolled_up(labels, category, "thu_doan_khac"),
        "by_handbook_group": _rolled_up(labels, group, "ket_hop_khac"),
        "by_channel": by("channel"),
        "by_stage": by("stage"),
        "by_loss": by("loss"),
        "told_after_loss": by("told_after", "stage = 'paid'"),
        "by_weekday": _added(
            (str(date.fromisoformat(day).isoweekday()), row) for day, row in weekdays.items()
        ),
        "by_province": by("province"),
        "by_commune": by("commune", "commune IS NOT NULL"),
        "by_consent": {k: row[2:] for k, row in by("consent").items()},
        "by_hour": {k: (v,) for k, v in ask(HOURS, days)},
        "agreement": {k: (v,) for k, v in ask(AGREEMENT, days)},
    }


def _rolled_up(labels: Rows, above: dict[str, str], other: str) -> Rows:
    """What has no playbook stays apart; a playbook that is no longer there is another trick."""
    return _added(
        ("unknown" if label == "unknown" else above.get(label, other), row)
        for label, row in labels.items()
    )


def _added(rows: Iterable[tuple[str, tuple[int, ...]]]) -> Rows:
    found: Rows = {}
    for key, row in rows:
        old = found.get(key, (0,) * len(row))
        found[key] = tuple(a + b for a, b in zip(old, row, strict=True))
    return found
