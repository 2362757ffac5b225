"""Without consent a report is only counted: its row moves into the counts of its day."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, timedelta, timezone

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

LOSSES = ("none", "under_2m", "from_2m", "from_50m", "from_200m", "from_500m", "unknown")
CONSENTS = ("not_given", "refused")
VIET_NAM = timezone(timedelta(hours=7))

CASES = sa.table(
    "cases",
    sa.column("told_at", sa.DateTime(timezone=True)),
    sa.column("channel", sa.String()),
    sa.column("decision", sa.String()),
    sa.column("playbook_id", sa.String()),
    sa.column("stage", sa.String()),
    sa.column("loss", sa.String()),
    sa.column("narrative", sa.Text()),
)


def _choice(name: str, values: Sequence[str]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)


def upgrade() -> None:
    """Make the counts, and move the cases without a narrative there."""
    counts = op.create_table(
        "case_counts",
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("playbook_id", sa.String(length=50), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("loss", _choice("loss", LOSSES), nullable=False),
        sa.Column("consent", _choice("consent", CONSENTS), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.CheckConstraint("reports >= 0", name=op.f("ck_case_counts_reports")),
        sa.PrimaryKeyConstraint(
            *("told_on", "channel", "decision", "playbook_id", "stage", "loss", "consent"),
            name=op.f("pk_case_counts"),
        ),
    )
    op.create_index(op.f("ix_cases_consented_at"), "cases", ["consented_at"])
    if rows := _counted():
        op.bulk_insert(counts, rows)
    op.execute(sa.delete(CASES).where(CASES.c.narrative.is_(None)))


def _counted() -> list[dict[str, object]]:
    """Count the cases without a narrative by the day on which they were told in Việt Nam."""
    told = op.get_bind().execute(sa.select(CASES).where(CASES.c.narrative.is_(None)))
    alike = Counter(
        (
            # SQLite gives the moment back without its time zone, which is UTC.
            case.told_at.replace(tzinfo=case.told_at.tzinfo or UTC).astimezone(VIET_NAM).date(),
            case.channel,
            case.decision,
            case.playbook_id or "",
            case.stage or "unclear",
            case.loss,
        )
        for case in told
    )
    names = ("told_on", "channel", "decision", "playbook_id", "stage", "loss")
    return [
        {**dict(zip(names, key, strict=True)), "consent": "not_given", "reports": reports}
        for key, reports in alike.items()
    ]


def downgrade() -> None:
    """Drop the counts. What they counted is gone: the cases of before can't be made of them."""
    op.drop_index(op.f("ix_cases_consented_at"), table_name="cases")
    op.drop_table("case_counts")
