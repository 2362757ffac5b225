"""The opinions as officers read them: page by page, and how far they have got with each.

All of it in the caller's transaction: the console writes its audit entry in the same one.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from casework.opinions.models import Opinion, OpinionStatus
from casework.privacy.taking_out import without
from casework.privacy.texts import RedactedText

COUNTED_UP_TO = 1_000
"""Beyond it there are 'more than 1,000': counting on would cost more than it tells."""


class OpinionChanged(Exception):
    """Góp ý này vừa được người khác cập nhật. Mở lại để xem bản mới rồi hãy lưu."""


class NotFoundInOpinion(Exception):
    """Không thấy những chữ đó trong ý kiến này. Chép đúng phần còn sót rồi bấm lại."""


class OpinionGone(Exception):
    """Góp ý này không còn: người gửi đã xoá, hoặc đã hết hạn giữ. Không cần làm gì thêm."""


async def page(
    session: AsyncSession,
    status: OpinionStatus | None,
    before: tuple[datetime, UUID] | None,
    size: int = 25,
) -> list[Opinion]:
    """The newest opinions first; those of every status for None.

    `before` is the told_at and the id of the last one on the page before: an opinion that comes
    or goes meanwhile moves nothing from one page to another.
    """
    wanted = select(Opinion).order_by(Opinion.told_at.desc(), Opinion.id.desc()).limit(size)
    if status is not None:
        wanted = wanted.where(Opinion.status == status)
    if before is not None:
        hour, last = before
        # The first half is what the index on told_at can use; hours are shared by many.
        older = or_(Opinion.told_at < hour, Opinion.id < last)
        wanted = wanted.where(and_(Opinion.told_at <= hour, older))
    return list((await session.scalars(wanted)).all())


async def count_new(session: AsyncSession) -> int:
    """How many opinions nobody has read yet, counted up to one more than COUNTED_UP_TO."""
    new = select(Opinion.id).where(Opinion.status == OpinionStatus.NEW).limit(COUNTED_UP_TO + 1)
    return await session.scalar(select(func.count()).select_from(new.subquery())) or 0


async def handle(
    session: AsyncSession,
    opinion_id: UUID,
    version: int,
    status: OpinionStatus,
    note: RedactedText | None,
) -> Opinion:
    """Set how far an opinion has got, and its note in place of the one before (None: no note).

    `version` is the one that the officer has seen. Raises OpinionChanged, OpinionGone.
    """
    done = await session.execute(
        update(Opinion)
        .where(Opinion.id == opinion_id, Opinion.version == version)
        .values(status=status, note=note, version=Opinion.version + 1)
        .execution_options(synchronize_session=False)
    )
    # What the session has read before is not what stands there now.
    opinion = await session.get(Opinion, opinion_id, populate_existing=True)
    if opinion is None:
        raise OpinionGone
    if not (isinstance(done, CursorResult) and done.rowcount):
        raise OpinionChanged
    return opinion


async def take_out(session: AsyncSession, opinion_id: UUID, version: int, said: str) -> None:
    """Take words that the redactor has missed out of an opinion and its note.

    Raises NotFoundInOpinion, OpinionChanged, OpinionGone.
    """
    opinion = await session.get(Opinion, opinion_id, populate_existing=True)
    if opinion is None:
        raise OpinionGone
    text = without(opinion.text, said)
    note = without(opinion.note, said) if opinion.note is not None else None
    if (text, note) == (opinion.text, opinion.note):
        raise NotFoundInOpinion
    done = await session.execute(
        update(Opinion)
        .where(Opinion.id == opinion_id, Opinion.version == version)
        .values(text=text, note=note, version=Opinion.version + 1)
        .execution_options(synchronize_session=False)
    )
    if not (isinstance(done, CursorResult) and done.rowcount):
        raise OpinionChanged
