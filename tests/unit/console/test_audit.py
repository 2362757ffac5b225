"""The audit log: complete, chained, and found out when somebody changes it."""

import asyncio

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from casework.db import open_sessions
from console import audit, wording
from console.audit import Entry, Verified
from console.audit_models import AuditEntry, AuditHead
from console.auth.keys import Keys
from console.auth.models import Role
from console.desk import Desk
from tests.databases import change_by_hand
from tests.unit.console.conftest import STORY, Browser, told

ONE_MORE = """INSERT INTO audit_entries (number, done_at, act, details, hash)
    VALUES (6, '2026-11-30', 'sign_in', '{}', 'x')"""


async def verified(desk: Desk, head: str | None = None, keys: Keys | None = None) -> Verified:
    async with desk.sessions() as session:
        return await audit.verify(session, keys or desk.keys, head)


async def some(desk: Desk, entries: int = 5) -> None:
    for number in range(entries):
        async with desk.sessions.begin() as session:
            entry = Entry(None, "case.read", f"case:{number}", {"n": number, "what": "chữ Việt"})
            await audit.write(session, desk.keys, desk.now(), entry)


def tamper(desk: Desk, statement: str) -> None:
    change_by_hand(desk.settings.database_url, statement)


async def test_an_untouched_log_is_intact(desk: Desk) -> None:
    await some(desk)
    found = await verified(desk)
    assert (found.entries, found.broken_at) == (5, None)
    await some(desk)
    assert (await verified(desk, head=found.head)).broken_at is None


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit_entries SET act = 'sign_in' WHERE number = 3", 3),
        ("UPDATE audit_entries SET officer_id = '00000000000000000000000000000000'", 1),
        ("UPDATE audit_entries SET details = '{}' WHERE number = 4", 4),
        ("UPDATE audit_entries SET done_at = '2020-01-01 00:00:00' WHERE number = 5", 5),
        ("UPDATE audit_entries SET subject = NULL WHERE number = 1", 1),
        ("DELETE FROM audit_entries WHERE number = 3", 3),
        ("DELETE FROM audit_entries WHERE number = 5", 5),
        ("DELETE FROM audit_entries", 1),
        pytest.param(
            *("UPDATE audit_entries SET details = 'no JSON' WHERE number = 2", 2),
            marks=pytest.mark.sqlite_only("PostgreSQL itself refuses what is no JSON"),
        ),
        (ONE_MORE, 6),
    ],
)
async def test_what_somebody_changes_in_the_database_is_found(
    desk: Desk, statement: str, broken_at: int
) -> None:
    await some(desk)
    tamper(desk, statement)
    assert (await verified(desk)).broken_at == broken_at


async def test_entries_cut_off_together_with_the_head_are_found_by_the_noted_hash(
    desk: Desk,
) -> None:
    await some(desk, 3)
    async with desk.sessions() as session:
        older = await session.get_one(AuditHead, 1)
    await some(desk, 2)
    noted = (await verified(desk)).head
    tamper(desk, "DELETE FROM audit_entries WHERE number > 3")
    # Only with the head as it was then: its seal can't be made without the key.
    tamper(desk, f"UPDATE audit_head SET number = 3, hash = '{older.hash}', seal = 'x'")  # noqa: S608
    assert (await verified(desk)).broken_at == 4
    tamper(desk, f"UPDATE audit_head SET seal = '{older.seal}'")  # noqa: S608  # a hash
    assert (await verified(desk)).broken_at is None
    assert (await verified(desk, head=noted)).broken_at == 4


async def test_a_log_that_was_emptied_is_found(desk: Desk, browser: Browser) -> None:
    await browser.sign_in(Role.ADMIN)
    await some(desk)
    tamper(desk, "DELETE FROM audit_entries")
    tamper(desk, "UPDATE audit_head SET number = 0, hash = '', seal = ''")
    assert (await verified(desk)).broken_at == 1


async def test_without_the_key_no_chain_can_be_forged(desk: Desk) -> None:
    await some(desk, 1)
    async with desk.sessions.begin() as session:
        other = Keys("the key of somebody who owns the database only")
        await audit.write(session, other, desk.now(), Entry(None, "sign_in"))
    assert (await verified(desk)).broken_at == 2


@pytest.mark.parametrize("act", ["UPDATE audit_entries SET act = 'x'", "DELETE FROM audit_entries"])
async def test_the_database_itself_refuses_changes(desk: Desk, act: str) -> None:
    await some(desk, 1)
    with pytest.raises(DatabaseError, match="only added"):
        async with desk.sessions.begin() as session:
            await session.execute(text(act))
    assert (await verified(desk)).broken_at is None


async def test_acts_at_the_same_moment_stay_one_chain(desk: Desk) -> None:
    other = open_sessions(desk.sessions.kw["bind"])

    async def one(number: int) -> None:
        sessions = desk.sessions if number % 2 else other
        async with sessions.begin() as session:
            await audit.write(session, desk.keys, desk.now(), Entry(None, f"act.{number}"))

    await asyncio.gather(*(one(number) for number in range(20)))
    found = await verified(desk)
    assert (found.entries, found.broken_at) == (20, None)


async def test_an_act_that_fails_leaves_no_entry(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError):
        async with desk.act(None, "case.read"):
            raise ZeroDivisionError
    assert (await verified(desk)).entries == 0


async def test_no_word_of_a_resident_or_of_a_search_is_in_the_log(
    officer: Browser, desk: Desk
) -> None:
    case_id = await told(desk)
    await officer.get("/cases", params={"q": "tạm giữ", "label": "shipper_gia"})
    await officer.get(f"/cases/{case_id}")
    await officer.send_form(f"/cases/{case_id}/note", version=1, note="một ghi chú kín")
    await officer.send_form(f"/cases/{case_id}/redact", version=2, words="rửa tiền")
    async with desk.sessions() as session:
        entries = (await session.scalars(select(AuditEntry))).all()
    logged = " ".join(f"{e.act} {e.subject} {e.details}" for e in entries)
    assert [e.act for e in entries] == [
        "cases.searched",
        "case.read",
        "case.noted",
        "case.redacted",
    ]
    for secret in ("tạm giữ", "ghi chú kín", "rửa tiền", STORY[:20], "shipper_gia"):
        assert secret not in logged


async def test_every_kind_of_entry_has_words_for_the_admin(browser: Browser, desk: Desk) -> None:
    await some(desk)
    await browser.sign_in(Role.ADMIN)
    await browser.get("/audit")
    page = (await browser.get("/audit")).text
    assert wording.AUDIT["case.read"] in page
    assert wording.AUDIT["audit.read"] in page
