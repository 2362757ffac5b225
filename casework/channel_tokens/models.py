"""What is kept of a channel's tokens: the pair, sealed, and who is renewing it."""

from datetime import datetime

from sqlalchemy import DateTime, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from casework.db import Base


class ChannelToken(Base):
    """The pair of tokens of one channel."""

    __tablename__ = "channel_tokens"

    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    # Access and refresh token, encrypted with a key that is not in the database.
    sealed: Mapped[str] = mapped_column(Text)
    # Keyed hash of the refresh token in the settings from which all later ones descend.
    seeded_with: Mapped[str] = mapped_column(String(64))
    valid_until: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    # Until then one process alone may spend the refresh token.
    leased_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
