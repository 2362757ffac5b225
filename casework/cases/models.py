"""What is kept of reports: a case with consent, else one more in a count.

Neither holds anything that leads back to a person (docs/threat-model.md).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Uuid,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from casework.columns import Narrative, SearchableNarrative, choice
from casework.db import Base
from casework.privacy.texts import RedactedText
from casework.stage import Stage


class CaseStatus(StrEnum):
    """What the review has made of a case."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    RELABELLED = "relabelled"
    DISMISSED = "dismissed"


class SecondReading(StrEnum):
    """Whether a second officer reads the case without knowing what the first has said."""

    NONE = "none"
    WAITING = "waiting"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    SETTLED = "settled"


class ReviewAct(StrEnum):
    """What an officer can do with a case."""

    CONFIRM = "confirm"
    RELABEL = "relabel"
    DISMISS = "dismiss"
    REOPEN = "reopen"
    CORRECT = "correct"
    NOTE = "note"
    NEW_SCRIPT = "new_script"
    NOT_NEW_SCRIPT = "not_new_script"
    REDACT = "redact"
    MERGE = "merge"
    UNMERGE = "unmerge"
    SPLIT = "split"
    HAND_OVER = "hand_over"
    TAKE_BACK = "take_back"
    SECOND_READING = "second_reading"
    SETTLE = "settle"


class LossBucket(StrEnum):
    """Amount lost, in the frames of article 174 of the criminal code, never the exact sum."""

    NONE = "none"
    UNDER_2M = "under_2m"
    FROM_2M = "from_2m"
    FROM_50M = "from_50m"
    FROM_200M = "from_200m"
    FROM_500M = "from_500m"
    UNKNOWN = "unknown"


class Delay(StrEnum):
    """How long after the money went its loss is told, never the exact time."""

    UNDER_1H = "under_1h"
    UNDER_1D = "under_1d"
    UNDER_1W = "under_1w"
    UNDER_1M = "under_1m"
    OVER_1M = "over_1m"
    UNKNOWN = "unknown"


class ConsentState(StrEnum):
    """Why a report is only counted: the resident said no, or said nothing."""

    NOT_GIVEN = "not_given"
    REFUSED = "refused"


class CaseCount(Base):
    """How many reports of one day were alike: all that is kept of one without consent.

    No column holds an hour, a confidence or a text: a row can stand for many residents.
    """

    __tablename__ = "case_counts"
    __table_args__ = (CheckConstraint("reports >= 0", name="reports"),)

    # The day in Việt Nam.
    told_on: Mapped[date] = mapped_column(Date, primary_key=True)
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    decision: Mapped[str] = mapped_column(String(8), primary_key=True)
    # '' and 'unclear' stand for 'none': a part of a key can't be null.
    playbook_id: Mapped[str] = mapped_column(String(50), primary_key=True)
    stage: Mapped[str] = mapped_column(String(16), primary_key=True)
    loss: Mapped[LossBucket] = mapped_column(choice(LossBucket, "loss"), primary_key=True)
    consent: Mapped[ConsentState] = mapped_column(choice(ConsentState, "consent"), primary_key=True)
    told_after: Mapped[Delay] = mapped_column(
        choice(Delay, "told_after"), primary_key=True, server_default=Delay.UNKNOWN.value
    )
    reports: Mapped[int] = mapped_column(Integer)


class HourCount(Base):
    """How many reports a month had in an hour of the day: all that is kept of hours for good.

    It names no day, channel or playbook, so that no row of it can be joined to a report.
    """

    __tablename__ = "hour_counts"
    __table_args__ = (
        CheckConstraint("hour >= 0 AND hour <= 23", name="hour"),
        CheckConstraint("reports >= 0", name="reports"),
    )

    # The first day of the month, and the hour, in Việt Nam.
    month: Mapped[date] = mapped_column(Date, primary_key=True)
    hour: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    # "told" by residents, or the mark of what was invented to learn on.
    source: Mapped[str] = mapped_column(String(8), primary_key=True)
    reports: Mapped[int] = mapped_column(Integer)


