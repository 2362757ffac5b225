"""Zalo's server of tokens, played: a refresh token is good once."""

import secrets
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse

ACCESS_SECONDS = 25 * 3600


class FakeZaloLogin:
    """Gives pairs of tokens to one app. `faults`: with which statuses the next calls fail."""

    def __init__(
        self,
        app_id: str,
        app_secret: str,
        violations: list[str],
        clock: Callable[[], float],
        access_seconds: float = ACCESS_SECONDS,
    ) -> None:
        self.refresh_token = secrets.token_urlsafe(24)
        self.access_token = ""
        self.renewals = 0
        self.faults: list[int] = []
        self._app_id = app_id
        self._app_secret = app_secret
        self._violations = violations
        self._clock = clock
        self._access_seconds = access_seconds
        self._access_until = 0.0
        self._spent: set[str] = set()
        self._issued: set[str] = set()

    def end_access(self) -> None:
        """Let the access token end now."""
        self._access_until = 0.0

    def end_refresh(self) -> None:
        """Let the refresh token end now: three months have gone by."""
        self.refresh_token = ""

    def has_issued(self, token: str | None) -> bool:
        """Whether this was ever an access token of this app."""
        return token in self._issued

    def is_good(self, token: str | None) -> bool:
        """Whether this access token still is one."""
        return token == self.access_token and self._clock() < self._access_until

    async def renewal(self, request: Request) -> JSONResponse:
        """Spend a refresh token for a new pair."""
        if self.faults:
            return JSONResponse({}, self.faults.pop(0))
        form = {key: str(value) for key, value in (await request.form()).items()}
        # The numbers are made up: no list of this server's codes was at hand.
        if request.headers.get("secret_key") != self._app_secret:
            return self._wrong("secret_key", -14004)
        told = {"app_id": self._app_id, "grant_type": "refresh_token"}
        if form != {**told, "refresh_token": form.get("refresh_token")}:
            return self._wrong("parameters", -14003)
        if form["refresh_token"] != self.refresh_token:
            if form["refresh_token"] in self._spent:
                return self._wrong("a spent refresh token", -14014)
            return _refused(-14014)
        return self._new_pair()

    def _new_pair(self) -> JSONResponse:
        self._spent.add(self.refresh_token)
        self.renewals += 1
        self.refresh_token = secrets.token_urlsafe(24)
        self.access_token = secrets.token_urlsafe(24)
        self._issued.add(self.access_token)
        self._access_until = self._clock() + self._access_seconds
        return JSONResponse(
            {
                "access_token": self.access_token,
                "refresh_token": self.refresh_token,
                "expires_in": str(int(self._access_seconds)),
            }
        )

    def _wrong(self, what: str, code: int) -> JSONResponse:
        self._violations.append(f"access_token: {what}")
        return _refused(code)


def _refused(code: int) -> JSONResponse:
    return JSONResponse({"error": code, "error_name": "refused", "error_description": ""})
