"""The case book: one table of cases."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

STAGES = ("approach", "info_given", "paid")
LOSSES = ("none", "under_2m", "from_2m", "from_50m", "from_200m", "from_500m", "unknown")
STATUSES = ("pending", "confirmed", "relabelled", "dismissed")


def _choice(name: str, values: Sequence[str]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("playbook_id", sa.String(length=50), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("stage", _choice("stage", STAGES), nullable=True),
        sa.Column("loss", _choice("loss", LOSSES), nullable=False),
        sa.Column("interpreter", sa.String(length=16), nullable=False),
        sa.Column("model", sa.String(length=64), nullable=True),
        sa.Column("status", _choice("status", STATUSES), nullable=False),
        sa.Column("narrative", sa.Text(), nullable=True),
        sa.Column("consent_wording", sa.String(length=16), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("receipt_hash", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_cases_receipt_hash")),
    )
    op.create_index(op.f("ix_cases_playbook_id"), "cases", ["playbook_id"])
    op.create_index(op.f("ix_cases_told_at"), "cases", ["told_at"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_index(op.f("ix_cases_told_at"), table_name="cases")
    op.drop_index(op.f("ix_cases_playbook_id"), table_name="cases")
    op.drop_table("cases")
