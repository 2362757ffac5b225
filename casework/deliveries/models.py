"""What is kept of an update until it is answered, and the daily figures of each channel."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from casework.db import Base


class Delivery(Base):
    """One update. Once its answer has gone out, nothing is left of it but a key.

    `message` and `replies` are sealed (casework/deliveries/envelope.py) and hold redacted words.
    """

    __tablename__ = "deliveries"
    # A number is never used again: the journal of departures goes by it.
    __table_args__ = ({"sqlite_autoincrement": True},)

    # Grows in the order of receipt.
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    channel: Mapped[str] = mapped_column(String(16))
    # Keyed hash of channel and update id: knows an update again, names nobody.
    update_key: Mapped[str] = mapped_column(String(64), unique=True)
    # The full hour, in UTC.
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    message: Mapped[str | None] = mapped_column(Text)
    replies: Mapped[str | None] = mapped_column(Text)


class ChannelFigure(Base):
    """How often something happened on a channel on a day in Việt Nam. Counts only."""

    __tablename__ = "channel_figures"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    figure: Mapped[str] = mapped_column(String(16), primary_key=True)
    times: Mapped[int] = mapped_column(Integer)
