import base64
import hmac
import json
import logging
import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from joserfc.jwk import ECKey, OctKey
from pydantic import HttpUrl, SecretStr
from sqlalchemy import func, select, update

from casework.db import Sessions
from casework.playbooks.library import Library
from console.app import create_app
from console.audit_models import AuditEntry
from console.auth import lock_out
from console.auth.keys import Keys
from console.auth.models import FailedSignIn, Officer, OfficerSession, Role
from console.desk import Desk
from console.routes.sign_on import COOKIE
from console.settings import ConsoleSettings
from tests.conftest import NOW
from tests.unit.console.fake_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    Claims,
    FakeProvider,
    new_key,
    sign,
)

# Made for this run: making one takes a while.
KEY, STRANGERS_KEY = new_key(), new_key()
HERE = "http://127.0.0.1:8081"
NOT_COUNTED = 0
COUNTED = 1
AGAIN = "Hãy bắt đầu đăng nhập lại"
NOT_VALID = "không hợp lệ nên chưa cho vào"
NOT_ADDED = "Tài khoản này chưa được thêm vào đây"
AWAY = "không trả lời"


@dataclass
class Clock:
    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment


@dataclass
class Station:
    """The console with its provider, and an officer's browser."""

    sessions: Sessions
    library: Library
    provider: FakeProvider
    clock: Clock
    settings: dict[str, Any] = field(default_factory=dict)
    browser: httpx.AsyncClient = field(init=False)
    app: FastAPI = field(init=False)

    def open(self, base: str = HERE, **changes: object) -> None:
        """Open the console, with other settings than usual if a test wants."""
        values: dict[str, Any] = {
            "oidc_issuer": self.provider.issuer,
            "oidc_client_id": CLIENT_ID,
            "oidc_client_secret": SecretStr(CLIENT_SECRET),
            "oidc_login_claim": "preferred_username",
            "console_address": None,
            **changes,
        }
        settings = ConsoleSettings(**values)
        keys = Keys("k" * 32)
        self.app = create_app(Desk(settings, self.sessions, keys, self.library, {}, self.clock))
        transport = httpx.ASGITransport(self.app)
        self.browser = httpx.AsyncClient(transport=transport, base_url=base)

    async def start(self, where: str = "/cases") -> httpx.Response:
        return await self.browser.get("/sso/start", params={"next": where})

    async def at_provider(self, where: str = "/cases") -> str:
        """Start, and sign on at the provider: the address that the browser is sent back to."""
        started = await self.start(where)
        assert started.status_code == 303, started.text
        async with httpx.AsyncClient() as outside:
            back = await outside.get(started.headers["location"])
        assert back.status_code == 303, back.text
        return back.headers["location"]

    async def sign_on(self) -> httpx.Response:
        return await self.browser.get(await self.at_provider())

    async def second_factors(self) -> list[bool]:
        """Of all sessions: whether a second factor was shown."""
        async with self.sessions() as session:
            return list((await session.scalars(select(OfficerSession.second_factor))).all())

    async def acts(self) -> list[tuple[str, dict[str, Any]]]:
        async with self.sessions() as session:
            entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.number))).all()
        return [(entry.act, entry.details) for entry in entries]

    async def failures(self) -> int:
        async with self.sessions() as session:
            return await session.scalar(select(func.count()).select_from(FailedSignIn)) or 0

    async def refuses(self, response: httpx.Response, said: str, status: int, counted: int) -> None:
        """The officer is not in, is told why, and it is counted as it should be."""
        assert response.status_code == status, response.text
        assert said in response.text
        assert "Traceback" not in response.text
        assert 'href="/sso/start' in response.text, "one can try again from here"
        assert await self.second_factors() == []
        assert "canhgiac_console" not in self.browser.cookies
        assert await self.failures() == counted
        assert [act for act, _ in await self.acts()] == ["sign_on.failed"] * counted


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider(clock: Clock) -> Iterator[FakeProvider]:
    with FakeProvider(clock, KEY) as provider:
        yield provider


