"""Takes in an opinion, and deletes it for whoever holds its receipt."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from casework import receipts
from casework.clock import full_hour
from casework.db import Sessions
from casework.opinions.models import Opinion, OpinionStatus
from casework.privacy.texts import RedactedText


async def send(sessions: Sessions, channel: str, text: RedactedText, now: datetime) -> str:
    """Keep an opinion for the officers; the receipt code that only the resident will have."""
    opinion, receipt = new_opinion(channel, text, now)
    async with sessions.begin() as session:
        await keep_in(session, opinion)
    return receipt


def new_opinion(channel: str, text: RedactedText, now: datetime) -> tuple[Opinion, str]:
    """An opinion that is not kept yet, and its receipt code."""
    receipt = receipts.new()
    opinion = Opinion(
        # To the hour, as with cases: the second would lead to the chat in somebody else's log.
        told_at=full_hour(now),
        channel=channel,
        text=text,
        status=OpinionStatus.NEW,
        receipt_hash=receipts.hashed(receipt),
    )
    return opinion, receipt


async def keep_in(session: AsyncSession, opinion: Opinion) -> None:
    """Keep it, in a transaction that is open already."""
    session.add(opinion)
    await session.flush()


async def delete_by_receipt(sessions: Sessions, code: str) -> bool:
    """Delete the opinion of a receipt code, with what officers noted on it; False if none."""
    async with sessions.begin() as session:
        return await delete_by_receipt_in(session, code)


async def delete_by_receipt_in(session: AsyncSession, code: str) -> bool:
    """The same in a transaction that somebody else begins and ends."""
    known = Opinion.receipt_hash == receipts.hashed(code)
    done = await session.execute(delete(Opinion).where(known))
    return isinstance(done, CursorResult) and done.rowcount > 0


async def is_receipt(sessions: Sessions, code: str) -> bool:
    """Whether a receipt code is that of an opinion."""
    known = select(Opinion.id).where(Opinion.receipt_hash == receipts.hashed(code))
    async with sessions() as session:
        return await session.scalar(known) is not None
