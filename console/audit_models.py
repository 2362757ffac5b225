"""The audit log as the database keeps it: append-only, each entry chained to the one before."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, DateTime, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from casework.db import Base


class AuditEntry(Base):
    """One act: who, what, on what. No text of a resident, and no word that was searched for.

    Triggers of the database refuse to change or to delete a row (alembic 0003).
    """

    __tablename__ = "audit_entries"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    done_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    officer_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    act: Mapped[str] = mapped_column(String(40), index=True)
    # What it was done to: 'case:<id>', 'officer:<id>', or nothing.
    subject: Mapped[str | None] = mapped_column(String(80), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, server_default="{}")
    # HMAC-SHA-256 under the console's key over the hash before and this entry.
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The last entry's number and hash, in one row, sealed: what is cut off the end is missed.

    `seal` is an HMAC over both under a key of its own. Whoever owns the database and not the key
    can only put an older head back that they have copied.
    """

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
