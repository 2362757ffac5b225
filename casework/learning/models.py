"""What the trainers' bench keeps. No text of a resident stands here: only ids of their cases."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from casework.columns import choice
from casework.db import Base
from casework.stage import Stage


class VersionState(StrEnum):
    """Where a model version stands: tried, answering residents, replaced, or taken back."""

    CANDIDATE = "candidate"
    LIVE = "live"
    RETIRED = "retired"
    WITHDRAWN = "withdrawn"


class ModelVersion(Base):
    """A trained model together with the playbooks that it was trained from.

    The file stands in nlu/models; its name is a hash of all that it was made from.
    """

    __tablename__ = "model_versions"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[VersionState] = mapped_column(choice(VersionState, "state"))
    # SHA-256 of the exported training data with the playbooks, and of configuration, lock and code.
    data_hash: Mapped[str] = mapped_column(String(64))
    code_hash: Mapped[str] = mapped_column(String(64))
    # SHA-256 of the archive: trained again from its commit, it must be the same.
    archive_hash: Mapped[str] = mapped_column(String(64))
    # The git commit that holds all that it was made from; none outside a git checkout.
    commit: Mapped[str | None] = mapped_column(String(40))
    # What the model says of itself on unseen folds: {"report": {...}, "thresholds": {...}}.
    scores: Mapped[dict[str, Any]] = mapped_column(JSON)
    # data/scam_patterns.yml as it was: the bot and the console show what the live model knows.
    patterns: Mapped[str] = mapped_column(Text)
    trained_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    trained_by: Mapped[str] = mapped_column(String(64))
    # The newest comparison with the model that was live then (trainer/comparison), and its verdict.
    comparison: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    compared_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    promoted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    promoted_by: Mapped[str | None] = mapped_column(String(64))


class JobKind(StrEnum):
    """What the bench can be asked to do."""

    TRAIN = "train"
    COMPARE = "compare"
    PROMOTE = "promote"
    ROLL_BACK = "roll_back"
    GATHER = "gather"
    CLUSTER = "cluster"


class JobState(StrEnum):
    """How far the bench has got with a job."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """One thing asked of the bench in the console, done by `./canhgiac trainer work`."""

    __tablename__ = "bench_jobs"
    __table_args__ = (Index("ix_bench_jobs_state_id", "state", "id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[JobKind] = mapped_column(choice(JobKind, "kind"))
    # The model version that it is about, if it is about one.
    target: Mapped[str | None] = mapped_column(String(64))
    asked_by: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    state: Mapped[JobState] = mapped_column(choice(JobState, "state"))
    began_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # What the command said, for the trainer. Never a word of a resident.
    said: Mapped[str | None] = mapped_column(Text)


class SuggestionState(StrEnum):
    """What has become of a suggestion."""

    WAITING = "waiting"
    HELD = "held"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Suggestion(Base):
    """A reviewed case from which the model might learn: in quarantine until a trainer decides.

    The words stay in the case, and go when it goes.
    """

    __tablename__ = "suggestions"
    __table_args__ = (
        CheckConstraint("alike >= 1", name="alike"),
        Index("ix_suggestions_state_intent", "state", "intent"),
    )

    case_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    # The officer's label; 'dismissed' until a trainer says which intent it is.
    intent: Mapped[str] = mapped_column(String(50))
    # What the model had said; another one: the case was relabelled, and a boundary would move.
    model_said: Mapped[str | None] = mapped_column(String(50))
    stage: Mapped[Stage | None] = mapped_column(choice(Stage, "stage"))
    told_on: Mapped[date] = mapped_column(Date)
    gathered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    # How many reviewed cases say nearly the same; only one of them is suggested.
    alike: Mapped[int] = mapped_column(Integer, server_default="1")
    state: Mapped[SuggestionState] = mapped_column(choice(SuggestionState, "state"))
    # Why it is held or refused: a word of casework/learning/reasons.py.
    reason: Mapped[str | None] = mapped_column(String(24))
    decided_by: Mapped[UUID | None] = mapped_column(Uuid)
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class TakenExample(Base):
    """That an example was taken because of some suggestion. No case leads here, nor from here.

    It stays when the resident deletes the case: how much was learned must not be forgotten, or
    who deletes and tells again could teach without end.
    """

    __tablename__ = "taken_examples"
    __table_args__ = (Index("ix_taken_examples_taken_at", "taken_at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    # Whose file it was written to, and what the model had said of the story.
    intent: Mapped[str] = mapped_column(String(50))
    model_said: Mapped[str | None] = mapped_column(String(50))
    taken_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    taken_by: Mapped[UUID] = mapped_column(Uuid)


class ScriptCluster(Base):
    """Cases that the model knew little about and that tell of alike things."""

    __tablename__ = "script_clusters"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    found_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    # Typical words, each in several of its cases.
    words: Mapped[list[str]] = mapped_column(JSON)
    # How many cases it had in each week: [["2026-11-23", 4], ...], the oldest first.
    growth: Mapped[list[list[Any]]] = mapped_column(JSON)
    cases: Mapped[int] = mapped_column(Integer)


class ClusterCase(Base):
    """A case of a cluster; the most typical one has the lowest rank."""

    __tablename__ = "script_cluster_cases"

    cluster_id: Mapped[int] = mapped_column(
        Integer, ForeignKey("script_clusters.id", ondelete="CASCADE"), primary_key=True
    )
    case_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    rank: Mapped[int] = mapped_column(Integer)
