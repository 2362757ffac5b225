"""The access token: good for a day, renewed with a refresh token that can be spent once.

Whoever spends it and loses the new pair has locked the account out until the operator comes. So one
process renews at a time, by a lease in the database, and a new pair is on disk before it is used.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.channels.outgoing import TryLater, Unsure
from bot.channels.zalo_oa.api import RefreshRefused, ZaloOaApi
from casework.channel_tokens.store import TokenPair, TokenStore, TokenStoreClosed

EARLY = timedelta(hours=1)
"""So long before its end an access token is renewed."""

_MARGIN = timedelta(minutes=1)
_LONGEST_REST = 600.0
# While another process renews, its new pair is waited for.
_LOOKS = 20
_BETWEEN_LOOKS = 0.25


class AccessTokens:
    """Gives the access token of one channel. All methods raise TryLater or RefreshRefused."""

    def __init__(
        self,
        channel: str,
        store: TokenStore,
        api: ZaloOaApi,
        seed: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._channel = channel
        self._store = store
        self._api = api
        self._seed = seed
        self._now = now
        self._seeded = False
        self._pair: TokenPair | None = None
        # Got from Zalo and not on disk yet: the one before it is spent already.
        self._unsaved: TokenPair | None = None
        self._refused: str | None = None
        self._turn = asyncio.Lock()

    async def get(self, instead_of: str = "") -> str:
        """An access token that is good, and not the one that Zalo has just refused."""
        return (await self._good(_MARGIN, instead_of)).access

    async def keep_fresh(self) -> float:
        """Renew the pair if its end is near; seconds until it should be looked at again."""
        pair = await self._good(EARLY, "")
        left = (pair.valid_until - EARLY - self._now()).total_seconds()
        return min(max(left, 1.0), _LONGEST_REST)

    async def _good(self, margin: timedelta, instead_of: str) -> TokenPair:
        async with self._turn:
            try:
                return await self._found_or_renewed(margin, instead_of)
            except TokenStoreClosed:
                raise TryLater from None

    async def _found_or_renewed(self, margin: timedelta, instead_of: str) -> TokenPair:
        def is_good(pair: TokenPair) -> bool:
            if pair.access in {"", instead_of}:
                return False
            return pair.valid_until - margin > self._now()

        if self._unsaved is not None:
            return await self._keep(self._unsaved)
        if self._pair is not None and is_good(self._pair):
            return self._pair
        if not self._seeded:
            await self._store.seed(self._channel, self._seed)
            self._seeded = True
        return await self._from_store(is_good)

    async def _from_store(self, is_good: Callable[[TokenPair], bool]) -> TokenPair:
        for _ in range(_LOOKS):
            pair = await self._store.load(self._channel)
            if pair is None:
                # Its seal is of another BOT_KEY.
                raise RefreshRefused
            if is_good(pair):
                self._pair = pair
                return pair
            leased = await self._store.lease(self._channel)
            if leased == pair:
                return await self._undisturbed(self._renewed(pair))
            if leased is not None:
                # Renewed by another between our look and our lease.
                await self._store.release(self._channel)
            else:
                await asyncio.sleep(_BETWEEN_LOOKS)
        raise TryLater

    async def _undisturbed(self, renewing: Coroutine[None, None, TokenPair]) -> TokenPair:
        """Finish a renewal also when this process is being ended: half of one loses the pair."""
        task = asyncio.create_task(renewing)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait({task})
            raise

    async def _renewed(self, leased: TokenPair) -> TokenPair:
        """Renew a pair that is leased to us."""
        if leased.refresh == self._refused:
            await self._store.release(self._channel)
            raise RefreshRefused
        try:
            new = await self._api.renew(leased.refresh)
        except RefreshRefused:
            self._refused = leased.refresh
            await self._store.release(self._channel)
            raise
        except (TryLater, Unsure) as trouble:
            # Nobody knows whether an unanswered call has spent it. Only another try tells.
            await self._store.release(self._channel)
            raise (trouble if isinstance(trouble, TryLater) else TryLater()) from None
        valid_until = self._now() + timedelta(seconds=new.seconds)
        self._unsaved = replace(
            leased, access=new.access, refresh=new.refresh, valid_until=valid_until
        )
        return await self._keep(self._unsaved)

    async def _keep(self, pair: TokenPair) -> TokenPair:
        await self._store.save(self._channel, pair)
        self._unsaved, self._pair = None, pair
        return pair