@pytest.fixture
async def station(
    sessions: Sessions, library: Library, provider: FakeProvider, clock: Clock
) -> AsyncIterator[Station]:
    async with sessions.begin() as session:
        session.add(Officer(login="lan.nt", name="Lan", role=Role.OFFICER, made_at=NOW))
        session.add(Officer(login="an@ca.example", name="An", role=Role.OFFICER, made_at=NOW))
        session.add(
            Officer(login="nghi.v", name="Nghỉ", role=Role.ADMIN, active=False, made_at=NOW)
        )
    station = Station(sessions, library, provider, clock)
    station.open()
    yield station
    await station.browser.aclose()


# The way in


async def test_an_officer_comes_in_and_goes_on_to_the_page_they_wanted(station: Station) -> None:
    response = await station.sign_on()
    assert (response.status_code, response.headers["location"]) == (303, "/cases")
    assert (await station.browser.get("/login")).headers["location"] == "/", "signed in"
    assert await station.second_factors() == [False]
    assert await station.acts() == [("sign_in", {"second_factor": False})]
    assert await station.failures() == NOT_COUNTED


async def test_the_organisations_second_factor_counts_as_shown_here(station: Station) -> None:
    station.provider.person["amr"] = ["pwd", "otp", "mfa"]
    await station.sign_on()
    assert await station.second_factors() == [True]
    assert await station.acts() == [("sign_in", {"second_factor": True})]


@pytest.mark.parametrize("amr", [["otp"], ["hwk"], ["MFA"], [], None])
async def test_one_factor_of_whatever_kind_is_no_second_factor(
    station: Station, amr: list[str] | None
) -> None:
    station.provider.person["amr"] = amr
    assert (await station.sign_on()).status_code == 303
    assert await station.second_factors() == [False]


@pytest.mark.parametrize(("amr", "goes_to"), [(["pwd"], "/login/code"), (["mfa"], None)])
async def test_an_officers_own_second_factor_is_asked_unless_the_organisation_saw_one(
    station: Station, amr: list[str], goes_to: str | None
) -> None:
    async with station.sessions.begin() as session:
        sealed = Keys("k" * 32).seal("JBSWY3DPEHPK3PXP")
        await session.execute(update(Officer).values(totp_sealed=sealed))
    station.provider.person["amr"] = amr
    await station.sign_on()
    response = await station.browser.get("/account")
    assert response.headers.get("location") == goes_to
    assert response.status_code == (303 if goes_to else 200)


async def test_the_provider_is_asked_with_state_nonce_and_a_hashed_verifier(
    station: Station,
) -> None:
    addresses = [(await station.start()).headers["location"] for _ in range(2)]
    first, second = ({k: v[0] for k, v in parse_qs(urlsplit(a).query).items()} for a in addresses)
    assert first["code_challenge_method"] == "S256"
    assert first["redirect_uri"] == f"{HERE}/sso/callback"
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 43
        assert first[name] != second[name]
    assert "code_verifier" not in first


async def test_the_cookie_is_sealed_short_lived_and_gone_afterwards(station: Station) -> None:
    started = await station.start()
    cookie = started.headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=lax", "Path=/sso", "Max-Age=600"):
        assert part in cookie
    assert "Secure" not in cookie, "this browser is on plain HTTP, on this machine"
    nonce = parse_qs(urlsplit(started.headers["location"]).query)["nonce"][0]
    assert nonce not in cookie
    assert COOKIE in station.browser.cookies
    await station.sign_on()
    assert COOKIE not in station.browser.cookies


@pytest.mark.parametrize(
    ("base", "address"),
    [("https://127.0.0.1", None), ("http://10.0.0.5", HttpUrl("https://desk.example"))],
)
async def test_over_tls_the_cookie_is_for_tls_only(
    station: Station, base: str, address: HttpUrl | None
) -> None:
    station.open(base, console_address=address)
    assert "; Secure" in (await station.start()).headers["set-cookie"]


