"""What is kept of a running conversation between two turns, where any worker may take the next."""

from datetime import datetime

from sqlalchemy import DateTime, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from casework.db import Base


class RunningChat(Base):
    """One running conversation: sealed, and gone hours after its last message.

    `last_replies` are those of the last turn on the web page, for a page that is opened again.
    """

    __tablename__ = "running_chats"

    # Keyed hash of channel and chat: knows a chat again, names nobody.
    conversation: Mapped[str] = mapped_column(String(64), primary_key=True)
    # The full hour, in UTC.
    heard_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    chat: Mapped[str] = mapped_column(Text)
    last_replies: Mapped[str | None] = mapped_column(Text)