class Case(Base):
    """One report whose resident agreed that the narrative is kept.

    The narrative goes after a named period (cases/retention.py), the facts stay. What the bot has
    understood stands beside what the officer says; neither overwrites the other.
    """

    __tablename__ = "cases"
    __table_args__ = (
        CheckConstraint("duplicate_of <> id", name="duplicate_of_itself"),
        Index("ix_cases_status_queue_rank", "status", "queue_rank"),
        Index("ix_cases_label_queue_rank", "label", "queue_rank"),
        Index("ix_cases_commune_queue_rank", "commune", "queue_rank"),
        Index("ix_cases_channel_queue_rank", "channel", "queue_rank"),
        Index("ix_cases_stage_queue_rank", "stage", "queue_rank"),
        Index("ix_cases_stage_handed_over_told_at", "stage", "handed_over", "told_at"),
        # All that statistics read: of a million cases they take a third of the time without it.
        Index(
            "ix_cases_statistics",
            *("told_on", "label", "status", "stage", "duplicate_of", "playbook_id", "channel"),
            *("loss", "told_after", "province", "commune"),
        ),
        Index("ix_cases_second_reading_queue_rank", "second_reading", "queue_rank"),
        Index("ix_cases_new_script_queue_rank", "new_script", "queue_rank"),
        # Of duplicates only: without statistics SQLite would take 'no duplicate' for a narrow
        # condition and read the whole book through this index.
        Index(
            "ix_cases_duplicate_of",
            "duplicate_of",
            sqlite_where=text("duplicate_of IS NOT NULL"),
            postgresql_where=text("duplicate_of IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    # The full hour, in UTC, as that of the consent: too coarse to recognise a conversation by.
    told_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    # The day in Việt Nam on which it was first told, by which statistics count.
    told_on: Mapped[date] = mapped_column(Date, server_default="1970-01-01")
    channel: Mapped[str] = mapped_column(String(16))
    # The code of the commune, if the resident has named one; data/communes.yml.
    commune: Mapped[str | None] = mapped_column(String(8))
    # The code of the province that it lies in, or of the one that was named instead;
    # data/provinces.yml.
    province: Mapped[str | None] = mapped_column(String(2))
    decision: Mapped[str] = mapped_column(String(8))
    playbook_id: Mapped[str | None] = mapped_column(String(50), index=True)
    confidence: Mapped[float] = mapped_column(Float)
    # The intents that came next: [{"name": ..., "confidence": ...}], best first.
    alternatives: Mapped[list[dict[str, Any]]] = mapped_column(JSON, server_default="[]")
    stage: Mapped[Stage | None] = mapped_column(choice(Stage, "stage"))
    loss: Mapped[LossBucket] = mapped_column(choice(LossBucket, "loss"))
    told_after: Mapped[Delay] = mapped_column(
        choice(Delay, "told_after"), server_default=Delay.UNKNOWN.value
    )
    # Of links, numbers and codes in the story: [{"kind", "verdict", "brand", "domain"}], null when
    # the narrative has gone. Neither a number nor an address, but the domain of a false site.
    evidence: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    interpreter: Mapped[str] = mapped_column(String(16))
    model: Mapped[str | None] = mapped_column(String(64))

    status: Mapped[CaseStatus] = mapped_column(choice(CaseStatus, "status"))
    # The playbook by which the case counts: the officer's word, before it the model's.
    label: Mapped[str | None] = mapped_column(String(50))
    # Newest day first and least sure first within it: cases/queue.py.
    queue_rank: Mapped[int] = mapped_column(Integer, server_default="0", index=True)
    # Goes up with each change: two officers at one case do not overwrite each other.
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    new_script: Mapped[bool] = mapped_column(Boolean, server_default=false())
    handed_over: Mapped[bool] = mapped_column(Boolean, server_default=false())
    second_reading: Mapped[SecondReading] = mapped_column(
        choice(SecondReading, "second_reading"), server_default=SecondReading.NONE.value
    )
    duplicate_of: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("cases.id", ondelete="SET NULL")
    )
    # A case that an officer has split off goes when the resident deletes the one it came from.
    split_from: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("cases.id", ondelete="CASCADE"), index=True
    )

    narrative: Mapped[RedactedText | None] = mapped_column(Narrative)
    narrative_bare: Mapped[str | None] = mapped_column(SearchableNarrative)
    consent_wording: Mapped[str | None] = mapped_column(String(16))
    consented_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), index=True)
    # SHA-256 of the random receipt code that only the resident holds.
    receipt_hash: Mapped[str | None] = mapped_column(String(64), unique=True)


class Review(Base):
    """One act of an officer on a case: what it was before, what it is now, and a note."""

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    case_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cases.id", ondelete="CASCADE"))
    # No foreign key: officers belong to the console, which casework does not know.
    officer_id: Mapped[UUID] = mapped_column(Uuid)
    done_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    act: Mapped[ReviewAct] = mapped_column(choice(ReviewAct, "act"))
    # Whether the officer had not seen what others think of the case.
    blind: Mapped[bool] = mapped_column(Boolean, server_default=false())
    before: Mapped[str | None] = mapped_column(String(50))
    after: Mapped[str | None] = mapped_column(String(50))
    # Redacted like a narrative, and purged with it: a note may retell one.
    note: Mapped[RedactedText | None] = mapped_column(Narrative)

    __table_args__ = (Index("ix_reviews_case_id_id", "case_id", "id"),)


class Erasure(Base):
    """That a case or an opinion has been deleted: a backup of before must not bring it back.

    Written by triggers (alembic 0010). The id was random and leads to nobody.
    """

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    # "case" or "opinion".
    kind: Mapped[str] = mapped_column(String(8))
    # Its id, hexadecimal without hyphens.
    subject: Mapped[str] = mapped_column(String(32))
    # The full hour, in UTC.
    erased_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
