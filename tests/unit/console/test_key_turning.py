"""The console's key is turned: at each step officers get in, and the log stays verifiable."""

from dataclasses import replace
from datetime import date

import pyotp
import pytest
from pydantic import SecretStr
from sqlalchemy import select

from console import audit, audit_turning
from console.app import create_app
from console.audit import Entry
from console.audit_models import AuditEntry
from console.audit_turning import AuditLogBroken
from console.auth import lock_out, second_factor
from console.auth.admission import COOKIE
from console.auth.keys import Keys, Purpose
from console.auth.models import Officer, Role
from console.desk import Desk
from console.safekeeping import key_turning
from tests.unit.console.conftest import KEY, Browser
from tests.unit.console.test_audit import some, tamper, verified

NEXT = "the next key, for tests only, of no use"
BEFORE, ACCEPTING = Keys(KEY), Keys(KEY, (NEXT,))
SWITCHED, AFTER = Keys(NEXT, (KEY,)), Keys(NEXT)


@pytest.fixture
async def officer_row(desk: Desk) -> Officer:
    secret = pyotp.random_base32()
    row = Officer(
        login="lan",
        name="Lan",
        role=Role.ADMIN,
        totp_sealed=BEFORE.seal(secret),
        made_at=desk.now(),
    )
    async with desk.sessions.begin() as session:
        session.add(row)
    row.name = secret  # only in memory: what the phone would hold
    return row


async def gets_in(desk: Desk, keys: Keys, row: Officer) -> bool:
    """Whether the code of the officer's phone is right, as signing in asks."""
    async with desk.sessions.begin() as session:
        kept = (await session.scalars(select(Officer).where(Officer.id == row.id))).one()
        kept.totp_step = 0
        await session.flush()
        code = pyotp.TOTP(row.name).at(desk.now())
        return await second_factor.use(session, keys, kept, code, desk.now())


async def test_at_each_step_officers_get_in_and_the_log_verifies(
    desk: Desk, officer_row: Officer
) -> None:
    await some(desk, 3)
    for keys in (BEFORE, ACCEPTING, SWITCHED):
        await some(replace(desk, keys=keys), 2)
    # While the settings go round, some consoles have the old ones still.
    for keys in (ACCEPTING, SWITCHED):
        assert await gets_in(desk, keys, officer_row)
        assert (await verified(desk, keys=keys)).broken_at is None
    noted = (await verified(desk, keys=SWITCHED)).head
    turned = await key_turning.turn(replace(desk, keys=SWITCHED))
    assert (turned.factors.turned, turned.factors.left, turned.log_entries) == (1, 0, 9)
    for keys in (SWITCHED, AFTER):
        assert await gets_in(desk, keys, officer_row)
        found = await verified(desk, head=noted, keys=keys)
        assert (found.entries, found.broken_at, found.under_previous) == (10, None, 0)
    await some(replace(desk, keys=AFTER), 2)
    assert (await verified(desk, keys=AFTER)).broken_at is None
    assert (await verified(desk, keys=BEFORE)).broken_at is not None


async def test_a_turn_that_changes_nothing_adds_no_entry(desk: Desk) -> None:
    await some(desk, 3)
    assert await audit_turning.turn(desk.sessions, SWITCHED, desk.now()) == 3
    assert await audit_turning.turn(desk.sessions, SWITCHED, desk.now()) == 0
    assert (await verified(desk, keys=AFTER)).entries == 4


async def test_a_log_outlives_two_turns(desk: Desk) -> None:
    third = "a third key, for tests only, of no use "
    await some(desk, 2)
    await audit_turning.turn(desk.sessions, SWITCHED, desk.now())
    await some(replace(desk, keys=AFTER), 2)
    await audit_turning.turn(desk.sessions, Keys(third, (NEXT,)), desk.now())
    found = await verified(desk, keys=Keys(third))
    assert (found.entries, found.broken_at) == (6, None)


