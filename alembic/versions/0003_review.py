"""The officers' desk: reviews, opinions, officers, sessions, and the audit log."""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SECOND_READINGS = ("none", "waiting", "agreed", "disagreed", "settled")
ACTS = (
    *("confirm", "relabel", "dismiss", "reopen", "correct", "note", "new_script"),
    *("not_new_script", "redact", "merge", "unmerge", "split", "hand_over"),
    "take_back",
    *("second_reading", "settle"),
)
OPINION_STATUSES = ("new", "read", "in_progress", "done")
ROLES = ("officer", "supervisor", "trainer", "admin")
VIET_NAM = timezone(timedelta(hours=7))

CASES = sa.table(
    "cases",
    sa.column("id", sa.Uuid()),
    sa.column("told_at", sa.DateTime(timezone=True)),
    sa.column("told_on", sa.Date()),
    sa.column("confidence", sa.Float()),
    sa.column("playbook_id", sa.String()),
    sa.column("label", sa.String()),
    sa.column("queue_rank", sa.Integer()),
    sa.column("narrative", sa.Text()),
    sa.column("narrative_bare", sa.Text()),
)


def _choice(name: str, values: Sequence[str]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)


def upgrade() -> None:
    """Widen the cases, and make the new tables."""
    _widen_cases()
    _rank_cases()
    _make_reviews()
    _make_opinions()
    _make_officers()
    _make_audit_log()


def _make_reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", _choice("act", ACTS), nullable=False),
        sa.Column("blind", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("before", sa.String(length=50), nullable=True),
        sa.Column("after", sa.String(length=50), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], ondelete="CASCADE", name=op.f("fk_reviews_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index("ix_reviews_case_id_id", "reviews", ["case_id", "id"])


def _make_opinions() -> None:
    op.create_table(
        "opinions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", _choice("status", OPINION_STATUSES), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinions")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_opinions_receipt_hash")),
    )
    op.create_index("ix_opinions_status_told_at", "opinions", ["status", "told_at"])
    op.create_index(op.f("ix_opinions_told_at"), "opinions", ["told_at"])


def _widen_cases() -> None:
    with op.batch_alter_table("cases") as cases:
        cases.add_column(
            sa.Column("told_on", sa.Date(), server_default="1970-01-01", nullable=False)
        )
        cases.add_column(sa.Column("commune", sa.String(length=8), nullable=True))
        cases.add_column(sa.Column("alternatives", sa.JSON(), server_default="[]", nullable=False))
        cases.add_column(sa.Column("label", sa.String(length=50), nullable=True))
        for name, start in (("queue_rank", "0"), ("version", "1")):
            cases.add_column(sa.Column(name, sa.Integer(), server_default=start, nullable=False))
        for name in ("new_script", "handed_over"):
            cases.add_column(
                sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
            )
        cases.add_column(
            sa.Column(
                "second_reading",
                _choice("second_reading", SECOND_READINGS),
                server_default="none",
                nullable=False,
            )
        )
        for name, gone in (("duplicate_of", "SET NULL"), ("split_from", "CASCADE")):
            cases.add_column(sa.Column(name, sa.Uuid(), nullable=True))
            cases.create_foreign_key(
                op.f(f"fk_cases_{name}_cases"), "cases", [name], ["id"], ondelete=gone
            )
        cases.create_check_constraint(op.f("ck_cases_duplicate_of_itself"), "duplicate_of <> id")
        cases.add_column(sa.Column("narrative_bare", sa.Text(), nullable=True))
    _index_cases()


def _index_cases() -> None:
    for columns in (
        *(["status", "queue_rank"], ["label", "queue_rank"], ["commune", "queue_rank"]),
        *(["channel", "queue_rank"], ["stage", "queue_rank"]),
        ["stage", "handed_over", "told_at"],
        *(["second_reading", "queue_rank"], ["new_script", "queue_rank"]),
        *(["queue_rank"], ["split_from"]),
    ):
        op.create_index(op.f(f"ix_cases_{'_'.join(columns)}"), "cases", columns)
    op.create_index(
        "ix_cases_told_on_label",
        "cases",
        ["told_on", "label", "status", "stage", "duplicate_of", "playbook_id"],
    )
    # Of duplicates only: see casework/cases/models.py.
    only = sa.text("duplicate_of IS NOT NULL")
    op.create_index(
        "ix_cases_duplicate_of",
        "cases",
        ["duplicate_of"],
        sqlite_where=only,
        postgresql_where=only,
    )


