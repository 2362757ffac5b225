"""Signing in: passwords, second factor, lock-out by address, sessions that end."""

import asyncio
import re
from importlib.util import find_spec, module_from_spec

import httpx
import pyotp
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from console.audit_models import AuditEntry
from console.auth import lock_out, officers
from console.auth.admission import COOKIE
from console.auth.lock_out import MOST_FAILURES, TooManyFailures
from console.auth.models import Officer, OfficerSession, Role
from console.auth.sessions import LONGEST_SESSION
from console.desk import Desk
from tests.databases import everything_in
from tests.unit.console.conftest import Browser, Clock

NEW = "bốn từ rất ngẫu nhiên"


async def added(desk: Desk, login: str = "canbo.an", role: Role = Role.OFFICER) -> str:
    """An officer who has never signed in; the one-time password."""
    async with desk.sessions.begin() as session:
        return (await officers.add(session, login, "Nguyễn An", role, desk.now())).password


async def sign_in(browser: Browser, login: str, password: str, to: str = "/") -> httpx.Response:
    return await browser.post("/login", data={"login": login, "password": password, "next": to})


async def acts(desk: Desk) -> list[str]:
    async with desk.sessions() as session:
        return list(await session.scalars(select(AuditEntry.act).order_by(AuditEntry.number)))


async def test_the_first_sign_in_demands_a_new_password(browser: Browser, desk: Desk) -> None:
    password = await added(desk)
    assert (await sign_in(browser, "canbo.an", password)).headers["location"] == "/"
    assert (await browser.get("/cases")).headers["location"] == "/account/password"
    changed = await browser.send_form("/account/password", old=password, new=NEW, again=NEW)
    assert changed.headers["location"] == "/account?done=password"
    assert (await browser.get("/cases")).status_code == 200
    assert (await sign_in(browser, "canbo.an", password)).status_code == 401


