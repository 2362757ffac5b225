"""What several processes share: who answers a delivery, running chats, limits, the job queue.

The queue is procrastinate's, and stands on PostgreSQL only; its tables are those of version 3.10.0
(alembic/vendor/, MIT licence). A newer procrastinate that changes them gets a revision of its own
with the statements from its `sql/migrations/`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

QUEUE = Path(__file__).resolve().parents[1] / "vendor" / "procrastinate-3.10.0.sql"

# Without it the queue looks through all waiting jobs for each that it hands out: 50 jobs/s instead
# of 280 with 3,000 waiting.
QUEUE_INDEX = (
    "CREATE INDEX canhgiac_jobs_lock_idx ON procrastinate_jobs (lock, id) "
    "WHERE status IN ('todo', 'doing')"
)


def upgrade() -> None:
    """Add the columns, make the tables; on PostgreSQL the queue too."""
    with op.batch_alter_table(
        "deliveries", recreate=_on_sqlite(), table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.add_column(sa.Column("conversation", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("claim", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("attempts", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("gone_out", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("erase_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("dead_reason", sa.String(length=32), nullable=True))
        table.create_index(op.f("ix_deliveries_conversation"), ["conversation"])
        table.create_index(op.f("ix_deliveries_dead_at"), ["dead_at"])
        table.create_index(op.f("ix_deliveries_erase_at"), ["erase_at"])
    waits = sa.text("message IS NOT NULL OR replies IS NOT NULL")
    op.create_index(
        "ix_deliveries_waiting",
        "deliveries",
        ["channel"],
        postgresql_where=waits,
        sqlite_where=waits,
    )
    op.create_table(
        "running_chats",
        sa.Column("conversation", sa.String(length=64), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("last_replies", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("conversation", name=op.f("pk_running_chats")),
    )
    op.create_index(op.f("ix_running_chats_heard_at"), "running_chats", ["heard_at"])
    op.create_table(
        "sender_minutes",
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sender", "minute", name=op.f("pk_sender_minutes")),
    )
    op.create_index(op.f("ix_sender_minutes_minute"), "sender_minutes", ["minute"])
    if op.get_bind().dialect.name == "postgresql":
        for statements in (QUEUE.read_text(encoding="utf-8"), QUEUE_INDEX):
            # '%' begins a parameter in the driver; the file's own are meant.
            op.get_bind().exec_driver_sql(statements.replace("%", "%%"))


def downgrade() -> None:
    """Drop them: whoever waits in the queue is lost."""
    if op.get_bind().dialect.name == "postgresql":
        _drop_queue()
    op.drop_index(op.f("ix_sender_minutes_minute"), table_name="sender_minutes")
    op.drop_table("sender_minutes")
    op.drop_index(op.f("ix_running_chats_heard_at"), table_name="running_chats")
    op.drop_table("running_chats")
    op.drop_index("ix_deliveries_waiting", table_name="deliveries")
    with op.batch_alter_table(
        "deliveries", recreate=_on_sqlite(), table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        for name in ("conversation", "dead_at", "erase_at"):
            table.drop_index(op.f(f"ix_deliveries_{name}"))
        for name in (
            *("conversation", "claim", "attempts", "gone_out"),
            *("erase_at", "dead_at", "dead_reason"),
        ):
            table.drop_column(name)


def _on_sqlite() -> Literal["always", "never"]:
    return "always" if op.get_bind().dialect.name == "sqlite" else "never"


def _drop_queue() -> None:
    for name in ("periodic_defers", "events", "jobs", "workers"):
        op.execute(f"DROP TABLE procrastinate_{name} CASCADE")
    # Those that are left: others went with the tables whose rows they take.
    left = (
        "SELECT oid::regprocedure FROM pg_proc WHERE proname LIKE 'procrastinate%' "
        "AND pronamespace = current_schema()::regnamespace"
    )
    for (function,) in op.get_bind().execute(sa.text(left)).all():
        op.execute(f"DROP FUNCTION {function} CASCADE")
    for name in ("job_to_defer_v1", "job_status", "job_event_type"):
        op.execute(f"DROP TYPE procrastinate_{name} CASCADE")