@pytest.mark.sqlite_only("tampers with the file")
@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit_entries SET act = 'sign_in' WHERE number = 2", 1),
        ("DELETE FROM audit_entries WHERE number = 2", 2),
        ("UPDATE audit_entries SET details = '{}' WHERE number = 4", 1),
        ("UPDATE audit_entries SET subject = 'x' WHERE number = 5", 5),
    ],
)
async def test_what_was_written_under_a_key_that_is_gone_cannot_be_changed(
    desk: Desk, statement: str, broken_at: int
) -> None:
    await some(desk, 3)
    await audit_turning.turn(desk.sessions, SWITCHED, desk.now())
    await some(replace(desk, keys=AFTER), 2)
    tamper(desk, statement)
    assert (await verified(desk, keys=AFTER)).broken_at == broken_at


@pytest.mark.sqlite_only("tampers with the file")
async def test_while_the_old_key_is_listed_the_very_entry_is_named(desk: Desk) -> None:
    await some(desk, 3)
    await audit_turning.turn(desk.sessions, SWITCHED, desk.now())
    tamper(desk, "UPDATE audit_entries SET act = 'sign_in' WHERE number = 2")
    assert (await verified(desk, keys=SWITCHED)).broken_at == 2


async def test_who_has_the_old_key_cannot_write_the_log_anew_once_it_is_gone(desk: Desk) -> None:
    await some(desk, 3)
    await audit_turning.turn(desk.sessions, SWITCHED, desk.now())
    async with desk.sessions.begin() as session:
        await audit.write(session, BEFORE, desk.now(), Entry(None, "case.read"))
    assert (await verified(desk, keys=AFTER)).broken_at == 5


@pytest.mark.sqlite_only("tampers with the file")
async def test_a_broken_log_is_never_sealed_as_genuine(desk: Desk) -> None:
    await some(desk, 3)
    tamper(desk, "UPDATE audit_entries SET act = 'sign_in' WHERE number = 2")
    with pytest.raises(AuditLogBroken):
        await key_turning.turn(replace(desk, keys=SWITCHED))
    async with desk.sessions() as session:
        assert len((await session.scalars(select(AuditEntry.number))).all()) == 3


async def test_a_page_shown_before_the_switch_can_still_be_sent(desk: Desk) -> None:
    async with Browser(create_app(desk), desk) as browser:
        await browser.sign_in(Role.OFFICER)
        csrf_before, cookies = browser.csrf, browser.cookies
    switched = replace(desk, keys=SWITCHED)
    async with Browser(create_app(switched), switched) as browser:
        browser.cookies = cookies
        gone = "/cases/00000000-0000-0000-0000-000000000000/note"
        form = {"csrf": csrf_before, "version": "1", "note": "x"}
        assert (await browser.post(gone, data=form)).status_code == 404
        foreign = Keys("a key that is not listed, of no use ")
        form["csrf"] = foreign.sign(Purpose.CSRF, browser.cookies.get(COOKIE) or "")
        assert (await browser.post(gone, data=form)).status_code == 403


async def test_a_switch_gives_a_guesser_no_new_attempts(desk: Desk) -> None:
    for _ in range(lock_out.MOST_FAILURES):
        await lock_out.attempt(desk.sessions, BEFORE, "203.0.113.7", desk.now())
    with pytest.raises(lock_out.TooManyFailures):
        await lock_out.attempt(desk.sessions, SWITCHED, "203.0.113.7", desk.now())


async def test_the_operator_is_told_when_the_old_keys_may_go(desk: Desk) -> None:
    settings = desk.settings.model_copy(
        update={
            "watch_list_key": SecretStr(NEXT),
            "watch_list_key_previous": SecretStr(KEY),
        }
    )
    turned = await key_turning.turn(replace(desk, keys=SWITCHED, settings=settings))
    assert any("WATCH_LIST_KEY_PREVIOUS: bỏ được" in line for line in key_turning.told(turned))
    some_left = replace(turned, watched=key_turning.Watched(7, date(2027, 5, 4)))
    assert any("hết 04/05/2027, vì 7 mục" in line for line in key_turning.told(some_left))
