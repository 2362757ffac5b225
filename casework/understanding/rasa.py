"""Client of the NLU server: Rasa's POST /model/parse. Redacted text only.

Behind the address may stand one server or a balancer with several. A balancer hands out
connections, not requests: hence a second try on a new connection, and none that is kept for ever.
"""

import asyncio
from itertools import count

import httpx
from pydantic import BaseModel, Field, ValidationError

from casework.privacy.texts import RedactedText, require_redacted
from casework.stage import Stage
from casework.understanding.base import (
    LONGEST_UTTERANCE,
    Interpretation,
    InterpreterUnavailable,
    RankedIntent,
    Thresholds,
)

# A resident must be answered within a second or two even when the server hangs.
_TIMEOUT = httpx.Timeout(1.0, connect=0.3)
PATIENT = httpx.Timeout(20.0, connect=0.3)
"""For measuring, where nobody waits and a busy machine must not spoil an hour's work."""

RENEW_EVERY = 32
"""Of so many requests one gives its connection up, so that a server which came back or was added
behind the balancer gets its share within seconds. A new connection costs less than a millisecond.
"""

_GONE = (httpx.NetworkError, httpx.RemoteProtocolError)
"""The connection failed: the server is gone, or closed it while we wrote. No timeouts: a server
that is too slow must not be asked twice."""


class _Intent(BaseModel):
    name: str
    confidence: float = Field(ge=0, le=1)


class _Stage(BaseModel):
    name: Stage
    confidence: float = Field(ge=0, le=1)


class _Thresholds(BaseModel):
    warn: float
    name: float
    margin: float
    name_warn: float
    ask: float
    ask_warn: float
    name_few: float


class _Parsed(BaseModel):
    """The part of the answer that we rely on (nlu/README.md is the contract)."""

    intent_ranking: list[_Intent] = Field(min_length=1)
    thresholds: _Thresholds | None = None
    stage_ranking: list[_Stage] = []
    model_id: str | None = None


class RasaInterpreter:
    """Asks a Rasa NLU server. One instance keeps its connections open: close it at the end."""

    def __init__(
        self,
        url: str,
        token: str | None,
        transport: httpx.AsyncBaseTransport | None = None,
        timeout: httpx.Timeout = _TIMEOUT,
    ) -> None:
        # One for both clients: reading the certificates of the system takes a while.
        tls = httpx.create_ssl_context()
        self._client = httpx.AsyncClient(
            base_url=url, timeout=timeout, transport=transport, verify=tls
        )
        # Keeps no connection, so that a second try never meets another one to the dead server.
        self._afresh = httpx.AsyncClient(
            base_url=url,
            timeout=timeout,
            transport=transport,
            verify=tls,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        self._params = {"token": token} if token else {}
        # In all, however many tries and connections it takes.
        self._longest = timeout.read
        self._asked = count(1)

    async def interpret(self, utterance: RedactedText) -> Interpretation:
        """Rank the intents.

        Raises InterpreterUnavailable on any failure of the server, NotRedacted for a text that
        did not come from the redactor.
        """
        text = _acceptable(require_redacted(utterance))
        if not text:
            return Interpretation((), source="rasa")
        try:
            async with asyncio.timeout(self._longest):
                answer = await self._parse(text)
            answer.raise_for_status()
            parsed = _Parsed.model_validate_json(answer.content)
        except (httpx.HTTPError, TimeoutError, ValidationError) as error:
            # Neither the text nor the URL (it holds the token) may travel with the error.
            raise InterpreterUnavailable(type(error).__name__) from None
        ranking = tuple(RankedIntent(i.name, i.confidence) for i in parsed.intent_ranking)
        limits = parsed.thresholds
        return Interpretation(
            ranking,
            source="rasa",
            model=parsed.model_id,
            thresholds=Thresholds(**limits.model_dump()) if limits else None,
            stages={stage.name: stage.confidence for stage in parsed.stage_ranking},
        )

    async def ready(self) -> bool:
        """Whether a server with a loaded model answers."""
        try:
            answer = await self._client.get("/status", params=self._params)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()
        await self._afresh.aclose()

    async def _parse(self, text: str) -> httpx.Response:
        """Ask; once more on a new connection if the first fails. Parsing changes nothing there."""
        leaving = next(self._asked) % RENEW_EVERY == 0
        try:
            answer = await self._client.post(
                "/model/parse",
                json={"text": text},
                params=self._params,
                headers={"Connection": "close"} if leaving else {},
            )
        except _GONE:
            pass
        else:
            # The same, said by a balancer that speaks HTTP.
            if answer.status_code != httpx.codes.BAD_GATEWAY:
                return answer
        return await self._afresh.post("/model/parse", json={"text": text}, params=self._params)


def _acceptable(utterance: RedactedText) -> str:
    """Cap the length; strip the leading '/', with which Rasa would skip NLU altogether.

    Of a very long text the beginning and the end are kept: people say what happened first and
    what it came to last.
    """
    text = utterance.lstrip("/ \t\r\n").strip()
    if len(text) <= LONGEST_UTTERANCE:
        return text
    half = LONGEST_UTTERANCE // 2
    return f"{text[: half - 1]} {text[-half:]}"
