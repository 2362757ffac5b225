"""What is kept of an opinion: its redacted text, and how far the officers have got with it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import DateTime, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from casework.columns import Narrative, choice
from casework.db import Base
from casework.privacy.texts import RedactedText


class OpinionStatus(StrEnum):
    """How far the officers have got with an opinion."""

    NEW = "new"
    READ = "read"
    IN_PROGRESS = "in_progress"
    DONE = "done"


class Opinion(Base):
    """An opinion or proposal that a resident has sent on purpose, to be read by officers.

    Kept for a named period (opinions/retention.py); no column leads to a chat.
    """

    __tablename__ = "opinions"
    __table_args__ = (Index("ix_opinions_status_told_at", "status", "told_at"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    # The full hour, in UTC, as with cases.
    told_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    text: Mapped[RedactedText] = mapped_column(Narrative)
    status: Mapped[OpinionStatus] = mapped_column(choice(OpinionStatus, "status"))
    # What the officers have done about it, in their own words; redacted too.
    note: Mapped[RedactedText | None] = mapped_column(Narrative)
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    # SHA-256 of the random receipt code that only the resident holds.
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)
