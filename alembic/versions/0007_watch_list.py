"""What officers watch, as keyed hashes; and with a case what was found in what was pasted."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make the table, and the column."""
    op.create_table(
        "watch_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("playbook", sa.String(length=50), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("held_since", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('link', 'phone', 'account')", name=op.f("ck_watch_list_kind")),
        sa.CheckConstraint("expires_on >= listed_on", name=op.f("ck_watch_list_expires_on")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_list")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_watch_list_kind")),
    )
    op.create_index(op.f("ix_watch_list_expires_on"), "watch_list", ["expires_on"])
    op.add_column("cases", sa.Column("evidence", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Drop both: the list has to be imported again."""
    # Not in batch mode: that makes the table anew, and SQLite deletes the reviews with the old one.
    op.drop_column("cases", "evidence")
    op.drop_index(op.f("ix_watch_list_expires_on"), table_name="watch_list")
    op.drop_table("watch_list")
