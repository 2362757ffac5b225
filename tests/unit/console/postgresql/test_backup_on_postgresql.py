"""Backup and restore with PostgreSQL's own programs: the same tests over another database."""

import os
from pathlib import Path

import pytest

from console.desk import Desk
from console.safekeeping import postgres_programs
from console.safekeeping.postgres_programs import (
    NoPostgresProgram,
    PostgresProgramFailed,
    environment,
    program,
    running,
)
from tests.unit.console.backing_up import backed_up
from tests.unit.console.test_backup import (
    test_a_book_that_is_written_to_is_backed_up_and_opens_elsewhere,
    test_an_alert_can_ask_for_the_last_backup,
    test_it_is_encrypted_and_its_owners_only,
    test_nothing_is_written_over_a_book_that_is_there,
    test_of_a_newer_program_and_of_another_kind_nothing_is_written,
    test_what_has_run_out_since_is_purged_at_once,
    test_what_lives_for_hours_is_in_no_backup,
    test_what_officers_took_out_since_does_not_come_back,
    test_what_residents_deleted_since_does_not_come_back,
)
from tests.unit.console.test_key_turning import (
    officer_row,
    test_a_turn_that_changes_nothing_adds_no_entry,
    test_at_each_step_officers_get_in_and_the_log_verifies,
)

__all__ = [
    "officer_row",
    "test_a_book_that_is_written_to_is_backed_up_and_opens_elsewhere",
    "test_a_turn_that_changes_nothing_adds_no_entry",
    "test_an_alert_can_ask_for_the_last_backup",
    "test_at_each_step_officers_get_in_and_the_log_verifies",
    "test_it_is_encrypted_and_its_owners_only",
    "test_nothing_is_written_over_a_book_that_is_there",
    "test_of_a_newer_program_and_of_another_kind_nothing_is_written",
    "test_what_has_run_out_since_is_purged_at_once",
    "test_what_lives_for_hours_is_in_no_backup",
    "test_what_officers_took_out_since_does_not_come_back",
    "test_what_residents_deleted_since_does_not_come_back",
]


async def test_without_the_servers_programs_it_is_said_which_package_to_install(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_programs, "_DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPostgresProgram, match=r"cài gói postgresql-client-\d\d"):
        await backed_up(desk, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_an_older_program_than_the_server_is_not_taken() -> None:
    with pytest.raises(NoPostgresProgram):
        program("pg_dump", 99)
    assert program("pg_dump", 9).name == "pg_dump"


def test_the_password_is_on_no_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "somewhere else")
    env = environment("postgresql+psycopg://canhgiac:kín@db.example.vn:6432/so?sslmode=require")
    assert env["PGPASSWORD"] == "kín"
    assert (env["PGHOST"], env["PGPORT"], env["PGDATABASE"]) == ("db.example.vn", "6432", "so")
    assert env["PGSSLMODE"] == "require"


def test_a_program_that_fails_is_told_of() -> None:
    def run() -> None:
        with running(["false"], dict(os.environ), read=True) as end:
            end.read()

    with pytest.raises(PostgresProgramFailed, match="false báo lỗi"):
        run()
