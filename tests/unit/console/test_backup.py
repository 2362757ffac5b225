"""A backup is made while the book is written to, restored elsewhere, and brings nothing back."""

import asyncio
import json
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from casework.cases import personal_data, records
from casework.cases.models import Case, Erasure, Review
from casework.cases.review import Seen
from casework.clock import day_in_viet_nam
from casework.db import Sessions, open_engine, open_sessions
from casework.deliveries.models import Delivery
from casework.evidence.finding import Kind
from casework.opinions import opinions
from casework.opinions.models import Opinion
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.watch_list.models import WatchedValue
from console.app import create_app
from console.auth.models import Role
from console.demo_data.command import Wanted, fill
from console.desk import Desk
from console.safekeeping import erased
from console.safekeeping.archive import OtherBackupKey, Reading, Writing
from console.safekeeping.backup import Made, last_backup, note
from console.safekeeping.erased import Erased, Gone, What
from console.safekeeping.manifest import LEFT_OUT
from console.safekeeping.places import NotEmpty
from console.safekeeping.restore import NewerBackup, OtherKind
from tests.unit.console.backing_up import KEY, backed_up, names, now, restored
from tests.unit.console.conftest import Browser, told
from tests.unit.console.test_audit import some, verified

NewDatabase = Callable[..., str]


async def count(sessions: Sessions, what: type) -> int:
    async with sessions() as session:
        return await session.scalar(select(func.count()).select_from(what)) or 0


async def test_a_book_that_is_written_to_is_backed_up_and_opens_elsewhere(
    desk: Desk, tmp_path: Path, new_database: NewDatabase
) -> None:
    desk = replace(desk, now=now)
    await fill(desk, Wanted(cases=60, officers=True))
    writing, written = True, 0

    async def write_on() -> None:
        nonlocal written
        while writing:
            await told(desk)
            await some(desk, 1)
            written += 1
            await asyncio.sleep(0.002)

    task = asyncio.create_task(write_on())
    await asyncio.sleep(0.05)
    before = await count(desk.sessions, Case)
    made = await backed_up(desk, tmp_path / "backups")
    after = await count(desk.sessions, Case)
    writing = False
    await task
    assert written > 0
    assert before <= made.manifest.counts["cases"] <= after
    url = new_database("elsewhere.db", empty=True)
    done = await restored(desk, made, url)
    engine = open_engine(url)
    elsewhere = replace(desk, sessions=open_sessions(engine))
    try:
        assert await count(elsewhere.sessions, Case) == made.manifest.counts["cases"]
        log = await verified(elsewhere)
        assert (log.broken_at, done.log.broken_at) == (None, None)
        # One more: that it was restored.
        assert log.entries == made.manifest.counts["audit_entries"] + 1
        async with Browser(create_app(elsewhere), elsewhere) as browser:
            await browser.sign_in(Role.OFFICER)
            page = await browser.get("/cases")
        assert page.status_code == 200
        assert "[Ví dụ]" in page.text
    finally:
        await engine.dispose()


async def test_what_lives_for_hours_is_in_no_backup(
    desk: Desk, tmp_path: Path, new_database: NewDatabase, officer: Browser
) -> None:
    assert officer.officer is not None
    async with desk.sessions.begin() as session:
        sealed = "sealed words of a resident"
        session.add(Delivery(channel="web", update_key="1", received_at=now(), message=sealed))
    made = await backed_up(desk, tmp_path, key=None)
    assert not set(LEFT_OUT) & set(made.manifest.counts)
    assert b"sealed words" not in made.path.read_bytes()
    url = new_database("elsewhere.db", empty=True)
    await restored(desk, made, url)
    engine = open_engine(url)
    assert await count(open_sessions(engine), Delivery) == 0
    await engine.dispose()


async def test_it_is_encrypted_and_its_owners_only(desk: Desk, tmp_path: Path) -> None:
    await told(desk)
    made = await backed_up(desk, tmp_path / "backups")
    data = made.path.read_bytes()
    assert b"SQLite format" not in data
    assert b"PGDMP" not in data
    assert "rửa tiền".encode() not in data
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [made.path.name]
    with pytest.raises(OtherBackupKey):
        Reading(made.path, ["another key, which is long enough to be one"])
    with pytest.raises(OtherBackupKey):
        Reading(made.path, [])
    assert Reading(made.path, ["another key", KEY]).check() == made.manifest


async def test_what_residents_deleted_since_does_not_come_back(
    desk: Desk, tmp_path: Path, new_database: NewDatabase
) -> None:
    stays, goes = await told(desk), await told(desk)
    code = await opinions.send(desk.sessions, "web", redact(RawText("xin thêm đèn")).text, now())
    made = await backed_up(desk, tmp_path)
    await records.delete_case(desk.sessions, goes)
    assert await opinions.delete_by_receipt(desk.sessions, code)
    assert await count(desk.sessions, Erasure) == 2
    await erased.copy(desk.sessions, tmp_path, now())
    url = new_database("elsewhere.db", empty=True)
    done = await restored(desk, made, url, erased.read(tmp_path).gone)
    assert (done.again.cases, done.again.opinions) == (1, 1)
    engine = open_engine(url)
    async with open_sessions(engine)() as session:
        assert (await session.scalars(select(Case.id))).all() == [stays]
        assert (await session.scalars(select(Opinion.id))).all() == []
    await engine.dispose()