def test_guessing_at_stolen_hashes_is_slow_and_takes_much_memory() -> None:
    """As the console does it: the other tests have a quick one (conftest.py)."""
    spec = find_spec("console.auth.passwords")
    assert spec is not None
    assert spec.loader is not None
    fresh = module_from_spec(spec)
    spec.loader.exec_module(fresh)
    made = asyncio.run(fresh.hashed(NEW))
    assert made.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize(
    ("new", "again", "why"),
    [
        ("ngắn quá", "ngắn quá", "từ 12 ký tự"),
        (NEW, NEW + "x", "chưa giống nhau"),
        ("xx canbo.an 12345", "xx canbo.an 12345", "tên đăng nhập"),
        ("aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "lặp đi lặp lại"),
        ("x" * 201, "x" * 201, "Dài quá"),
    ],
)
async def test_a_weak_password_is_refused_with_what_to_do(
    browser: Browser, desk: Desk, new: str, again: str, why: str
) -> None:
    password = await added(desk)
    await sign_in(browser, "canbo.an", password)
    answer = await browser.send_form("/account/password", old=password, new=new, again=again)
    assert answer.status_code == 422
    assert why in answer.text
    assert new not in answer.text


async def test_a_wrong_login_and_a_wrong_password_look_the_same(
    browser: Browser, desk: Desk
) -> None:
    await added(desk)
    unknown = await sign_in(browser, "khong.co", "mật khẩu nào đó")
    wrong = await sign_in(browser, "canbo.an", "mật khẩu nào đó")
    assert unknown.status_code == wrong.status_code == 401
    assert unknown.text == wrong.text
    assert await acts(desk) == ["sign_in.failed", "sign_in.failed"]


async def test_guessing_locks_the_address_and_not_the_account(
    app: FastAPI, browser: Browser, desk: Desk, clock: Clock
) -> None:
    password = await added(desk)
    for _ in range(MOST_FAILURES):
        assert (await sign_in(browser, "canbo.an", "sai")).status_code == 401
    assert (await sign_in(browser, "canbo.an", password)).status_code == 429
    elsewhere = httpx.AsyncClient(
        transport=httpx.ASGITransport(app, client=("10.0.0.7", 1)), base_url="http://desk"
    )
    async with elsewhere:
        form = {"login": "canbo.an", "password": password}
        assert (await elsewhere.post("/login", data=form)).status_code == 303
    clock.passes(minutes=16)
    assert (await sign_in(browser, "canbo.an", password)).status_code == 303


async def test_the_address_of_a_failure_is_kept_as_a_stand_in_only(
    browser: Browser, desk: Desk
) -> None:
    await sign_in(browser, "khong.co", "sai")
    stored = everything_in(desk.settings.database_url)
    assert b"sign_in" in stored
    assert b"127.0.0.1" not in stored


async def test_a_session_rests_only_so_long_and_never_longer_than_a_day_of_work(
    officer: Browser, clock: Clock, desk: Desk
) -> None:
    for _ in range(int(LONGEST_SESSION.total_seconds() // 1200)):
        clock.passes(minutes=20)
        assert (await officer.get("/cases")).status_code == 200
    clock.passes(minutes=20)
    assert (await officer.get("/cases")).status_code == 303
    await officer.sign_in(Role.OFFICER)
    clock.passes(minutes=desk.settings.console_idle_minutes + 1)
    assert (await officer.get("/cases")).status_code == 303


async def test_the_database_holds_no_token_of_a_session(officer: Browser, desk: Desk) -> None:
    token = officer.cookies[COOKIE]
    async with desk.sessions() as session:
        (kept,) = await session.scalars(select(OfficerSession.token_hash))
    assert token != kept
    officer.cookies.set(COOKIE, kept)
    assert (await officer.get("/cases")).status_code == 303


async def test_signing_out_ends_the_session_for_good(officer: Browser) -> None:
    token = officer.cookies[COOKIE]
    assert (await officer.send_form("/logout")).status_code == 303
    officer.cookies.set(COOKIE, token)
    assert (await officer.get("/cases")).status_code == 303


async def test_a_second_factor_is_set_up_shown_and_used_once(
    browser: Browser, desk: Desk, clock: Clock
) -> None:
    password = await added(desk, role=Role.ADMIN)
    await sign_in(browser, "canbo.an", password)
    await browser.send_form("/account/password", old=password, new=NEW, again=NEW)
    page = (await browser.get("/account/second-factor")).text
    secret = re.search(r'<code class="secret">(\w+)</code>', page)
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    assert secret
    assert sealed
    phone = pyotp.TOTP(secret.group(1))
    wrong = await browser.send_form("/account/second-factor", sealed=sealed.group(1), code="000000")
    assert wrong.status_code == 422
    code = phone.at(clock.now)
    right = await browser.send_form("/account/second-factor", sealed=sealed.group(1), code=code)
    assert right.status_code == 303
    async with desk.sessions() as session:
        (officer,) = await session.scalars(select(Officer))
    assert secret.group(1) not in str(officer.totp_sealed)

    await browser.send_form("/logout")
    await sign_in(browser, "canbo.an", NEW)
    assert (await browser.get("/officers")).headers["location"] == "/login/code"
    # The code with which it was set up has been used.
    assert (await browser.send_form("/login/code", code=code)).status_code == 401
    clock.passes(seconds=30)
    assert (await browser.send_form("/login/code", code=phone.at(clock.now))).status_code == 303
    assert (await browser.get("/officers")).status_code == 200


async def test_guessing_codes_locks_the_address(browser: Browser, desk: Desk) -> None:
    await browser.sign_in(Role.ADMIN)
    async with desk.sessions.begin() as session:
        for open_session in await session.scalars(select(OfficerSession)):
            open_session.second_factor = False
    for _ in range(MOST_FAILURES):
        assert (await browser.send_form("/login/code", code="123456")).status_code == 401
    assert (await browser.send_form("/login/code", code="123456")).status_code == 429


async def test_guessing_the_old_password_locks_the_address_too(
    browser: Browser, desk: Desk
) -> None:
    password = await added(desk)
    await sign_in(browser, "canbo.an", password)
    for _ in range(MOST_FAILURES):
        answer = await browser.send_form("/account/password", old="sai", new=NEW, again=NEW)
        assert answer.status_code == 422
    answer = await browser.send_form("/account/password", old=password, new=NEW, again=NEW)
    assert answer.status_code == 429
    assert (await acts(desk)).count("password.failed") == MOST_FAILURES


async def test_right_passwords_do_not_count_as_failures(browser: Browser, desk: Desk) -> None:
    password = await added(desk)
    for _ in range(MOST_FAILURES + 2):
        assert (await sign_in(browser, "canbo.an", password)).status_code == 303


async def test_many_guesses_at_once_are_no_more_than_were_allowed(
    browser: Browser, desk: Desk
) -> None:
    await added(desk)
    tries = await asyncio.gather(
        *(sign_in(browser, "canbo.an", "sai") for _ in range(MOST_FAILURES + 10))
    )
    assert [answer.status_code for answer in tries].count(401) <= MOST_FAILURES


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("10.0.0.1", "10.0.0.2", False),
        ("no address", "no address", True),
    ],
)
async def test_an_ipv6_network_is_one_address(
    desk: Desk, one: str, other: str, *, alike: bool
) -> None:
    async with desk.sessions.begin() as session:
        for _ in range(MOST_FAILURES):
            await lock_out.note(session, desk.keys, one, desk.now())
    locked = False
    async with desk.sessions() as session:
        try:
            await lock_out.check(session, desk.keys, other, desk.now())
        except TooManyFailures:
            locked = True
    assert locked == alike


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\n/x"],
)
async def test_signing_in_never_leads_to_another_site(
    browser: Browser, desk: Desk, elsewhere: str
) -> None:
    password = await added(desk)
    answer = await sign_in(browser, "canbo.an", password, elsewhere)
    assert answer.headers["location"] == "/"


