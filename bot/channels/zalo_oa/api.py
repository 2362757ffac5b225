"""Calls to Zalo: sending a message, and spending a refresh token for a new pair."""

from dataclasses import dataclass, field
from typing import Annotated

import httpx
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.channels.base import Leaving
from bot.channels.outgoing import TryLater, Unsure, telling_what_became, trace_of

_TIMEOUT = 20.0
_LIMITED = 429
_SERVER_ERROR = 500
# A day and an hour, as the sources say; should an answer not tell it.
_VALID_SECONDS = 90_000


class RefreshRefused(Exception):
    """Zalo takes this refresh token no more: it is spent, too old, or of another app."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class Quota(_Model):
    """How many messages are left: of the eight to this chat, or of the account's package."""

    quota_type: str = ""
    remain: int
    total: int


def _quota_or_none(found: object) -> Quota | None:
    """A message that has been delivered is not doubted because its quota cannot be read."""
    try:
        return Quota.model_validate(found)
    except ValidationError:
        return None


class _Data(_Model):
    quota: Annotated[Quota | None, BeforeValidator(_quota_or_none)] = None


def _data_or_none(found: object) -> _Data | None:
    try:
        return _Data.model_validate(found)
    except ValidationError:
        return None


class Answer(_Model):
    """What Zalo says to a message. `error` 0: delivered."""

    error: int
    data: Annotated[_Data | None, BeforeValidator(_data_or_none)] = None

    @property
    def quota(self) -> Quota | None:
        """The quota, if one is told."""
        return self.data.quota if self.data else None


class _Renewal(_Model):
    access_token: str = ""
    refresh_token: str = ""
    # A string in the sources.
    expires_in: int = _VALID_SECONDS
    error: int = 0


@dataclass(frozen=True, slots=True)
class NewTokens:
    """A new pair, and for how many seconds the access token is good."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    seconds: int


class ZaloOaApi:
    """Each method raises TryLater or Unsure, none of which names a token."""

    def __init__(self, api_url: str, login_url: str, app_id: str, app_secret: str) -> None:
        self.url = api_url
        self._message_url = f"{api_url.rstrip('/')}/v3.0/oa/message/cs"
        self._login_url = f"{login_url.rstrip('/')}/v4/oa/access_token"
        self._app_id = app_id
        self._app_secret = app_secret
        self._client = httpx.AsyncClient(timeout=_TIMEOUT)

    async def send(self, access_token: str, chat: str, text: str, leaving: Leaving) -> Answer:
        """Send a text as a message of consultation (tin Tư vấn)."""
        with telling_what_became():
            answer = await self._client.post(
                self._message_url,
                headers={b"access_token": access_token.encode()},
                json={"recipient": {"user_id": chat}, "message": {"text": text}},
                extensions={"trace": trace_of(leaving)},
            )
        _raise_for_trouble(answer)
        try:
            return Answer.model_validate_json(answer.content)
        except ValidationError:
            if answer.is_success:
                raise Unsure from None
            raise TryLater from None

    async def renew(self, refresh_token: str) -> NewTokens:
        """Spend a refresh token. Raises RefreshRefused, besides."""
        with telling_what_became():
            answer = await self._client.post(
                self._login_url,
                headers={b"secret_key": self._app_secret.encode()},
                data={
                    "refresh_token": refresh_token,
                    "app_id": self._app_id,
                    "grant_type": "refresh_token",
                },
            )
        _raise_for_trouble(answer)
        try:
            renewal = _Renewal.model_validate_json(answer.content)
        except ValidationError:
            raise Unsure from None
        if renewal.access_token and renewal.refresh_token:
            return NewTokens(renewal.access_token, renewal.refresh_token, renewal.expires_in)
        # No list of its error codes was at hand: what it refuses in so many words is refused.
        if renewal.error or not answer.is_success:
            raise RefreshRefused
        raise Unsure

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _raise_for_trouble(answer: httpx.Response) -> None:
    if answer.status_code == _LIMITED:
        told = answer.headers.get("retry-after", "")
        raise TryLater(float(told)) if told.isdecimal() else TryLater()
    if answer.status_code >= _SERVER_ERROR:
        raise TryLater
