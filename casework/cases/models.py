"""What is kept of reports: a case with consent, else one more in a count.

Neither holds anything that leads back to a person (docs/threat-model.md).
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Date, DateTime, Enum, Float, Integer, String, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from casework.db import Base
from casework.privacy.redactor import redacted_before
from casework.privacy.texts import RedactedText, require_redacted
from casework.stage import Stage


class CaseStatus(StrEnum):
    """What the review has made of a case."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    RELABELLED = "relabelled"
    DISMISSED = "dismissed"


class LossBucket(StrEnum):
    """Amount lost, in the frames of article 174 of the criminal code, never the exact sum."""

    NONE = "none"
    UNDER_2M = "under_2m"
    FROM_2M = "from_2m"
    FROM_50M = "from_50m"
    FROM_200M = "from_200m"
    FROM_500M = "from_500m"
    UNKNOWN = "unknown"


def _choice(enum: type[StrEnum], name: str) -> Enum:
    return Enum(
        enum,
        name=name,
        native_enum=False,
        length=16,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )


class ConsentState(StrEnum):
    """Why a report is only counted: the resident said no, or said nothing."""

    NOT_GIVEN = "not_given"
    REFUSED = "refused"


class Narrative(TypeDecorator[RedactedText]):
    """A text column that takes what came from the redactor, and refuses all else."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write a redacted text. Raises NotRedacted."""
        return None if value is None else str(require_redacted(value))

    def process_result_value(
        self,
        value: str | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> RedactedText | None:
        """Read back what was redacted before it was written."""
        return None if value is None else redacted_before(value)


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
    loss: Mapped[LossBucket] = mapped_column(_choice(LossBucket, "loss"), primary_key=True)
    consent: Mapped[ConsentState] = mapped_column(
        _choice(ConsentState, "consent"), primary_key=True
    )
    reports: Mapped[int] = mapped_column(Integer)


class Case(Base):
    """One report whose resident agreed that the narrative is kept.

    The narrative goes after a named period (cases/retention.py), the facts stay.
    """

    __tablename__ = "cases"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    # The full hour, in UTC, as that of the consent: too coarse to recognise a conversation by.
    told_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    decision: Mapped[str] = mapped_column(String(8))
    playbook_id: Mapped[str | None] = mapped_column(String(50), index=True)
    confidence: Mapped[float] = mapped_column(Float)
    stage: Mapped[Stage | None] = mapped_column(_choice(Stage, "stage"))
    loss: Mapped[LossBucket] = mapped_column(_choice(LossBucket, "loss"))
    interpreter: Mapped[str] = mapped_column(String(16))
    model: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[CaseStatus] = mapped_column(_choice(CaseStatus, "status"))
    narrative: Mapped[RedactedText | None] = mapped_column(Narrative)
    consent_wording: Mapped[str | None] = mapped_column(String(16))
    consented_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), index=True)
    # SHA-256 of the random receipt code that only the resident holds.
    receipt_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