@pytest.mark.parametrize("alg", ["ES256", "PS256", "RS512"])
async def test_other_signatures_of_a_key_pair_are_good_too(station: Station, alg: str) -> None:
    if alg == "ES256":
        key = ECKey.generate_key("P-256", {"kid": "ec"})
        station.provider.published.append(key)
        station.provider.make_token = lambda claims: sign(claims, key, alg, kid="ec")
    else:
        station.provider.make_token = lambda claims: sign(claims, station.provider.key, alg)
    assert (await station.sign_on()).status_code == 303


async def test_a_provider_that_wants_the_secret_in_the_form_gets_it_there(
    station: Station,
) -> None:
    station.provider.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert (await station.sign_on()).status_code == 303


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example", "/\\evil.example"])
async def test_the_page_afterwards_is_one_of_ours(station: Station, where: str) -> None:
    response = await station.browser.get(await station.at_provider(where))
    assert (response.status_code, response.headers["location"]) == (303, "/")


# Who comes in


@pytest.mark.parametrize(
    "claims",
    [
        {"preferred_username": "la.nguoi"},
        {"preferred_username": "nghi.v"},
        {"preferred_username": None},
        {"preferred_username": ["lan.nt"]},
        {"preferred_username": ""},
        {"preferred_username": "lan.nt "},
        {"preferred_username": "la.nguoi", "email": "an@ca.example", "email_verified": True},
        {"preferred_username": None, "name": "lan.nt", "sub": "lan.nt"},
    ],
    ids=["unknown", "off", "none", "list", "empty", "space", "only by email", "other claims"],
)
async def test_nobody_becomes_an_officer_by_signing_on(station: Station, claims: Claims) -> None:
    station.provider.person |= claims
    async with station.sessions() as session:
        before = (await session.scalars(select(Officer.login))).all()
    await station.refuses(await station.sign_on(), NOT_ADDED, 403, COUNTED)
    assert await station.acts() == [("sign_on.failed", {"why": "NoSuchAccount"})]
    async with station.sessions() as session:
        assert (await session.scalars(select(Officer.login))).all() == before


async def test_capitals_do_not_matter_but_a_letter_that_only_becomes_one_does(
    station: Station,
) -> None:
    async with station.sessions.begin() as session:
        session.add(Officer(login="kha.k", name="Kha", role=Role.ADMIN, made_at=NOW))
    station.provider.person["preferred_username"] = "\u212aha.k"
    assert station.provider.person["preferred_username"].lower() == "kha.k"
    await station.refuses(await station.sign_on(), NOT_ADDED, 403, COUNTED)
    station.provider.person["preferred_username"] = "KHA.K"
    assert (await station.sign_on()).status_code == 303


@pytest.mark.parametrize("verified", [True, False, None, "true", 1])
async def test_an_address_for_mail_counts_only_if_verified(
    station: Station, verified: object
) -> None:
    station.open(oidc_login_claim="email")
    station.provider.person |= {"email": "An@CA.example", "email_verified": verified}
    response = await station.sign_on()
    if verified is True:
        assert response.status_code == 303
    else:
        await station.refuses(response, NOT_ADDED, 403, COUNTED)


@pytest.mark.parametrize("subject", ["4711", "4712", None])
async def test_what_is_told_at_userinfo_only_must_be_about_the_same_person(
    station: Station, subject: str | None
) -> None:
    station.provider.person["preferred_username"] = None
    station.provider.only_at_userinfo = {
        "sub": subject,
        "preferred_username": "lan.nt",
        "amr": ["mfa"],
    }
    response = await station.sign_on()
    assert "userinfo" in station.provider.calls
    if subject == "4711":
        assert response.status_code == 303
        assert await station.second_factors() == [False], "amr counts in the signed token only"
    else:
        await station.refuses(response, NOT_VALID, 401, COUNTED)


# What is refused


def _unsigned(claims: Claims) -> str:
    parts = sign(claims, STRANGERS_KEY).split(".")
    return f"eyJhbGciOiJub25lIn0.{parts[1]}."


