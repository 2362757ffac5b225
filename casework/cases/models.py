"""The case: the record kept. It holds nothing that leads back to a person."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import DateTime, Enum, Float, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from casework.db import Base
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


class Case(Base):
    """One report. Without consent it is a count only: no narrative."""

    __tablename__ = "cases"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    # The full hour, in UTC: enough for statistics, too coarse to recognise a conversation by.
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
    narrative: Mapped[str | None] = mapped_column(Text)
    consent_wording: Mapped[str | None] = mapped_column(String(16))
    consented_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # SHA-256 of the random receipt code that only the resident holds.
    receipt_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
