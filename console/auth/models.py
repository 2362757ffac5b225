"""Officers and their sessions, as the database keeps them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import Boolean, DateTime, ForeignKey, Index, Integer, String, Uuid, false, true
from sqlalchemy.orm import Mapped, mapped_column

from casework.columns import choice
from casework.db import Base


class Role(StrEnum):
    """What an officer is here for; console/auth/permissions.py says what each may do."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    TRAINER = "trainer"
    ADMIN = "admin"


class Officer(Base):
    """Somebody who may sign in. Never deleted, only switched off: the audit log names them."""

    __tablename__ = "officers"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    active: Mapped[bool] = mapped_column(Boolean, server_default=true())
    # argon2; none for an officer who signs in through the organisation's own sign-on.
    password_hash: Mapped[str | None] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(Boolean, server_default=false())
    # Sealed with the console's key: the database alone makes no second factor.
    totp_sealed: Mapped[str | None] = mapped_column(String(400))
    # The last time step whose code was used; a code is good once.
    totp_step: Mapped[int] = mapped_column(Integer, server_default="0")
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class OfficerSession(Base):
    """One signed-in browser. The cookie holds a random token, the database its hash."""

    __tablename__ = "officer_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    officer_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("officers.id", ondelete="CASCADE"), index=True
    )
    begun_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    # Whether a second factor was shown in this session.
    second_factor: Mapped[bool] = mapped_column(Boolean, server_default=false())
    # Through the organisation's sign-on: no password of ours was used, so none is owed.
    by_sign_on: Mapped[bool] = mapped_column(Boolean, server_default=false())


class FailedSignIn(Base):
    """A failed attempt to sign in, by a keyed stand-in of the address. Kept for a day."""

    __tablename__ = "failed_sign_ins"
    __table_args__ = (Index("ix_failed_sign_ins_address_failed_at", "address", "failed_at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    address: Mapped[str] = mapped_column(String(64))
    failed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