def _shared(claims: Claims, secret: bytes) -> str:
    """By hand: joserfc lets nobody take a public key for a shared secret."""
    header = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"first"}').decode().rstrip("=")
    signed = f"{header}.{sign(claims, STRANGERS_KEY).split('.')[1]}"
    digest = hmac.digest(secret, signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


Bend = Callable[[FakeProvider, Claims], Any]

BAD_TOKENS: dict[str, Bend] = {
    "wrong signature": lambda _p, claims: sign(claims, STRANGERS_KEY),
    "signature cut off": lambda p, claims: sign(claims, p.key).rpartition(".")[0] + ".",
    "claims exchanged": lambda p, claims: ".".join(
        [
            sign(claims, p.key).split(".")[0],
            sign({**claims, "sub": "another"}, p.key).split(".")[1],
            sign(claims, p.key).split(".")[2],
        ]
    ),
    "unknown key": lambda p, claims: sign(claims, p.key, kid="second"),
    "alg none": lambda _p, claims: _unsigned(claims),
    "HS256 with our secret": lambda _p, claims: _shared(claims, CLIENT_SECRET.encode()),
    "HS256 with the public key": lambda p, claims: _shared(claims, p.key.as_pem(private=False)),
    "no nonce": lambda p, claims: sign({**claims, "nonce": ""}, p.key),
    "wrong nonce": lambda p, claims: sign({**claims, "nonce": "another"}, p.key),
    "expired": lambda p, claims: sign({**claims, "exp": claims["iat"] - 61}, p.key),
    "never expires": lambda p, claims: sign(_without(claims, "exp"), p.key),
    "from the future": lambda p, claims: sign({**claims, "iat": claims["iat"] + 3600}, p.key),
    "not yet valid": lambda p, claims: sign({**claims, "nbf": claims["iat"] + 3600}, p.key),
    "other issuer": lambda p, claims: sign({**claims, "iss": "https://evil.example"}, p.key),
    "no issuer": lambda p, claims: sign(_without(claims, "iss"), p.key),
    "for another": lambda p, claims: sign({**claims, "aud": "another"}, p.key),
    "for another, by us": lambda p, claims: sign(
        {**claims, "aud": "another", "azp": CLIENT_ID}, p.key
    ),
    "for several": lambda p, claims: sign({**claims, "aud": [CLIENT_ID, "another"]}, p.key),
    "party is another": lambda p, claims: sign({**claims, "azp": "another"}, p.key),
    "about nobody": lambda p, claims: sign(_without(claims, "sub"), p.key),
    "of another access": lambda p, claims: sign({**claims, "at_hash": "abc"}, p.key),
    "amr no list": lambda p, claims: sign({**claims, "amr": "mfa"}, p.key),
    "no token": lambda _p, _claims: None,
    "not a token": lambda _p, _claims: "abc",
    "a number": lambda _p, _claims: 7,
}


def _without(claims: Claims, name: str) -> Claims:
    return {kept: value for kept, value in claims.items() if kept != name}


@pytest.mark.parametrize("bend", BAD_TOKENS.values(), ids=BAD_TOKENS.keys())
async def test_a_token_that_is_not_all_right_is_refused(station: Station, bend: Bend) -> None:
    station.provider.person["amr"] = ["mfa"]
    station.provider.make_token = lambda claims: bend(station.provider, claims)
    await station.refuses(await station.sign_on(), NOT_VALID, 401, COUNTED)
    assert station.provider.calls[-2:] == ["token", "keys"], "it was the token that failed"


async def test_a_public_key_that_is_published_as_a_shared_one_signs_nothing(
    station: Station,
) -> None:
    shared = OctKey.import_key("s" * 32, {"kid": "shared"})
    station.provider.published = [shared]
    station.provider.make_token = lambda claims: sign(claims, shared, "HS256", kid="shared")
    response = await station.sign_on()
    assert response.status_code in {401, 503}
    assert await station.second_factors() == []


async def test_clocks_may_differ_by_a_minute(station: Station) -> None:
    station.provider.make_token = lambda claims: sign(
        {**claims, "exp": claims["iat"] - 30}, station.provider.key
    )
    assert (await station.sign_on()).status_code == 303


async def test_who_does_not_agree_at_the_provider_is_told_so(station: Station) -> None:
    station.provider.refusal = "access_denied"
    await station.refuses(await station.sign_on(), "đã bấm huỷ", 401, COUNTED)
    assert "token" not in station.provider.calls


@pytest.mark.parametrize("state", ["wrong", "", "ư"])
async def test_an_answer_with_another_state_is_refused(station: Station, state: str) -> None:
    back = urlsplit(await station.at_provider())
    code = parse_qs(back.query)["code"][0]
    response = await station.browser.get(
        "/sso/callback", params={"code": code, **({"state": state} if state else {})}
    )
    await station.refuses(response, AGAIN, 401, COUNTED)
    assert "token" not in station.provider.calls, "nobody's code is redeemed"
    assert COOKIE not in station.browser.cookies


async def test_an_answer_of_another_provider_is_refused(station: Station) -> None:
    back = await station.at_provider()
    response = await station.browser.get(f"{back}&iss=https%3A%2F%2Fevil.example")
    await station.refuses(response, AGAIN, 401, COUNTED)
    assert "token" not in station.provider.calls


async def test_an_answer_names_its_provider_if_it_likes(station: Station) -> None:
    response = await station.browser.get(
        f"{await station.at_provider()}&iss={station.provider.issuer}"
    )
    assert response.status_code == 303


@pytest.mark.parametrize("cookie", [None, "forged", "ă"])
async def test_without_the_cookie_of_this_browser_nothing_is_begun(
    station: Station, cookie: str | None
) -> None:
    """Nor counted: else any page could lock a station out by sending its browsers here."""
    back = await station.at_provider()
    station.browser.cookies.clear()
    headers = {b"cookie": f"{COOKIE}={cookie}".encode()} if cookie else {}
    response = await station.browser.get(back, headers=headers)
    await station.refuses(response, AGAIN, 401, NOT_COUNTED)
    assert "token" not in station.provider.calls


async def test_something_else_that_we_have_sealed_is_no_sign_on(station: Station) -> None:
    back = await station.at_provider()
    station.browser.cookies.clear()
    sealed = Keys("k" * 32).seal(json.dumps({"state": "s", "nonce": "n"}))
    response = await station.browser.get(back, headers={"cookie": f"{COOKIE}={sealed}"})
    await station.refuses(response, AGAIN, 401, NOT_COUNTED)


@pytest.mark.parametrize(("minutes", "comes_in"), [(9, True), (10, False)])
async def test_a_sign_on_has_ten_minutes(station: Station, minutes: int, comes_in: bool) -> None:  # noqa: FBT001  # a case of the table
    back = await station.at_provider()
    station.clock.moment += timedelta(minutes=minutes)
    response = await station.browser.get(back)
    if comes_in:
        assert response.status_code == 303
    else:
        await station.refuses(response, AGAIN, 401, NOT_COUNTED)


async def test_an_answer_is_taken_once_even_with_its_cookie(station: Station) -> None:
    back = await station.at_provider()
    sealed = station.browser.cookies[COOKIE]
    assert (await station.browser.get(back)).status_code == 303
    asked = list(station.provider.calls)
    station.browser.cookies.clear()
    again = await station.browser.get(back, headers={"cookie": f"{COOKIE}={sealed}"})
    assert (again.status_code, AGAIN in again.text) == (401, True)
    assert station.provider.calls == asked, "refused before the provider is asked"
    assert len(await station.second_factors()) == 1
    assert await station.failures() == COUNTED
    assert (await station.acts())[-1] == ("sign_on.failed", {"why": "UsedAnswer"})


async def test_a_code_that_was_used_is_refused_in_another_sign_on(station: Station) -> None:
    used = parse_qs(urlsplit(await station.at_provider()).query)["code"][0]
    async with httpx.AsyncClient() as thief:
        await thief.post(
            f"{station.provider.issuer}/token",
            data={"code": used, "code_verifier": "v", "redirect_uri": ""},
            auth=(CLIENT_ID, CLIENT_SECRET.replace("%", "%25").replace("+", "%2B")),
        )
    state = parse_qs(urlsplit(await station.at_provider()).query)["state"][0]
    response = await station.browser.get("/sso/callback", params={"code": used, "state": state})
    await station.refuses(response, AGAIN, 401, COUNTED)
    assert station.provider.calls[-1] == "token"


async def test_anothers_code_is_refused_for_it_has_another_verifier(station: Station) -> None:
    stolen = parse_qs(urlsplit(await station.at_provider()).query)["code"][0]
    state = parse_qs(urlsplit(await station.at_provider()).query)["state"][0]
    response = await station.browser.get("/sso/callback", params={"code": stolen, "state": state})
    await station.refuses(response, AGAIN, 401, COUNTED)


# The provider is away, or not set up rightly: nobody is counted as a guesser


async def test_at_the_start_a_provider_that_is_down_is_told(station: Station) -> None:
    station.provider.go_away()
    await station.refuses(await station.start(), AWAY, 503, NOT_COUNTED)


async def test_on_the_way_back_a_provider_that_is_down_is_told(station: Station) -> None:
    back = await station.at_provider()
    station.provider.go_away()
    await station.refuses(await station.browser.get(back), AWAY, 503, NOT_COUNTED)


async def test_a_provider_with_an_error_of_its_own_is_away(station: Station) -> None:
    back = await station.at_provider()
    station.provider.broken = True
    await station.refuses(await station.browser.get(back), AWAY, 503, NOT_COUNTED)


async def test_a_provider_that_says_it_is_busy_is_away(station: Station) -> None:
    station.provider.refusal = "temporarily_unavailable"
    await station.refuses(await station.sign_on(), AWAY, 503, NOT_COUNTED)


async def test_a_provider_that_never_answers_is_not_waited_for(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.auth.sign_on._PATIENCE_SECONDS", 0.0)
    await station.refuses(await station.start(), AWAY, 503, NOT_COUNTED)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"issuer": "https://evil.example"}, "OIDC_ISSUER"),
        ({"token_endpoint": "http://sso.example/token"}, "cài đặt chưa đúng"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "cài đặt chưa đúng"),
        ({"userinfo_endpoint": "http://[/"}, "cài đặt chưa đúng"),
        ({"jwks_uri": None}, "cài đặt chưa đúng"),
    ],
)
async def test_a_provider_that_describes_itself_wrongly_is_not_trusted(
    station: Station, said: Claims, told: str
) -> None:
    station.provider.discovery = said
    await station.refuses(await station.start(), told, 503, NOT_COUNTED)