def _rank_cases() -> None:
    """Fill in what older cases lack."""
    book = op.get_bind()
    for case in book.execute(sa.select(CASES)).all():
        told_at: datetime = case.told_at.replace(tzinfo=case.told_at.tzinfo or UTC)
        told_on = told_at.astimezone(VIET_NAM).date()
        rank = told_on.toordinal() * 1000 + 999 - int(case.confidence * 999)
        book.execute(
            sa.update(CASES)
            .where(CASES.c.id == case.id)
            .values(
                told_on=told_on,
                queue_rank=rank,
                label=case.playbook_id,
                narrative_bare=None if case.narrative is None else _bare(case.narrative),
            )
        )


def _bare(narrative: str) -> str:
    """Without tone marks and capitals, as casework.columns.searchable makes it."""
    decomposed = unicodedata.normalize("NFD", narrative.lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).replace("đ", "d")


def _make_officers() -> None:
    op.create_table(
        "officers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("role", _choice("role", ROLES), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("totp_sealed", sa.String(length=400), nullable=True),
        sa.Column("totp_step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
        sa.UniqueConstraint("login", name=op.f("uq_officers_login")),
    )
    op.create_table(
        "officer_sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_factor", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("by_sign_on", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officers.id"],
            ondelete="CASCADE",
            name=op.f("fk_officer_sessions_officer_id_officers"),
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_officer_sessions")),
    )
    for column in ("officer_id", "seen_at"):
        op.create_index(op.f(f"ix_officer_sessions_{column}"), "officer_sessions", [column])
    op.create_table(
        "failed_sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_ins")),
    )
    op.create_index(
        "ix_failed_sign_ins_address_failed_at", "failed_sign_ins", ["address", "failed_at"]
    )


def _make_audit_log() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=True),
        sa.Column("details", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entries")),
    )
    for column in ("officer_id", "act", "subject"):
        op.create_index(op.f(f"ix_audit_entries_{column}"), "audit_entries", [column])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.bulk_insert(head, [{"id": 1, "number": 0, "hash": "", "seal": ""}])
    _forbid_changes()


def _forbid_changes() -> None:
    """Entries can be added only. Whoever owns the database can lift this; the chain tells."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_entries_no_{act.lower()} BEFORE {act} ON audit_entries"
                " BEGIN SELECT RAISE(ABORT, 'audit entries are only added'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_entries_are_only_added() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'audit entries are only added'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_entries_no_change BEFORE UPDATE OR DELETE OR TRUNCATE"
        " ON audit_entries EXECUTE FUNCTION audit_entries_are_only_added()"
    )


def downgrade() -> None:
    """Drop what was made. The audit log goes too: export it before."""
    for table in ("audit_head", "audit_entries", "failed_sign_ins", "officer_sessions"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_entries_are_only_added()")
    for table in ("officers", "opinions", "reviews"):
        op.drop_table(table)
    for name in (
        *("status_queue_rank", "label_queue_rank", "commune_queue_rank"),
        *("channel_queue_rank", "stage_queue_rank"),
        *("stage_handed_over_told_at", "told_on_label", "second_reading_queue_rank"),
        *("new_script_queue_rank", "queue_rank", "duplicate_of", "split_from"),
    ):
        op.drop_index(op.f(f"ix_cases_{name}"), table_name="cases")
    with op.batch_alter_table("cases") as cases:
        for name in ("duplicate_of", "split_from"):
            cases.drop_constraint(op.f(f"fk_cases_{name}_cases"), type_="foreignkey")
        for name in ("second_reading", "duplicate_of_itself"):
            cases.drop_constraint(op.f(f"ck_cases_{name}"), type_="check")
        for name in (
            *("told_on", "commune", "alternatives", "label", "queue_rank", "version"),
            *("new_script", "handed_over", "second_reading", "duplicate_of", "split_from"),
            "narrative_bare",
        ):
            cases.drop_column(name)
