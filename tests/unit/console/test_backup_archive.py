"""The file of a backup: what was changed in it is found, and it is whole or not there."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.safekeeping.archive import BackupBroken, NoBackup, Reading, Writing
from console.safekeeping.backup import remove_old
from console.safekeeping.manifest import Manifest
from tests.unit.console.backing_up import KEY, now


def manifest() -> Manifest:
    return Manifest.of("sqlite", "3", "0009", {"cases": 1}, now())


@pytest.mark.parametrize("key", [KEY, None])
def test_whatever_is_changed_in_a_backup_is_found(tmp_path: Path, key: str | None) -> None:
    path = tmp_path / "a.backup"
    payload = bytes(range(256)) * 10_000
    with Writing(path, key) as writing:
        for start in range(0, len(payload), 100_000):
            writing.write(payload[start : start + 100_000])
        writing.finish(manifest())
    reading = Reading(path, [KEY])
    assert b"".join(reading.payload()) == payload
    assert reading.manifest is not None
    assert reading.manifest.bytes == len(payload)
    whole = path.read_bytes()
    for at in (len(whole) // 2, len(whole) - 40):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(BackupBroken):
            Reading(path, [KEY]).check()
    for cut in (whole[:-1], whole[: len(whole) // 2], whole + b"x"):
        path.write_bytes(cut)
        with pytest.raises(BackupBroken):
            Reading(path, [KEY]).check()
    path.write_bytes(b"something else")
    with pytest.raises(NoBackup):
        Reading(path, [KEY])


def test_frames_cannot_change_places(tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    with Writing(path, KEY) as writing:
        writing.write(b"1" * 1_048_576 + b"2" * 1_048_576)
        writing.finish(manifest())
    data = path.read_bytes()
    begin = data.index(b"}\n") + 2
    size = 4 + 1_048_576 + 16
    first, second = data[begin : begin + size], data[begin + size : begin + 2 * size]
    path.write_bytes(data[:begin] + second + first + data[begin + 2 * size :])
    with pytest.raises(BackupBroken):
        Reading(path, [KEY]).check()


def test_a_backup_that_fails_leaves_no_file(tmp_path: Path) -> None:
    def fails() -> None:
        with Writing(tmp_path / "a.backup", KEY) as writing:
            writing.write(b"half of it")
            raise OSError

    with pytest.raises(OSError, match=r"^$"):
        fails()
    assert list(tmp_path.iterdir()) == []


def test_old_backups_go_but_never_the_newest(tmp_path: Path) -> None:
    for day in ("20260901", "20260902", "20261130"):
        (tmp_path / f"canhgiac-{day}T010000Z.backup").touch()
    (tmp_path / "something of the operator's").touch()
    moment = datetime(2026, 12, 1, tzinfo=UTC)
    assert remove_old(tmp_path, timedelta(days=30), moment) == 2
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"canhgiac-20261130T010000Z.backup", "something of the operator's"}
    # A clock that has jumped ahead.
    assert remove_old(tmp_path, timedelta(days=30), moment + timedelta(days=9_000)) == 0
