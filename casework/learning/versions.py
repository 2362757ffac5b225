"""The model versions of this database: which there are, which one is live, and who made it so.

Functions take the session of a transaction that the caller has begun.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.learning.models import ModelVersion, VersionState


class NoSuchVersion(Exception):
    """Không có bản mô hình này trong sổ. Xem các bản đang có: ./canhgiac trainer models."""


class NothingToRollBackTo(Exception):
    """Chưa có bản nào từng dùng trước bản đang dùng, nên không có bản để quay về."""


async def find(session: AsyncSession, name: str) -> ModelVersion:
    """One version. Raises NoSuchVersion."""
    version = await session.get(ModelVersion, name)
    if version is None:
        raise NoSuchVersion
    return version


async def newest_first(session: AsyncSession, most: int = 50) -> Sequence[ModelVersion]:
    """The versions as they were trained, the newest first."""
    query = select(ModelVersion).order_by(ModelVersion.trained_at.desc(), ModelVersion.name)
    return (await session.scalars(query.limit(most))).all()


async def live(session: AsyncSession) -> ModelVersion | None:
    """The version that answers residents; None before the first promotion."""
    query = select(ModelVersion).where(ModelVersion.state == VersionState.LIVE)
    return (await session.scalars(query)).first()


async def before_live(session: AsyncSession) -> ModelVersion:
    """The version that was live before this one. Raises NothingToRollBackTo."""
    query = (
        select(ModelVersion)
        .where(ModelVersion.state == VersionState.RETIRED, ModelVersion.promoted_at.is_not(None))
        .order_by(ModelVersion.promoted_at.desc())
    )
    version = (await session.scalars(query.limit(1))).first()
    if version is None:
        raise NothingToRollBackTo
    return version


async def make_live(session: AsyncSession, name: str, by: str, at: datetime) -> None:
    """Let this version be the live one; the one before is retired. Raises NoSuchVersion."""
    await _replace_live(session, name, by, at, VersionState.RETIRED)


async def roll_back(session: AsyncSession, name: str, by: str, at: datetime) -> None:
    """Let this version be live again; the one that is taken back is never rolled back to.

    Raises NoSuchVersion.
    """
    await _replace_live(session, name, by, at, VersionState.WITHDRAWN)


async def _replace_live(
    session: AsyncSession, name: str, by: str, at: datetime, becomes: VersionState
) -> None:
    version = await find(session, name)
    now_live = await live(session)
    if now_live is not None and now_live.name != name:
        now_live.state = becomes
    version.state = VersionState.LIVE
    version.promoted_at, version.promoted_by = at, by
