"""Stands in for an organisation's OpenID Connect provider, over real HTTP on a loopback port.

It is strict where a real one is: each code once, the client's secret, the redirect URI and the PKCE
verifier are checked. What it says can be bent by a test to see that the console refuses it.
"""

import base64
import hashlib
import secrets
import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, NamedTuple, Self
from urllib.parse import parse_qs, unquote_plus, urlencode

import uvicorn
from fastapi import FastAPI, Header, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from joserfc import jwt
from joserfc.jwk import Key, RSAKey

CLIENT_ID = "canhgiac"
CLIENT_SECRET = "a secret with +:/% in it"  # noqa: S105  # of the test
KEY_ID = "first"

Claims = dict[str, Any]


class Asked(NamedTuple):
    """What the browser has brought to the provider, kept for its code."""

    redirect_uri: str
    nonce: str
    challenge: str


def new_key(kid: str = KEY_ID) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


def sign(claims: Claims, key: Key, alg: str = "RS256", kid: str = KEY_ID) -> str:
    return jwt.encode({"alg": alg, "kid": kid}, claims, key, algorithms=[alg])


class FakeProvider:
    """The provider: its person, its keys, and what a test wants to be wrong with it."""

    def __init__(self, now: Callable[[], datetime], key: RSAKey) -> None:
        self._now = now
        self._codes: dict[str, Asked] = {}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.issuer = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.key = key
        self.published: list[Key] = [self.key]
        # Of the person who signs on; a claim that is None is left out.
        self.person: Claims = {"preferred_username": "lan.nt", "amr": ["pwd"]}
        self.only_at_userinfo: Claims | None = None
        self.discovery: Claims = {}
        self.refusal = ""
        self.broken = False
        self.make_token: Callable[[Claims], Any] = lambda claims: sign(claims, self.key)
        self.calls: list[str] = []
        self.told: list[str] = []

    def __enter__(self) -> Self:
        config = uvicorn.Config(
            self._app(), log_config=None, ws="none", lifespan="off", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],))
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), "the provider has ended before it began"
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self.go_away()

    def go_away(self) -> None:
        """As when the machine is switched off."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    def _app(self) -> FastAPI:
        app = FastAPI()
        app.add_api_route("/.well-known/openid-configuration", self._discover)
        app.add_api_route("/authorize", self._authorize)
        app.add_api_route("/token", self._redeem, methods=["POST"])
        app.add_api_route("/keys", self._keys)
        app.add_api_route("/userinfo", self._userinfo)
        return app

    async def _discover(self) -> Response:
        self.calls.append("discovery")
        if self.broken:
            return Response("<h1>Internal Server Error</h1>", 500)
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            **({"userinfo_endpoint": f"{self.issuer}/userinfo"} if self.only_at_userinfo else {}),
            **self.discovery,
        }
        return JSONResponse(said)

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        right = {
            "response_type": "code",
            "client_id": CLIENT_ID,
            "code_challenge_method": "S256",
            "scope": "openid profile email",
        }
        if right.items() - asked.items() or not asked["nonce"] or not asked["state"]:
            return Response("bad request", 400)
        back = asked["redirect_uri"] + "?"
        if self.refusal:
            return RedirectResponse(
                back + urlencode({"error": self.refusal, "state": asked["state"]}), 303
            )
        code = secrets.token_urlsafe(16)
        self.told += [code, asked["nonce"]]
        self._codes[code] = Asked(asked["redirect_uri"], asked["nonce"], asked["code_challenge"])
        return RedirectResponse(back + urlencode({"code": code, "state": asked["state"]}), 303)

    async def _redeem(
        self, request: Request, authorization: Annotated[str, Header()] = ""
    ) -> Response:
        self.calls.append("token")
        form = {name: v[0] for name, v in parse_qs((await request.body()).decode()).items()}
        if _client_of(authorization, form) != (CLIENT_ID, CLIENT_SECRET):
            return JSONResponse({"error": "invalid_client"}, 401)
        asked = self._codes.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or (asked.redirect_uri, asked.challenge) != (
            form["redirect_uri"],
            challenge,
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(self._now().timestamp())
        claims = {
            "iss": self.issuer,
            "sub": "4711",
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": asked.nonce,
            **self.person,
        }
        token = self.make_token({name: v for name, v in claims.items() if v is not None})
        access = secrets.token_urlsafe(16)
        self.told += [str(token), access]
        return JSONResponse({"access_token": access, "token_type": "Bearer", "id_token": token})

    async def _keys(self) -> Response:
        self.calls.append("keys")
        return JSONResponse({"keys": [key.as_dict(private=False) for key in self.published]})

    async def _userinfo(self, authorization: Annotated[str, Header()] = "") -> Response:
        self.calls.append("userinfo")
        if authorization != f"Bearer {self.told[-1]}":
            return Response(status_code=401)
        return JSONResponse(self.only_at_userinfo)


def _client_of(authorization: str, form: dict[str, str]) -> tuple[str, str]:
    """Who redeems a code, by client_secret_basic or client_secret_post (RFC 6749, 2.3.1)."""
    if authorization.startswith("Basic "):
        name, _, secret = base64.b64decode(authorization[6:]).decode().partition(":")
        return unquote_plus(name), unquote_plus(secret)
    return form.get("client_id", ""), form.get("client_secret", "")