async def test_what_officers_took_out_since_does_not_come_back(
    desk: Desk, tmp_path: Path, new_database: NewDatabase
) -> None:
    desk = replace(desk, now=now)
    case_id = await told(desk)
    async with desk.sessions.begin() as session:
        day = day_in_viet_nam(now())
        for n in range(2):
            kept = {"source": "CV 1", "listed_on": day, "expires_on": day}
            session.add(WatchedValue(kind=Kind.PHONE.value, key=f"{n:064}", **kept))
    made = await backed_up(desk, tmp_path)
    await asyncio.sleep(1.1)  # The audit log keeps seconds.
    await _take_out(desk, case_id)
    for act, about in (
        ("watch_list.removed", "watch_list:1"),
        ("watch_list.held", "watch_list:2"),
        ("officer.switched", "officer:7"),
    ):
        async with desk.act(None, act, about):
            pass
    await erased.copy(desk.sessions, tmp_path, now())
    url = new_database("elsewhere.db", empty=True)
    again = (await restored(desk, made, url, erased.read(tmp_path).gone)).again
    assert (again.narratives, again.watched, again.officers) == (1, 2, 1)
    engine = open_engine(url)
    async with open_sessions(engine)() as session:
        assert (await session.scalars(select(Case.narrative))).all() == [None]
        assert (
            await session.scalars(select(Review.note).where(Review.note.is_not(None)))
        ).all() == []
        held = (await session.scalars(select(WatchedValue.held_since))).all()
        assert held == [day_in_viet_nam(now())]
    await engine.dispose()


async def _take_out(desk: Desk, case_id: UUID) -> None:
    async with desk.act(None, "case.redacted", f"case:{case_id}") as session:
        await personal_data.take_out(session, Seen(case_id, 1, UUID(int=1), now()), "rửa tiền")


async def test_what_has_run_out_since_is_purged_at_once(
    desk: Desk, tmp_path: Path, new_database: NewDatabase
) -> None:
    # The clock of the desk stands still, and the true one is not behind it by half a year.
    await told(replace(desk, now=now), days_ago=180)
    made = await backed_up(desk, tmp_path)
    done = await restored(desk, made, new_database("elsewhere.db", empty=True))
    assert done.narratives == 1


async def test_nothing_is_written_over_a_book_that_is_there(
    desk: Desk, tmp_path: Path, database_url: str
) -> None:
    made = await backed_up(desk, tmp_path / "backups")
    case_id = await told(desk)
    with pytest.raises(NotEmpty):
        await restored(desk, made, database_url)
    async with desk.sessions() as session:
        assert (await session.scalars(select(Case.id))).all() == [case_id]


async def test_of_a_newer_program_and_of_another_kind_nothing_is_written(
    desk: Desk, tmp_path: Path, new_database: NewDatabase
) -> None:
    made = await backed_up(desk, tmp_path / "backups")
    other = "postgresql://nowhere/x" if made.manifest.kind == "sqlite" else "sqlite:////nowhere/x"
    with pytest.raises(OtherKind):
        await restored(desk, made, other)
    newer = tmp_path / "newer.backup"
    with Writing(newer, KEY) as writing:
        writing.finish(made.manifest.model_copy(update={"revision": "9999"}))
    with pytest.raises(NewerBackup):
        await restored(desk, Made(newer, made.manifest), new_database("new.db", empty=True))


async def test_an_alert_can_ask_for_the_last_backup(desk: Desk, tmp_path: Path) -> None:
    async with desk.sessions() as session:
        assert await last_backup(session) is None
    made = await backed_up(desk, tmp_path)
    await note(desk.sessions, desk.keys, made, made.manifest.made_at)
    async with desk.sessions() as session:
        assert await last_backup(session) == made.manifest.made_at
    assert (await verified(desk)).broken_at is None


async def test_the_list_of_what_has_gone_keeps_what_an_older_copy_knows(
    desk: Desk, tmp_path: Path
) -> None:
    known = Gone(what=What.CASE, subject="0" * 32, at=now() - timedelta(days=3))
    too_old = Gone(what=What.CASE, subject="1" * 32, at=now() - erased.KEPT - timedelta(days=1))
    written = Erased(copied_at=known.at, gone=(known, too_old))
    (tmp_path / erased.NAME).write_text(written.model_dump_json(), encoding="utf-8")
    case_id = await told(desk)
    await records.delete_case(desk.sessions, case_id)
    assert await erased.copy(desk.sessions, tmp_path, now()) == 2
    copied = json.loads((tmp_path / erased.NAME).read_bytes())
    assert [one["subject"] for one in copied["gone"]] == ["0" * 32, case_id.hex]
    assert stat.S_IMODE((tmp_path / erased.NAME).stat().st_mode) == 0o600


async def test_what_no_backup_can_bring_back_is_forgotten(desk: Desk) -> None:
    await records.delete_case(desk.sessions, await told(desk))
    await erased.forget_old(desk.sessions, now())
    assert await count(desk.sessions, Erasure) == 1
    await erased.forget_old(desk.sessions, now() + erased.KEPT + timedelta(hours=1))
    assert await count(desk.sessions, Erasure) == 0


@pytest.mark.sqlite_only("looks into the folder of the file")
async def test_beside_the_book_nothing_is_left_of_a_backup(desk: Desk, tmp_path: Path) -> None:
    before = names(tmp_path)
    await backed_up(desk, tmp_path / "backups")
    assert names(tmp_path) == {*before, "backups"}