async def test_the_issuer_is_compared_letter_by_letter(station: Station) -> None:
    station.open(oidc_issuer=station.provider.issuer + "/")
    await station.refuses(await station.start(), "OIDC_ISSUER", 503, NOT_COUNTED)


async def test_an_issuer_without_tls_is_not_even_asked(station: Station) -> None:
    station.open(oidc_issuer="http://sso.example")
    await station.refuses(await station.start(), "cài đặt chưa đúng", 503, NOT_COUNTED)


async def test_a_wrong_client_secret_is_the_operators_to_mend(station: Station) -> None:
    station.open(oidc_client_secret=SecretStr("another"))
    await station.refuses(await station.sign_on(), "OIDC_CLIENT_SECRET", 503, NOT_COUNTED)


async def test_a_provider_without_keys_proves_nobody(station: Station) -> None:
    station.provider.published = []
    await station.refuses(await station.sign_on(), "cài đặt chưa đúng", 503, NOT_COUNTED)


# Whoever tries too often, where from, and what stays behind


async def test_failures_lock_the_address_out_of_both_ways_in(station: Station) -> None:
    station.provider.person["preferred_username"] = "la.nguoi"
    for _ in range(lock_out.MOST_FAILURES - 1):
        assert (await station.sign_on()).status_code == 403
    under_way = await station.at_provider()
    assert (await station.sign_on()).status_code == 403
    locked = [
        await station.start(),
        await station.browser.get(under_way),
        await station.browser.post("/login", data={"login": "lan.nt", "password": "x"}),
    ]
    assert [response.status_code for response in locked] == [429, 429, 429]
    assert all("quá nhiều lần" in response.text for response in locked)
    station.clock.moment += lock_out.WINDOW + timedelta(seconds=1)
    station.provider.person["preferred_username"] = "lan.nt"
    assert (await station.sign_on()).status_code == 303


