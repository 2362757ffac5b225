"""Calls to the Bot Platform. The token is part of each address: no address leaves this file."""

from typing import TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.channels.base import Leaving
from bot.channels.outgoing import TryLater, Unreachable, Unsure, telling_what_became, trace_of

IDLE = 408
"""The answer to a poll that has found nothing; also with HTTP 200."""

TOKEN_WRONG = frozenset({401, 403, 404})
"""Answers to getMe, which names no chat: only the token can be meant."""

_TIMEOUT = 20.0
_POLL_SECONDS = 30
_LIMITED = 429
_SERVER_ERROR = 500
# The token has been changed under a running bot: the operator has to act, nothing is lost till then
_TOKEN_PAUSE = 60.0


class Refused(Exception):
    """The platform has answered, and not done what was asked."""

    def __init__(self, code: int, seconds: float | None = None) -> None:
        super().__init__(self.__doc__)
        self.code = code
        self.seconds = seconds


class Bot(BaseModel):
    """What getMe tells of the bot."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    account_name: str | None = None
    # Not in every source: the name that residents see, and that they type to mention the bot.
    display_name: str | None = None


class _Parameters(BaseModel):
    model_config = ConfigDict(extra="ignore")

    retry_after: float | None = None


class _Envelope(BaseModel):
    model_config = ConfigDict(extra="ignore")

    ok: bool
    result: object = None
    error_code: int = 0
    parameters: _Parameters = Field(default_factory=_Parameters)


class _Webhook(BaseModel):
    model_config = ConfigDict(extra="ignore")

    url: str | None = None


Shape = TypeVar("Shape", bound=BaseModel)


class ZaloBotApi:
    """Each method raises Refused, TryLater or Unsure, none of which names the token."""

    def __init__(self, token: str, url: str) -> None:
        self.url = url
        self._client = httpx.AsyncClient(
            base_url=f"{url.rstrip('/')}/bot{token}/", timeout=_TIMEOUT
        )

    async def get_me(self) -> Bot:
        """Which bot the token belongs to."""
        return _read_as(Bot, await self._call("getMe"))

    async def get_updates(self) -> list[object]:
        """Wait for an update. One is handed out at a time, once: there is no offset."""
        # The sources' tables call the timeout a string.
        found = await self._call(
            "getUpdates", {"timeout": str(_POLL_SECONDS)}, seconds=_POLL_SECONDS + 10
        )
        if isinstance(found, list):
            return found
        return [found] if found else []

    async def send_message(self, chat: str, text: str, leaving: Leaving) -> None:
        """Send a text. Raises TryLater, Unreachable or Unsure, as `Messenger.send`."""
        try:
            await self._call("sendMessage", {"chat_id": chat, "text": text}, leaving=leaving)
        except Refused as refused:
            raise _of_a_message(refused) from None

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates sent to `url`, with the secret in a header of each."""
        await self._call("setWebhook", {"url": url, "secret_token": secret})

    async def delete_webhook(self) -> None:
        """Have updates wait for getUpdates."""
        await self._call("deleteWebhook")

    async def webhook(self) -> str:
        """Where updates are sent to; empty while they wait for getUpdates."""
        try:
            found = await self._call("getWebhookInfo")
        except Refused as refused:
            if refused.code in TOKEN_WRONG - {404}:
                raise
            # Nobody says what is answered when none was ever set.
            return ""
        return _read_as(_Webhook, found).url or ""

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _call(
        self,
        method: str,
        parameters: dict[str, str] | None = None,
        *,
        seconds: float = _TIMEOUT,
        leaving: Leaving | None = None,
    ) -> object:
        extensions = {"trace": trace_of(leaving)} if leaving else {}
        with telling_what_became():
            answer = await self._client.post(
                method, json=parameters or {}, timeout=seconds, extensions=extensions
            )
        return _result(answer)


def _result(answer: httpx.Response) -> object:
    try:
        envelope = _Envelope.model_validate_json(answer.content)
    except ValidationError:
        envelope = None
    if answer.status_code >= _SERVER_ERROR or (envelope is None and not answer.is_success):
        raise Refused(answer.status_code, _retry_after(answer))
    if envelope is None:
        # It took the call and said something that nobody can read.
        raise Unsure
    # Errors come with HTTP 200 too: `ok` alone tells.
    if not envelope.ok:
        seconds = envelope.parameters.retry_after or _retry_after(answer)
        raise Refused(envelope.error_code or answer.status_code, seconds)
    if not answer.is_success:
        raise Refused(answer.status_code, _retry_after(answer))
    return envelope.result


def _read_as(shape: type[Shape], result: object) -> Shape:
    """What is not of the documented shape tells nothing, and is no reason to stop."""
    try:
        return shape.model_validate(result)
    except ValidationError:
        return shape()


def _retry_after(answer: httpx.Response) -> float | None:
    told = answer.headers.get("retry-after", "")
    return float(told) if told.isdecimal() else None


def _of_a_message(refused: Refused) -> Exception:
    """What a refusal means for a message. The codes are HTTP's; no list of them was at hand."""
    if refused.code == _LIMITED:
        return TryLater(refused.seconds) if refused.seconds else TryLater()
    if refused.code == IDLE:
        return Unsure()
    if refused.code == min(TOKEN_WRONG):
        return TryLater(_TOKEN_PAUSE)
    if 400 <= refused.code < _SERVER_ERROR:  # noqa: PLR2004  # HTTP's own frame
        # 403 and 404: blocked or gone. 400: a chat that is none. The same message would be refused
        # again, whatever it is for.
        return Unreachable()
    return TryLater()
