"""What a turned key would make strange: updates and conversations that are known by a keyed hash.

While two keys are listed, processes with the old settings run beside others with the new ones, and
each hashes with its own current key. Asked here, in the transaction that takes the update in, all
come to the same answer. With one key listed nothing is asked of the database.
"""

from collections.abc import Sequence

from sqlalchemy import column as named
from sqlalchemy import or_, select, table, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.deliveries.models import Delivery

# By name: running_chats is a room beside this one, and they do not know each other.
_CHATS = table("running_chats", named("conversation"), named("heard_at"))
_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(:known, 0))")


async def taken_before(session: AsyncSession, update_keys: Sequence[str]) -> bool:
    """Whether an update was taken in under a previous key.

    `update_keys`: `Keys.signs`, the current key's first. That one is unique in the table and needs
    no look; after this no other process can take the same update before the transaction ends.
    """
    if len(update_keys) == 1:
        return False
    await _alone(session, update_keys)
    known = select(Delivery.id).where(Delivery.update_key.in_(update_keys[1:]))
    return await session.scalar(known.limit(1)) is not None


async def conversation_now(session: AsyncSession, conversations: Sequence[str]) -> str:
    """By which hash a conversation goes at this moment; `conversations`: `Keys.signs`.

    By the one under which something of it waits, so that its order is kept and one worker has all
    of it. If nothing waits by the current one: the running chat is then moved to it.
    """
    current, *previous = conversations
    if not previous:
        return current
    await _alone(session, conversations)
    waits = or_(Delivery.message.is_not(None), Delivery.replies.is_not(None))
    waiting = select(Delivery.conversation).where(Delivery.conversation.in_(conversations), waits)
    found = await session.scalar(waiting.order_by(Delivery.id.desc()).limit(1))
    if found is not None:
        return found
    running = select(_CHATS.c.conversation).where(_CHATS.c.conversation.in_(conversations))
    kept = (await session.scalars(running.order_by(_CHATS.c.heard_at.desc()))).all()
    if kept and current not in kept:
        move = update(_CHATS).where(_CHATS.c.conversation == kept[0])
        await session.execute(move.values(conversation=current))
    return current


async def _alone(session: AsyncSession, known: Sequence[str]) -> None:
    """One at a time with the same hashes, whichever of them is current."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(_ALONE, {"known": min(known)})
        return
    # SQLite: one writer at a time, and this makes us the one.
    await session.execute(update(Delivery).where(Delivery.id < 0).values(claim=None))
