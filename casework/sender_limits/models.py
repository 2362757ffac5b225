"""How often a sender was heard from in a minute or a few. Rows live two minutes longer."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.db import Base


class SenderMinute(Base):
    """How often until the end of `minute`; `sender` is a keyed hash that changes every day."""

    __tablename__ = "sender_minutes"

    sender: Mapped[str] = mapped_column(String(64), primary_key=True)
    # Minutes since 1970.
    minute: Mapped[int] = mapped_column(Integer, primary_key=True, index=True)
    times: Mapped[int] = mapped_column(Integer)
