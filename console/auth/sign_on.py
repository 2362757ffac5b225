"""The organisation's own sign-on (OpenID Connect): authorization code with PKCE, state and nonce.

Nothing of it is logged but the class of an error: tokens and claims stay in this file.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import quote_plus, urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from pydantic import AfterValidator, BaseModel

ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512"),
)
"""Signatures of a key pair only: neither `none`, nor HS*, whose secret is ours as well."""

LASTS = timedelta(minutes=10)
"""From the click until the officer is back."""

LEEWAY_SECONDS = 60
"""Clocks differ."""

MULTI_FACTOR = "mfa"
"""In `amr` (RFC 8176): more than one factor was shown. The names of single factors don't count."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

_PATIENCE_SECONDS = 10
_SCOPE = "openid profile email"
_RANDOM_BYTES = 48
_ONLY_THESE = ("preferred_username", "email", "email_verified")
# What a provider answers that can't answer now (RFC 6749, 4.1.2.1).
_BUSY = frozenset({"server_error", "temporarily_unavailable"})


class SignOnFailed(Exception):
    """Đăng nhập qua cơ quan chưa được. Hãy thử lại, hoặc đăng nhập bằng mật khẩu."""


class NotAllowed(SignOnFailed):
    """Trang đăng nhập của cơ quan chưa cho vào, hoặc bạn đã bấm huỷ. Hãy thử lại."""


class ForeignAnswer(SignOnFailed):
    """Câu trả lời này không thuộc lần đăng nhập của bạn. Hãy bắt đầu đăng nhập lại."""


class UsedAnswer(SignOnFailed):
    """Lần đăng nhập này đã dùng rồi hoặc đã hết hạn. Hãy bắt đầu đăng nhập lại."""


class BadToken(SignOnFailed):
    """Câu trả lời của trang đăng nhập cơ quan không hợp lệ nên chưa cho vào. Hãy thử lại."""


class NoSuchAccount(SignOnFailed):
    """Tài khoản này chưa được thêm vào đây, hoặc đã bị tắt; nhờ người quản trị thêm hoặc bật."""


class SignOnAway(Exception):
    """Trang đăng nhập của cơ quan không trả lời. Hãy thử lại sau, hoặc dùng mật khẩu."""


class SignOnWrong(SignOnAway):
    """Phần đăng nhập qua cơ quan cài đặt chưa đúng; nhờ người quản trị máy xem."""


class OtherIssuer(SignOnWrong):
    """OIDC_ISSUER chưa đúng với trang đăng nhập của cơ quan; nhờ người quản trị máy xem."""


class ClientRefused(SignOnWrong):
    """OIDC_CLIENT_ID hoặc OIDC_CLIENT_SECRET chưa đúng; nhờ người quản trị máy xem."""


class Started(BaseModel):
    """A sign-on that has begun: sealed in a cookie until the officer is back."""

    kind: Literal["sign_on"] = "sign_on"
    state: str
    nonce: str
    verifier: str
    redirect_uri: str
    where: str
    until: datetime


class Answer(BaseModel):
    """What the provider sends the officer back with."""

    code: str = ""
    state: str = ""
    error: str = ""
    iss: str = ""


