"""What is kept of a link, a phone or an account that officers watch: not the thing itself."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.db import Base

LONGEST_SOURCE = 120
"""Letters: a unit and the number of its paper."""


class WatchedValue(Base):
    """One entry. The value itself stands nowhere: only its keyed hash (watch_key.py)."""

    __tablename__ = "watch_list"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        CheckConstraint("kind IN ('link', 'phone', 'account')", name="kind"),
        CheckConstraint("expires_on >= listed_on", name="expires_on"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    # HMAC-SHA-256 under a key that is not in the database, hexadecimal.
    key: Mapped[str] = mapped_column(String(64))
    # By which key it was made: WatchKey.mark. None in books of before there were marks.
    made_with: Mapped[str | None] = mapped_column(String(8))
    # Who says so, as residents and officers read it; never the value, nor a person's number.
    source: Mapped[str] = mapped_column(String(LONGEST_SOURCE))
    playbook: Mapped[str | None] = mapped_column(String(50))
    # Days in Việt Nam; the last one still counts.
    listed_on: Mapped[date] = mapped_column(Date)
    expires_on: Mapped[date] = mapped_column(Date, index=True)
    # Since then somebody's appeal is running: the entry is not in force meanwhile.
    held_since: Mapped[date | None] = mapped_column(Date)
