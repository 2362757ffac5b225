"""The whole store moves from a real SQLite file into a real PostgreSQL, or nothing does."""

import asyncio
import fcntl
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.command import downgrade, upgrade
from click.testing import CliRunner, Result
from psycopg import sql
from pydantic import SecretStr
from sqlalchemy import Table, select

from casework.cases.models import Case, Review, ReviewAct
from casework.db import Base, open_engine, open_sessions
from casework.deliveries.models import Delivery
from casework.migrations import alembic_config, migrate
from console import audit
from console.auth.keys import Keys
from console.composition import open_desk, verify_log
from console.demo_data.command import Wanted, fill
from console.settings import ConsoleSettings
from console.store_migration import moving, source
from console.store_migration.command import migrate_store
from tests.databases import PostgresDatabases
from tests.unit.console.conftest import KEY

# What demo data has none of, and what is written in ways that are easily lost.
RARE = (
    "UPDATE cases SET evidence = 'null', confidence = 0.30000000000000004 WHERE rowid % 3 = 0",
    """UPDATE cases SET evidence = '[{"kind": "link", "domain": "đường.vn\\t\\\\N"}]'
       WHERE rowid % 3 = 1""",
    "UPDATE cases SET evidence = NULL WHERE rowid % 3 = 2",
    "UPDATE cases SET told_at = '2026-10-31 16:59:59.999999' WHERE rowid % 7 = 0",
    "UPDATE opinions SET note = 'một dòng' || char(10) || 'dòng hai' || char(9) || '\\N'",
    """INSERT INTO channel_tokens (channel, sealed, seeded_with, valid_until) VALUES
       ('zalo_oa', 'sealed', 'seed', '2026-12-24 00:00:00')""",
    """INSERT INTO watch_list (id, kind, key, source, listed_on, expires_on, held_since) VALUES
       (41, 'phone', 'k', 'CV 1', '2026-11-23', '2027-02-23', '2026-11-30')""",
    """INSERT INTO closed_months (month, closed_at, rule, invented, tables) VALUES
       ('2026-10-01', '2026-11-05 00:00:00.000000', 'r', 0, '{"b": [1, 2.50], "a": null}')""",
    """INSERT INTO deliveries (id, channel, update_key, received_at, gone_out) VALUES
       (7, 'telegram', 'known', '2026-11-30 03:00:00.000000', 2)""",
    # Used and deleted: the number is never used again.
    "UPDATE sqlite_sequence SET seq = 12 WHERE name = 'deliveries'",
)
WAITING = (
    "INSERT INTO deliveries (channel, update_key, received_at, message)"
    " VALUES ('telegram', 'new', '2026-11-30 03:00:00.000000', 'sealed words')"
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of some weeks; each test gets a copy."""
    file = tmp_path_factory.mktemp("moves") / "book.db"

    async def make() -> None:
        settings = ConsoleSettings(database_url=f"sqlite:///{file}", console_key=SecretStr(KEY))
        async with open_desk(settings) as desk:
            now = datetime(2026, 11, 30, 9, 20, 0, 250_000, tzinfo=UTC)
            await fill(replace(desk, now=lambda: now), Wanted(60, officers=True))

    asyncio.run(make())
    change(file, *RARE)
    return file


@pytest.fixture
def book(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONSOLE_KEY", KEY)
    return Path(shutil.copyfile(filled, tmp_path / "book.db"))


@pytest.fixture
def target(postgresql: PostgresDatabases) -> Iterator[str]:
    url = postgresql.lend(Path(), empty=True)
    yield url
    postgresql.take_back(url)


def change(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def moves(file: Path, to: str, *options: str) -> Result:
    return CliRunner().invoke(migrate_store, ["--from", f"sqlite:///{file}", "--to", to, *options])


def there(to: str, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(to) as connection:
        return connection.execute(statement.encode()).fetchall()


def left(to: str) -> list[str]:
    """Tables that hold something, but for the head of an empty audit log."""
    with psycopg.connect(to, autocommit=True) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                " AND tablename <> 'alembic_version'"
            )
        ]
        asked = sql.SQL("SELECT count(*) FROM {} HAVING count(*) > %s")
        return [
            name
            for name in names
            if connection.execute(
                asked.format(sql.Identifier(name)), (int(name == "audit_head"),)
            ).fetchone()
        ]


async def as_the_doors_read(url: str, table: Table) -> list[tuple[object, ...]]:
    """All rows through the models' own types; SQLite's moments are in UTC."""
    engine = open_engine(url)
    async with engine.connect() as connection:
        found: Sequence[Any] = (await connection.execute(select(table))).all()
    await engine.dispose()
    return sorted((tuple(_aware(value) for value in row) for row in found), key=repr)


def _aware(value: object) -> object:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def test_everything_arrives_as_the_doors_read_it(book: Path, target: str) -> None:
    done = moves(book, target)
    assert done.exit_code == 0, done.output
    assert "hai bên giống nhau" in done.output
    filled_tables = 0
    for table in Base.metadata.sorted_tables:
        here = asyncio.run(as_the_doors_read(f"sqlite:///{book}", table))
        assert asyncio.run(as_the_doors_read(target, table)) == here, table.name
        filled_tables += bool(here)
        assert table.name in done.output
    assert filled_tables >= 11
    nulls = "SELECT count(*) FROM cases WHERE evidence IS NULL OR evidence::text = 'null' GROUP BY"
    assert len(there(target, f"{nulls} evidence::text")) == 2, "no value is not the value null"
    assert "[Ví dụ]" not in done.output, "no word of a narrative is printed"


def test_the_audit_log_stays_one_chain_and_goes_on(book: Path, target: str) -> None:
    done = moves(book, target)
    assert "Nhật ký nguyên vẹn: 1 mục." in done.output

    async def goes_on() -> audit.Verified:
        engine = open_engine(target)
        sessions = open_sessions(engine)
        async with sessions.begin() as session:
            await audit.write(session, Keys(KEY), datetime.now(UTC), audit.Entry(None, "log.begun"))
        verified = await verify_log(sessions, Keys(KEY), None)
        await engine.dispose()
        return verified

    assert asyncio.run(goes_on()).entries == 2
    with pytest.raises(psycopg.errors.RaiseException, match="only added"):
        there(target, "UPDATE audit_entries SET act = 'x'")


def test_a_log_that_was_broken_before_is_told_and_fails(book: Path, target: str) -> None:
    change(book, "DROP TRIGGER audit_entries_no_update", "UPDATE audit_entries SET act = 'sign_in'")
    done = moves(book, target)
    assert done.exit_code == 1
    assert "KHÔNG nguyên vẹn, từ mục 1" in done.output


def test_numbers_go_on_behind_the_last_that_was_used(book: Path, target: str) -> None:
    assert moves(book, target).exit_code == 0

    async def added() -> tuple[int, int, int]:
        engine = open_engine(target)
        async with open_sessions(engine).begin() as session:
            case = (await session.scalars(select(Case.id).limit(1))).one()
            last = (await session.scalars(select(Review.id).order_by(Review.id.desc()))).first()
            now = datetime.now(UTC)
            review = Review(case_id=case, officer_id=case, done_at=now, act=ReviewAct.NOTE)
            delivery = Delivery(channel="web", update_key="k", received_at=now)
            session.add_all([review, delivery])
            await session.flush()
            numbers = (last or 0, review.id, delivery.id)
        await engine.dispose()
        return numbers

    last, review, delivery = asyncio.run(added())
    assert (review, delivery) == (last + 1, 13)
    put = "INSERT INTO watch_list (kind, key, source, listed_on, expires_on) VALUES"
    assert there(target, f"{put} ('link', 'k', 's', now(), now()) RETURNING id") == [(42,)]


@pytest.mark.parametrize("made", [True, False], ids=["with our schema", "of somebody else"])
def test_a_target_that_holds_something_is_left_alone(book: Path, target: str, made: bool) -> None:  # noqa: FBT001
    with psycopg.connect(target) as connection:
        if made:
            migrate(target)
            connection.execute(
                "INSERT INTO failed_sign_ins (address, failed_at) VALUES ('a', now())"
            )
        else:
            connection.execute("CREATE TABLE theirs AS SELECT 1 AS one")
    done = moves(book, target)
    assert done.exit_code == 1
    name = "failed_sign_ins" if made else "theirs"
    assert f"Sổ đích đã có dữ liệu (bảng {name})" in done.output
    assert left(target) == [name]
    assert bool(there(target, "SELECT to_regclass('cases')")[0][0]) == made


BAD_ROWS = {
    "too long a code": ("UPDATE cases SET commune = 'words of a resident'", "bảng cases, dòng"),
    "no such truth": ("UPDATE cases SET new_script = 'maybe' WHERE rowid = 9", "cột new_script"),
    "a number too large": ("UPDATE cases SET version = 99999999999", "cột version"),
    "no moment": ("UPDATE officers SET made_at = 'hôm qua' WHERE rowid = 2", "dòng thứ 2"),
    "bytes for words": ("UPDATE opinions SET text = x'00ff'", "cột text"),
    "a letter that PostgreSQL lacks": (
        "UPDATE opinions SET note = 'a' || char(0) || 'b'",
        "bảng opinions",
    ),
    "broken JSON": ("UPDATE cases SET alternatives = '[words'", "cột alternatives"),
    "no case to the review": (
        "UPDATE reviews SET case_id = '00000000000000000000000000000000' WHERE rowid = 5",
        "fk_reviews_case_id_cases",
    ),
}


@pytest.mark.parametrize("bad", BAD_ROWS)
def test_one_bad_row_and_nothing_is_left_at_the_target(book: Path, target: str, bad: str) -> None:
    spoil, told = BAD_ROWS[bad]
    whole = book.read_bytes()
    change(book, spoil)
    done = moves(book, target)
    assert done.exit_code == 1
    assert told.lower() in done.output.lower()
    assert "không có gì được giữ lại" in done.output
    assert "words" not in done.output, "the row itself is never shown"
    assert left(target) == []
    book.write_bytes(whole)
    assert moves(book, target).exit_code == 0, "mended, it goes on"


@pytest.mark.parametrize(
    ("does", "table"), [("RETURN NULL;", "opinions"), ("NEW.note := 'x'; RETURN NEW;", "reviews")]
)
def test_what_arrives_otherwise_than_it_left_fails_and_is_taken_back(
    book: Path, target: str, does: str, table: str
) -> None:
    migrate(target)
    with psycopg.connect(target) as connection:
        connection.execute(
            "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {does} END $$".encode()
        )
        trigger = f"CREATE TRIGGER spoil BEFORE INSERT ON {table} FOR EACH ROW"
        connection.execute(f"{trigger} EXECUTE FUNCTION spoil()".encode())
    done = moves(book, target)
    assert done.exit_code == 1
    different = [line.split()[0] for line in done.output.splitlines() if "KHÁC NHAU" in line]
    assert different == [table]
    assert left(target) == []


def test_a_source_that_is_being_written_is_refused(book: Path, target: str) -> None:
    with closing(sqlite3.connect(book, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        done = moves(book, target)
    assert done.exit_code == 1
    assert "Còn chương trình đang mở sổ nguồn (đang ghi)" in done.output


def test_a_source_that_somebody_only_has_open_is_refused(book: Path, target: str) -> None:
    opens = "import sys; f = open(sys.argv[1], 'rb'); print(1, flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", opens, str(book)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as idle:  # our own
        assert idle.stdout is not None
        idle.stdout.readline()
        done = moves(book, target)
        idle.kill()
    assert done.exit_code == 1
    assert f"tiến trình số {idle.pid}" in done.output
    assert there(target, "SELECT to_regclass('cases')") == [(None,)]
    assert moves(book, target).exit_code == 0


def test_a_source_that_is_being_migrated_is_refused(book: Path, target: str) -> None:
    with book.with_name("book.db.migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = moves(book, target)
    assert "đang nâng mẫu sổ" in done.output
    assert done.exit_code == 1


def test_nobody_writes_into_the_source_while_it_is_read(
    book: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def somebody_comes(_file: Path) -> None:
        try:
            change(book, "DELETE FROM failed_sign_ins")
        except sqlite3.OperationalError as error:
            tried.append(str(error))
        raise source.SourceInUse("tiến trình số 1")

    monkeypatch.setattr(sqlite3, "connect", _impatient(sqlite3.connect))
    monkeypatch.setattr(moving, "must_be_unused", somebody_comes)
    done = moves(book, target)
    assert tried == ["database is locked"]
    assert done.exit_code == 1
    assert left(target) == [], "who came in the meantime would go on in the old store"


def _impatient(connect: Any) -> Any:  # noqa: ANN401  # stands in for sqlite3.connect
    return lambda *where, **how: connect(*where, **{**how, "timeout": 0.05})


def test_an_older_source_is_refused_or_migrated_when_asked(book: Path, target: str) -> None:
    config = alembic_config(f"sqlite:///{book}")
    downgrade(config, "0008")
    refused = moves(book, target)
    assert refused.exit_code == 1
    assert "--migrate-source" in refused.output
    assert there(target, "SELECT to_regclass('cases')") == [(None,)]
    done = moves(book, target, "--migrate-source")
    assert done.exit_code == 0, done.output
    assert there(target, "SELECT count(*) FROM deliveries") == [(1,)]
    upgrade(config, "head")


def test_messages_on_their_way_are_answered_first_or_given_up_when_asked(
    book: Path, target: str
) -> None:
    change(book, WAITING)
    refused = moves(book, target)
    assert refused.exit_code == 1
    assert "Còn 1 tin chưa trả lời xong" in refused.output
    done = moves(book, target, "--drop-waiting")
    assert done.exit_code == 0, done.output
    kept = "SELECT update_key, message, replies, conversation FROM deliveries ORDER BY id"
    assert there(target, kept) == [("known", None, None, None), ("new", None, None, None)]
    assert there(target, "SELECT count(*) FROM procrastinate_jobs") == [(0,)]


@pytest.mark.parametrize("content", [b"", b"no database at all, but as long as one " * 100])
def test_a_file_that_is_no_book_is_refused(tmp_path: Path, target: str, content: bytes) -> None:
    file = tmp_path / "other.db"
    file.write_bytes(content)
    done = moves(file, target)
    assert done.exit_code == 1
    assert "không phải sổ của Cảnh Giác" in done.output


def test_addresses_are_looked_at_and_no_password_is_printed(book: Path, tmp_path: Path) -> None:
    away = "postgresql://me:secret@127.0.0.1:1/none"
    done = moves(book, away)
    assert done.exit_code == 1
    assert "Không mở được" in done.output
    assert "secret" not in done.output
    assert moves(book, "mysql://x").exit_code == 2
    assert moves(tmp_path / "missing.db", away).exit_code == 1
    assert not (tmp_path / "missing.db").exists()
