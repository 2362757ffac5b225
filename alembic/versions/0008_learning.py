"""Model versions, what is asked of the bench, suggestions from cases, clusters of new scripts."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make the tables."""
    _make_model_versions()
    _make_bench_jobs()
    _make_suggestions()
    _make_taken_examples()
    _make_clusters()


def downgrade() -> None:
    """Drop them. The model files in nlu/models stay; which one is live stands there too."""
    op.drop_table("script_cluster_cases")
    op.drop_table("script_clusters")
    op.drop_index("ix_taken_examples_taken_at", table_name="taken_examples")
    op.drop_table("taken_examples")
    op.drop_index("ix_suggestions_state_intent", table_name="suggestions")
    op.drop_table("suggestions")
    op.drop_index("ix_bench_jobs_state_id", table_name="bench_jobs")
    op.drop_table("bench_jobs")
    op.drop_index(op.f("ix_model_versions_trained_at"), table_name="model_versions")
    op.drop_table("model_versions")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _make_model_versions() -> None:
    op.create_table(
        "model_versions",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column(
            "state", _choice("state", "candidate", "live", "retired", "withdrawn"), nullable=False
        ),
        sa.Column("data_hash", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("archive_hash", sa.String(length=64), nullable=False),
        sa.Column("commit", sa.String(length=40), nullable=True),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("patterns", sa.Text(), nullable=False),
        _moment("trained_at", nullable=False),
        sa.Column("trained_by", sa.String(length=64), nullable=False),
        sa.Column("comparison", sa.JSON(none_as_null=True), nullable=True),
        _moment("compared_at"),
        _moment("promoted_at"),
        sa.Column("promoted_by", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_model_versions")),
    )
    op.create_index(op.f("ix_model_versions_trained_at"), "model_versions", ["trained_at"])


def _make_bench_jobs() -> None:
    kinds = ("train", "compare", "promote", "roll_back", "gather", "cluster")
    op.create_table(
        "bench_jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("kind", *kinds), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=True),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        _moment("asked_at", nullable=False),
        sa.Column(
            "state", _choice("state", "waiting", "running", "done", "failed"), nullable=False
        ),
        _moment("began_at"),
        _moment("ended_at"),
        sa.Column("said", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bench_jobs")),
    )
    op.create_index("ix_bench_jobs_state_id", "bench_jobs", ["state", "id"])


def _make_suggestions() -> None:
    op.create_table(
        "suggestions",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("intent", sa.String(length=50), nullable=False),
        sa.Column("model_said", sa.String(length=50), nullable=True),
        sa.Column("stage", _choice("stage", "approach", "info_given", "paid"), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=False),
        _moment("gathered_at", nullable=False),
        sa.Column("alike", sa.Integer(), server_default="1", nullable=False),
        sa.Column(
            "state", _choice("state", "waiting", "held", "accepted", "refused"), nullable=False
        ),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        _moment("decided_at"),
        sa.CheckConstraint("alike >= 1", name=op.f("ck_suggestions_alike")),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_suggestions_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_suggestions")),
    )
    op.create_index("ix_suggestions_state_intent", "suggestions", ["state", "intent"])


def _make_taken_examples() -> None:
    op.create_table(
        "taken_examples",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intent", sa.String(length=50), nullable=False),
        sa.Column("model_said", sa.String(length=50), nullable=True),
        _moment("taken_at", nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_examples")),
    )
    op.create_index("ix_taken_examples_taken_at", "taken_examples", ["taken_at"])


def _make_clusters() -> None:
    op.create_table(
        "script_clusters",
        sa.Column("id", sa.Integer(), nullable=False),
        _moment("found_at", nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("growth", sa.JSON(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script_clusters")),
    )
    op.create_table(
        "script_cluster_cases",
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_script_cluster_cases_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["script_clusters.id"],
            name=op.f("fk_script_cluster_cases_cluster_id_script_clusters"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("cluster_id", "case_id", name=op.f("pk_script_cluster_cases")),
    )