def _safe(address: str) -> str:
    """Secrets go over TLS, or stay on this machine. Raises ValueError."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError
    return address


Safe = Annotated[str, AfterValidator(_safe)]


class _Endpoints(BaseModel):
    """What a provider says of itself (OpenID Connect Discovery 1.0)."""

    issuer: str
    authorization_endpoint: Safe
    token_endpoint: Safe
    jwks_uri: Safe
    userinfo_endpoint: Safe | None = None
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]


@dataclass(frozen=True, slots=True)
class SignedOn:
    """Whom the provider has proved."""

    login: str
    second_factor: bool


def start(redirect_uri: str, where: str, now: datetime) -> Started:
    """A new sign-on, with secrets of its own."""
    state, nonce, verifier = (secrets.token_urlsafe(_RANDOM_BYTES) for _ in range(3))
    return Started(
        state=state,
        nonce=nonce,
        verifier=verifier,
        redirect_uri=redirect_uri,
        where=where,
        until=now + LASTS,
    )


@dataclass(frozen=True, slots=True)
class Provider:
    """The organisation's sign-on. Its addresses and keys are asked for anew each time."""

    issuer: str
    client_id: str
    client_secret: str
    login_claim: str

    async def address_for(self, started: Started) -> str:
        """Where the officer's browser goes. Raises SignOnAway, SignOnWrong."""
        async with _line() as line:
            endpoints = await self._discover(line)
        address: str = prepare_grant_uri(
            endpoints.authorization_endpoint,
            client_id=self.client_id,
            response_type="code",
            redirect_uri=started.redirect_uri,
            scope=_SCOPE,
            state=started.state,
            nonce=started.nonce,
            code_challenge=create_s256_code_challenge(started.verifier),
            code_challenge_method="S256",
        )
        return address

    async def identify(self, started: Started, answer: Answer, now: datetime) -> SignedOn:
        """Who has come back. Raises SignOnFailed and its kinds, SignOnAway, SignOnWrong."""
        if answer.iss and answer.iss != self.issuer:
            raise ForeignAnswer
        if answer.error in _BUSY:
            raise SignOnAway
        if answer.error or not answer.code:
            raise NotAllowed
        async with _line() as line:
            endpoints = await self._discover(line)
            tokens = await self._redeem(line, endpoints, started, answer.code)
            keys = _keys(_json(await line.get(endpoints.jwks_uri)))
            claims = self._read(tokens, keys, started.nonce, now)
            if self.login_claim not in claims and endpoints.userinfo_endpoint:
                claims |= await _ask_more(line, endpoints.userinfo_endpoint, tokens, claims["sub"])
        return SignedOn(self._login(claims), MULTI_FACTOR in (claims.get("amr") or []))

    async def _discover(self, line: httpx.AsyncClient) -> _Endpoints:
        address = self.issuer.rstrip("/") + "/.well-known/openid-configuration"
        try:
            said = _json(await line.get(_safe(address)))
            endpoints = _Endpoints.model_validate(said)
        except ValueError:
            raise SignOnWrong from None
        if endpoints.issuer != self.issuer:
            raise OtherIssuer
        return endpoints

    async def _redeem(
        self, line: httpx.AsyncClient, endpoints: _Endpoints, started: Started, code: str
    ) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": started.redirect_uri,
            "code_verifier": started.verifier,
        }
        if "client_secret_basic" in endpoints.token_endpoint_auth_methods_supported:
            # Encoded first: RFC 6749, 2.3.1.
            auth = quote_plus(self.client_id), quote_plus(self.client_secret)
            response = await line.post(endpoints.token_endpoint, data=form, auth=auth)
        else:
            form |= {"client_id": self.client_id, "client_secret": self.client_secret}
            response = await line.post(endpoints.token_endpoint, data=form)
        if response.status_code in {httpx.codes.BAD_REQUEST, httpx.codes.UNAUTHORIZED}:
            refused = _json(response, response.status_code).get("error")
            raise UsedAnswer if refused == "invalid_grant" else ClientRefused
        return _json(response)

    def _read(
        self, tokens: dict[str, Any], keys: KeySet, nonce: str, now: datetime
    ) -> dict[str, Any]:
        """The claims of the id_token, once all of it has been checked. Raises BadToken."""
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        wanted = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self.client_id},
        }
        try:
            token = jwt.decode(tokens["id_token"], keys, registry=registry)
            known = {"nonce": nonce, "client_id": self.client_id}
            known["access_token"] = tokens.get("access_token", "")
            claims = CodeIDToken(token.claims, token.header, wanted, known)
            claims.validate(int(now.timestamp()), LEEWAY_SECONDS)
        except (JoseError, KeyError, TypeError, ValueError, AttributeError):
            raise BadToken from None
        return dict(claims)

    def _login(self, claims: dict[str, Any]) -> str:
        """The officer's login, as the provider vouches for it. Raises NoSuchAccount."""
        login = claims.get(self.login_claim)
        if self.login_claim == "email" and claims.get("email_verified") is not True:
            raise NoSuchAccount
        # Not ASCII: a letter that becomes another when made small, as the Kelvin sign becomes k.
        if not isinstance(login, str) or not login.isascii():
            raise NoSuchAccount
        return login.lower()


@asynccontextmanager
async def _line() -> AsyncIterator[httpx.AsyncClient]:
    """A client, with every way of not getting an answer turned into SignOnAway."""
    try:
        async with (
            asyncio.timeout(_PATIENCE_SECONDS),
            httpx.AsyncClient(timeout=_PATIENCE_SECONDS) as line,
        ):
            yield line
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, UnicodeError):
        raise SignOnAway from None


async def _ask_more(
    line: httpx.AsyncClient, address: str, tokens: dict[str, Any], subject: str
) -> dict[str, Any]:
    """What a provider tells at its userinfo endpoint only. Raises BadToken."""
    bearer = {"Authorization": f"Bearer {tokens.get('access_token')}"}
    more = _json(await line.get(address, headers=bearer))
    if more.get("sub") != subject:
        raise BadToken
    return {name: more[name] for name in _ONLY_THESE if name in more}


def _json(response: httpx.Response, wanted: int = httpx.codes.OK) -> dict[str, Any]:
    """The object that was answered. Raises SignOnAway, SignOnWrong."""
    if response.is_server_error or response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise SignOnAway
    try:
        said = response.json()
    except ValueError:
        said = None
    if response.status_code != wanted or not isinstance(said, dict):
        raise SignOnWrong
    return said


def _keys(said: dict[str, Any]) -> KeySet:
    try:
        return KeySet.import_key_set({"keys": said["keys"]})
    except (JoseError, KeyError, TypeError, ValueError, AttributeError):
        raise SignOnWrong from None
