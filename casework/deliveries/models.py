"""What is kept of an update until it is answered, and the daily figures of each channel."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.db import Base


class Delivery(Base):
    """One update. Once its answer has gone out, nothing is left of it but a key.

    `message` and `replies` are sealed (casework/deliveries/envelope.py) and hold redacted words.
    """

    __tablename__ = "deliveries"
    # A number is never used again: the journal of departures goes by it.
    __table_args__ = (
        # What waits is little beside what is only known: asked for every second.
        Index(
            "ix_deliveries_waiting",
            "channel",
            postgresql_where=text("message IS NOT NULL OR replies IS NOT NULL"),
            sqlite_where=text("message IS NOT NULL OR replies IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    # Grows in the order of receipt.
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    channel: Mapped[str] = mapped_column(String(16))
    # Keyed hash of channel and update id: knows an update again, names nobody.
    update_key: Mapped[str] = mapped_column(String(64), unique=True)
    # The full hour, in UTC.
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    message: Mapped[str | None] = mapped_column(Text)
    replies: Mapped[str | None] = mapped_column(Text)
    # The rest is used where several processes share the work (bot/workers/).
    # Keyed hash of channel and chat: what belongs together, and in whose order.
    conversation: Mapped[str | None] = mapped_column(String(64), index=True)
    # Of the worker that answers it now. Another one's claim ends this one's right to send.
    claim: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    # How many of the replies have left, or were about to.
    gone_out: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    # Of a reply on the web page, which is fetched and may be fetched again.
    erase_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), index=True)
    # Nobody works on a dead letter any more, until an officer asks for it. Full hour, in UTC.
    dead_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), index=True)
    dead_reason: Mapped[str | None] = mapped_column(String(32))


class ChannelFigure(Base):
    """How often something happened on a channel on a day in Việt Nam. Counts only."""

    __tablename__ = "channel_figures"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    figure: Mapped[str] = mapped_column(String(16), primary_key=True)
    times: Mapped[int] = mapped_column(Integer)