async def test_signing_in_leads_to_the_page_that_was_asked_for(
    browser: Browser, desk: Desk
) -> None:
    password = await added(desk)
    asked = await browser.get("/cases?status=all&q=rửa")
    page = await browser.get(asked.headers["location"])
    to = re.search(r'name="next" value="([^"]+)"', page.text)
    assert to
    answer = await sign_in(browser, "canbo.an", password, to.group(1).replace("&amp;", "&"))
    assert answer.headers["location"].startswith("/cases?status=all&q=")


async def test_the_cookie_is_out_of_reach_of_scripts(browser: Browser, desk: Desk) -> None:
    password = await added(desk)
    cookie = (await sign_in(browser, "canbo.an", password)).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


async def test_who_is_switched_off_is_out_at_once(
    browser: Browser, app: FastAPI, desk: Desk
) -> None:
    password = await added(desk)
    await sign_in(browser, "canbo.an", password)
    async with Browser(app, desk) as admin:
        await admin.sign_in(Role.ADMIN)
        async with desk.sessions() as session:
            query = select(Officer.id).where(Officer.login == "canbo.an")
            officer_id = await session.scalar(query)
        await admin.send_form(f"/officers/{officer_id}/switch", active="false")
    assert (await browser.get("/account")).status_code == 303
    assert (await sign_in(browser, "canbo.an", password)).status_code == 401


async def test_the_last_admin_cannot_leave(browser: Browser) -> None:
    await browser.sign_in(Role.ADMIN)
    assert browser.officer
    me = f"/officers/{browser.officer.id}"
    for act, fields in (("switch", {"active": "false"}), ("role", {"role": "officer"})):
        answer = await browser.send_form(f"{me}/{act}", **fields)
        assert answer.status_code == 409
        assert "người quản trị cuối cùng" in answer.text
    assert (await browser.get("/officers")).status_code == 200


async def test_a_one_time_password_is_shown_once_and_kept_nowhere(
    browser: Browser, desk: Desk
) -> None:
    await browser.sign_in(Role.ADMIN)
    page = await browser.send_form("/officers", login="Canbo.Moi", name="Lê Mới", role="officer")
    shown = re.search(r'<code class="secret">([a-z0-9-]+)</code>', page.text)
    assert shown
    assert shown.group(1) not in (await browser.get("/officers")).text
    assert shown.group(1).encode() not in everything_in(desk.settings.database_url)
    again = await browser.send_form("/officers", login="canbo.moi", name="Lê Mới", role="officer")
    assert again.status_code == 409
