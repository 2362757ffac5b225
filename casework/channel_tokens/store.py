"""Where a channel's tokens are kept, so that a refresh token that is good once is spent once."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Row
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from casework.channel_tokens.models import ChannelToken
from casework.db import Sessions
from casework.keys import Keys, SealBroken

LEASE = timedelta(minutes=2)
"""Longer than any renewal takes. Who crashes while renewing is waited for that long."""

_CLOSED = (SQLAlchemyError, OSError)
_COLUMNS = (ChannelToken.sealed, ChannelToken.seeded_with, ChannelToken.valid_until)


class _Purpose(StrEnum):
    SEED = "channel token seed"


class TokenStoreClosed(Exception):
    """Nơi giữ mã truy cập của kênh không mở được; xin thử lại sau."""


@dataclass(frozen=True, slots=True)
class TokenPair:
    """An access token, and the refresh token with which the next pair is got."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    valid_until: datetime
    seeded_with: str = field(repr=False)


class TokenStore:
    """Keeps each channel's pair, sealed. All methods raise TokenStoreClosed."""

    def __init__(
        self,
        sessions: Sessions,
        keys: Keys,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._keys = keys
        self._now = now

    async def seed(self, channel: str, refresh_token: str) -> None:
        """Begin with the refresh token of the settings, unless the kept pair descends from it.

        A changed one replaces the pair; an unchanged one has been spent long ago. To be called
        once when a process starts: later another process may already know a newer one.
        """
        known = self._keys.signs(_Purpose.SEED, refresh_token)
        row = {
            "sealed": self._sealed("", refresh_token),
            "seeded_with": known[0],
            "valid_until": datetime.fromtimestamp(0, UTC),
            "leased_until": None,
        }
        async with self._begun() as session:
            dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
            added = dialect.insert(ChannelToken).values(channel=channel, **row)
            await session.execute(
                added.on_conflict_do_update(
                    index_elements=["channel"],
                    set_=row,
                    where=ChannelToken.seeded_with.not_in(known),
                )
            )

    async def sign_anew(self, channel: str, refresh_token: str) -> bool:
        """Sign under the current key from which token the pair descends; whether all is so now.

        False while somebody renews the pair: they would not find theirs again. To be tried later.
        """
        current, *previous = self._keys.signs(_Purpose.SEED, refresh_token)
        mine = ChannelToken.channel == channel, ChannelToken.seeded_with.in_(previous)
        now = self._now()
        free = or_(ChannelToken.leased_until.is_(None), ChannelToken.leased_until < now)
        async with self._begun() as session:
            signed = update(ChannelToken).where(*mine, free).values(seeded_with=current)
            await session.execute(signed)
            return await session.scalar(select(ChannelToken.channel).where(*mine)) is None

    async def load(self, channel: str) -> TokenPair | None:
        """The pair as it is now; None if there is none that can be opened."""
        async with self._begun() as session:
            found = await session.execute(select(*_COLUMNS).where(ChannelToken.channel == channel))
            return self._opened(found.one_or_none())

    async def lease(self, channel: str) -> TokenPair | None:
        """The pair, and for two minutes the right to renew it; None if another has that right."""
        now = self._now()
        free = or_(ChannelToken.leased_until.is_(None), ChannelToken.leased_until < now)
        async with self._begun() as session:
            leased = await session.execute(
                update(ChannelToken)
                .where(ChannelToken.channel == channel, free)
                .values(leased_until=now + LEASE)
                .returning(*_COLUMNS)
            )
            return self._opened(leased.one_or_none())

    async def release(self, channel: str) -> None:
        """Give the lease back without a new pair."""
        async with self._begun() as session:
            await session.execute(
                update(ChannelToken)
                .where(ChannelToken.channel == channel)
                .values(leased_until=None)
            )

    async def save(self, channel: str, pair: TokenPair) -> None:
        """Keep the new pair and end the lease; on disk when this returns.

        Unless the operator has meanwhile set a new refresh token: then that one stays.
        """
        async with self._begun() as session:
            await session.execute(
                update(ChannelToken)
                .where(
                    ChannelToken.channel == channel, ChannelToken.seeded_with == pair.seeded_with
                )
                .values(
                    sealed=self._sealed(pair.access, pair.refresh),
                    valid_until=pair.valid_until,
                    leased_until=None,
                )
            )

    @asynccontextmanager
    async def _begun(self) -> AsyncIterator[AsyncSession]:
        try:
            async with self._sessions.begin() as session:
                yield session
        except _CLOSED:
            raise TokenStoreClosed from None

    def _sealed(self, access: str, refresh: str) -> str:
        return self._keys.seal(json.dumps([access, refresh]))

    def _opened(self, row: Row[str, str, datetime] | None) -> TokenPair | None:
        if row is None:
            return None
        sealed, seeded_with, valid_until = row
        try:
            access, refresh = json.loads(self._keys.unseal(sealed))
        except SealBroken:
            return None
        # SQLite gives moments back without their zone, which is UTC.
        valid_until = valid_until.replace(tzinfo=valid_until.tzinfo or UTC)
        return TokenPair(access, refresh, valid_until, seeded_with)