@pytest.mark.parametrize("missing", ["oidc_issuer", "oidc_client_id", "oidc_client_secret"])
async def test_sign_on_is_off_until_all_three_settings_are_there(
    station: Station, missing: str
) -> None:
    changes: dict[str, Any] = {missing: None}
    station.open(**changes)
    assert (await station.start()).status_code == 404
    response = await station.browser.get("/sso/callback", params={"code": "c", "state": "s"})
    assert response.status_code == 404
    assert station.provider.calls == []


async def test_the_way_back_is_the_consoles_address_whatever_host_says(station: Station) -> None:
    station.open("http://evil.example", console_address=HttpUrl("https://desk.example:8443"))
    asked = parse_qs(urlsplit((await station.start()).headers["location"]).query)
    assert asked["redirect_uri"] == ["https://desk.example:8443/sso/callback"]


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "10.0.0.5"],
)
async def test_without_the_consoles_address_only_this_machine_is_served(
    station: Station, host: str
) -> None:
    response = await station.browser.get("/sso/start", headers={"host": host})
    await station.refuses(response, "CONSOLE_ADDRESS", 503, NOT_COUNTED)
    assert station.provider.calls == []


@pytest.mark.parametrize("host", ["localhost@evil.example", "127.0.0.1:x", "localhost:1/evil"])
async def test_a_host_that_is_none_is_not_listened_to(station: Station, host: str) -> None:
    response = await station.browser.get("/sso/start", headers={"host": host})
    asked = parse_qs(urlsplit(response.headers["location"]).query)
    assert asked["redirect_uri"] == [f"{HERE}/sso/callback"], "where it was really asked"


