"""What statistics count by: province, how long after a loss, hours, and closed months."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, timedelta, timezone

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

DELAYS = ("under_1h", "under_1d", "under_1w", "under_1m", "over_1m", "unknown")
COUNTED_BY = ("told_on", "channel", "decision", "playbook_id", "stage", "loss", "consent")
HOME_PROVINCE = "82"
"""Đồng Tháp: until now no commune of another province could be noted."""
TOLD, INVENTED = "told", "vi-du"
VIET_NAM = timezone(timedelta(hours=7))

CASES = sa.table(
    "cases",
    sa.column("told_at", sa.DateTime(timezone=True)),
    sa.column("commune", sa.String()),
    sa.column("province", sa.String()),
    sa.column("model", sa.String()),
    sa.column("consent_wording", sa.String()),
    sa.column("consented_at", sa.DateTime(timezone=True)),
    sa.column("split_from", sa.Uuid()),
)


OVERVIEW = ("told_on", "label", "status", "stage", "duplicate_of", "playbook_id")
STATISTICS = (*OVERVIEW, "channel", "loss", "told_after", "province", "commune")


def _told_after() -> sa.Column[str]:
    kind = sa.Enum(*DELAYS, name="told_after", native_enum=False, create_constraint=True, length=16)
    return sa.Column("told_after", kind, server_default="unknown", nullable=False)


def upgrade() -> None:
    """Widen cases and counts, make the new tables, and fill what can be known."""
    with op.batch_alter_table("cases") as cases:
        cases.add_column(sa.Column("province", sa.String(length=2), nullable=True))
        cases.add_column(_told_after())
    op.execute(sa.update(CASES).where(CASES.c.commune.is_not(None)).values(province=HOME_PROVINCE))
    op.drop_index("ix_cases_told_on_label", table_name="cases")
    op.create_index("ix_cases_statistics", "cases", STATISTICS)
    with op.batch_alter_table("case_counts") as counts:
        counts.add_column(_told_after())
        counts.drop_constraint("pk_case_counts", type_="primary")
        counts.create_primary_key("pk_case_counts", [*COUNTED_BY, "told_after"])
    _count_hours()
    op.create_table(
        "closed_months",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("tables", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_closed_months")),
    )


def _count_hours() -> None:
    hours = op.create_table(
        "hour_counts",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("hour", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.CheckConstraint("hour >= 0 AND hour <= 23", name=op.f("ck_hour_counts_hour")),
        sa.CheckConstraint("reports >= 0", name=op.f("ck_hour_counts_reports")),
        sa.PrimaryKeyConstraint("month", "hour", "source", name=op.f("pk_hour_counts")),
    )
    # Of a purged case the hour is gone: what stands in told_at is the beginning of its day.
    # What an officer has split off was told once, with the case that it came from.
    known = op.get_bind().execute(
        sa.select(CASES).where(CASES.c.consented_at.is_not(None), CASES.c.split_from.is_(None))
    )
    reports: Counter[tuple[object, ...]] = Counter()
    for case in known:
        # SQLite gives the moment back without its time zone, which is UTC.
        here = case.told_at.replace(tzinfo=case.told_at.tzinfo or UTC).astimezone(VIET_NAM)
        invented = INVENTED in (case.model, case.consent_wording)
        reports[here.date().replace(day=1), here.hour, INVENTED if invented else TOLD] += 1
    if reports:
        names = ("month", "hour", "source")
        op.bulk_insert(
            hours,
            [{**dict(zip(names, key, strict=True)), "reports": n} for key, n in reports.items()],
        )


def downgrade() -> None:
    """Drop what was made. Counts that differed only in how late they were told become one."""
    op.drop_table("closed_months")
    op.drop_table("hour_counts")
    op.drop_index("ix_cases_statistics", table_name="cases")
    op.create_index("ix_cases_told_on_label", "cases", OVERVIEW)
    _join_counts()
    with op.batch_alter_table("case_counts") as counts:
        counts.drop_constraint("pk_case_counts", type_="primary")
        counts.drop_constraint(op.f("ck_case_counts_told_after"), type_="check")
        counts.drop_column("told_after")
        counts.create_primary_key("pk_case_counts", list(COUNTED_BY))
    with op.batch_alter_table("cases") as cases:
        cases.drop_constraint(op.f("ck_cases_told_after"), type_="check")
        cases.drop_column("told_after")
        cases.drop_column("province")


def _join_counts() -> None:
    counts = sa.table(
        "case_counts",
        *(sa.column(name, sa.Date() if name == "told_on" else sa.String()) for name in COUNTED_BY),
        sa.column("told_after", sa.String()),
        sa.column("reports", sa.Integer()),
    )
    alike = [counts.c[name] for name in COUNTED_BY]
    total = sa.func.sum(counts.c.reports).label("reports")
    joined = op.get_bind().execute(sa.select(*alike, total).group_by(*alike)).mappings().all()
    op.execute(sa.delete(counts))
    if joined:
        op.bulk_insert(counts, [{**row, "told_after": "unknown"} for row in joined])
