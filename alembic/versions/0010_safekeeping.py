"""What has been deleted, for a backup that is restored; by which key a watched value was hashed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# By triggers: whatever deletes a row, also as a part of another one, cannot forget to say so.
WATCHED = {"cases": "case", "opinions": "opinion"}


def upgrade() -> None:
    """Make the table, its triggers, and the column."""
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    op.create_index(op.f("ix_erasures_erased_at"), "erasures", ["erased_at"])
    for name, kind in WATCHED.items():
        for statement in _trigger(name, kind):
            op.execute(statement)
    op.add_column("watch_list", sa.Column("made_with", sa.String(length=8), nullable=True))


def downgrade() -> None:
    """Drop them: older backups would bring back what has been deleted since."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    # Not in batch mode: that makes the table anew, and the numbers of the entries are named.
    op.drop_column("watch_list", "made_with")
    for name in WATCHED:
        op.execute(f"DROP TRIGGER {name}_erased" + ("" if sqlite else f" ON {name}"))
        if not sqlite:
            op.execute(f"DROP FUNCTION {name}_erased()")
    op.drop_index(op.f("ix_erasures_erased_at"), table_name="erasures")
    op.drop_table("erasures")


def _trigger(name: str, kind: str) -> list[str]:
    """To the full hour: the second would lead to a chat in somebody else's log."""
    begin = "INSERT INTO erasures (kind, subject, erased_at) VALUES"
    if op.get_bind().dialect.name == "sqlite":
        hour = "strftime('%Y-%m-%d %H:00:00.000000', 'now')"
        insert = f"{begin} ('{kind}', OLD.id, {hour})"
        return [f"CREATE TRIGGER {name}_erased AFTER DELETE ON {name} BEGIN {insert}; END"]
    insert = f"{begin} ('{kind}', replace(OLD.id::text, '-', ''), date_trunc('hour', now()))"
    function = f"CREATE FUNCTION {name}_erased() RETURNS trigger LANGUAGE plpgsql AS"
    trigger = f"CREATE TRIGGER {name}_erased AFTER DELETE ON {name}"
    return [
        f"{function} $$ BEGIN {insert}; RETURN NULL; END $$",
        f"{trigger} FOR EACH ROW EXECUTE FUNCTION {name}_erased()",
    ]
