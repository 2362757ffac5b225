"""Keeps running conversations between two turns. Sealed by whoever hands them over."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Base
from casework.running_chats.models import RunningChat

KEPT = timedelta(hours=7)
"""From the full hour of the last message: at least the six hours for which a conversation is gone
on with (bot/conversation/chat.py). Those are counted to the second, in the sealed part."""

_THIS = RunningChat.conversation == bindparam("name")
_KEPT = select(RunningChat.chat).where(_THIS)
_FORGET = delete(RunningChat).where(_THIS)
# Of the table, not of the class: the ORM would prepare each row for a bulk insert.
_NEW = insert(Base.metadata.tables["running_chats"]).values(
    conversation=bindparam("name"),
    heard_at=func.date_trunc("hour", func.now(), "UTC"),
    chat=bindparam("sealed"),
    last_replies=bindparam("replies"),
)
_KEEP = _NEW.on_conflict_do_update(
    index_elements=["conversation"],
    set_={name: _NEW.excluded[name] for name in ("heard_at", "chat", "last_replies")},
)


async def kept(session: AsyncSession, conversation: str) -> str | None:
    """The sealed conversation."""
    return await session.scalar(_KEPT, {"name": conversation}) or None


async def last_replies(session: AsyncSession, conversation: str) -> str | None:
    """The sealed replies of the last turn on the page; None if there is no such conversation."""
    asked = select(RunningChat.last_replies).where(RunningChat.conversation == conversation)
    return await session.scalar(asked)


async def keep(
    session: AsyncSession, conversation: str, chat: str | None, replies: str | None
) -> None:
    """Keep a conversation in place of what was kept of it; without both it is forgotten."""
    if chat is None and replies is None:
        await session.execute(_FORGET, {"name": conversation})
        return
    values = {
        "name": conversation,
        "sealed": chat or "",
        "replies": replies,
    }
    await session.execute(_KEEP, values)


async def purge(session: AsyncSession, now: datetime) -> None:
    """Delete those that have rested too long."""
    await session.execute(delete(RunningChat).where(RunningChat.heard_at < now - KEPT))