@pytest.mark.parametrize("host", ["localhost:8081", "[::1]:8081", "127.0.0.1"])
async def test_without_the_consoles_address_this_machine_is_served(
    station: Station, host: str
) -> None:
    response = await station.browser.get("/sso/start", headers={"host": host})
    asked = parse_qs(urlsplit(response.headers["location"]).query)
    assert asked["redirect_uri"] == [f"http://{host}/sso/callback"]


@pytest.mark.parametrize(("site", "goes_to_provider"), [("cross-site", False), ("none", True)])
async def test_no_other_site_can_begin_a_sign_on(
    station: Station,
    site: str,
    goes_to_provider: bool,  # noqa: FBT001  # a case of the table
) -> None:
    response = await station.browser.get("/sso/start", headers={"sec-fetch-site": site})
    assert response.headers["location"].startswith(station.provider.issuer) is goes_to_provider
    assert (COOKIE in station.browser.cookies) is goes_to_provider


@pytest.mark.parametrize("comes_in", [True, False])
async def test_neither_tokens_nor_claims_are_logged_or_kept(
    station: Station,
    caplog: pytest.LogCaptureFixture,
    comes_in: bool,  # noqa: FBT001  # a case of the table
) -> None:
    caplog.set_level(logging.DEBUG)
    station.provider.person |= {"email": "lan@ca.example", "amr": ["pwd", "hwk"]}
    if not comes_in:
        station.provider.make_token = lambda claims: sign(claims, STRANGERS_KEY)
    assert (await station.sign_on()).status_code == (303 if comes_in else 401)
    told = [*station.provider.told, "lan@ca.example", "4711", "hwk", CLIENT_SECRET]
    # The browser of this test logs its own addresses; the console is no browser.
    lines = [r.getMessage() for r in caplog.records if not re.search("/sso/|/auth", r.getMessage())]
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("console")]
    assert ours == ([] if comes_in else ["sign-on refused: BadToken"])
    assert any("/token" in line for line in lines), "what the console's client logs is among them"
    kept = json.dumps(await station.acts())
    for secret in told:
        assert not [line for line in lines if secret in line]
        assert secret not in kept
