import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import zlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from casework.evidence.pictures import process
from casework.evidence.pictures.base import CannotReadNow, NotAPicture, PictureRead, TooLarge
from casework.evidence.pictures.limits import MEMORY
from casework.evidence.pictures.reader import LocalPictureReader
from tests.unit.casework.evidence.pictures.made_up import (
    chunk,
    code,
    drawn,
    png_promising,
    written,
)

LINK = "https://nhanqua.example/?ma=1"
PATIENT = 60.0
PACKAGE = Path(process.__file__).resolve().parent


@pytest_asyncio.fixture
async def reader() -> AsyncIterator[LocalPictureReader]:
    async with LocalPictureReader(seconds=PATIENT, most_bytes=100_000) as one:
        yield one


def files_of(*folders: Path) -> set[Path]:
    return {path for folder in folders for path in folder.rglob("*")}


def told_of(pid: int, what: str) -> str:
    return Path(f"/proc/{pid}/{what}").read_text(encoding="ascii")


def limits_of(pid: int) -> dict[str, list[str]]:
    rows = told_of(pid, "limits").splitlines()
    return {row[:26].strip(): row[26:].split()[:2] for row in rows}


async def test_letters_and_codes_are_read_and_no_file_is_left(
    tesseract: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    before = files_of(tmp_path, PACKAGE)
    page = drawn("Quét mã để nhận quà", "Hạn chót hôm nay", "Chỉ 500.000đ")
    page.paste(code(LINK, scale=2), (520, 60))
    async with LocalPictureReader(tesseract=tesseract, seconds=PATIENT) as reader:
        read = await reader.read(written(page))
        worker = reader.worker_pids[0]
        limits = limits_of(worker)
        nice = os.getpriority(os.PRIO_PROCESS, worker)
        first_to_end = told_of(worker, "oom_score_adj")
    assert read.text is not None
    assert "Quét mã để nhận quà" in read.text
    assert "500.000đ" in read.text
    assert read.codes == (LINK,)
    assert files_of(tmp_path, PACKAGE) == before
    assert limits["Max file size"] == ["0", "0"]
    assert limits["Max core file size"] == ["0", "0"]
    assert nice == min(19, os.getpriority(os.PRIO_PROCESS, 0) + 5)
    assert first_to_end.strip() == "1000"
    assert limits["Max address space"] == [str(MEMORY), str(MEMORY)]


async def test_one_worker_reads_and_refuses_and_is_replaced_when_it_dies(
    reader: LocalPictureReader,
) -> None:
    assert not reader.worker_pids
    good = PictureRead(None, (LINK,))
    assert await reader.read(written(code(LINK))) == good
    first = reader.worker_pids[0]
    for refused, why in [(b"x", NotAPicture), (png_promising(99_999, 99_999), TooLarge)]:
        with pytest.raises(why):
            await reader.read(refused)
    assert await reader.read(written(code(LINK))) == good
    assert first in reader.worker_pids
    os.kill(first, signal.SIGKILL)
    with pytest.raises(CannotReadNow):
        await reader.read(written(code(LINK)))
    assert await reader.read(written(code(LINK))) == good
    assert first not in reader.worker_pids


async def test_a_small_file_of_many_pixels_takes_little_memory() -> None:
    rows = zlib.compress(bytes(4_500 * (4 * 4_500 + 1)), 1)
    picture = png_promising(4_500, 4_500, chunk(b"IDAT", rows), colours=6)
    async with LocalPictureReader(seconds=PATIENT) as reader:
        assert await reader.read(picture) == PictureRead(None)
        status = told_of(reader.worker_pids[0], "status")
    most = next(int(row.split()[1]) for row in status.splitlines() if row.startswith("VmHWM:"))
    # The picture itself takes 81 MB; with its numbers for counting it took 700.
    assert most < 320_000


async def test_what_is_too_long_never_reaches_a_worker(reader: LocalPictureReader) -> None:
    with pytest.raises(TooLarge):
        await reader.read(bytes(100_001))
    assert not reader.worker_pids


def slow_tesseract(folder: Path) -> str:
    """It tells where it runs, by linking; a file it could not write."""
    path = folder / "slow"
    path.write_text(f"#!/bin/sh\nln -s $$ {folder}/pid\nexec sleep 600\n", encoding="ascii")
    path.chmod(0o755)
    return str(path)


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    try:
        return "State:\tZ" not in status.read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENT):
        while not happened():  # noqa: ASYNC110  # another process tells nobody
            await asyncio.sleep(0.01)


async def child_of(folder: Path) -> int:
    """The process of the slow tesseract, once it has been started."""
    told = folder / "pid"
    await until(told.is_symlink)
    return int(told.readlink().name)


async def test_who_comes_when_all_places_are_taken_is_refused_and_closing_kills_all(
    tmp_path: Path,
) -> None:
    picture = written(drawn("Tài khoản bị khóa", "Xác thực ngay"))
    reader = LocalPictureReader(tesseract=slow_tesseract(tmp_path), waiting=1, seconds=PATIENT)
    inside = [asyncio.create_task(reader.read(picture)) for _ in range(2)]
    child = await child_of(tmp_path)
    with pytest.raises(CannotReadNow):
        await reader.read(picture)
    assert is_running(child)
    await reader.aclose()
    outcomes = await asyncio.gather(*inside, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [CannotReadNow, CannotReadNow]
    await until(lambda: not is_running(child))
    assert not reader.worker_pids
    with pytest.raises(CannotReadNow):
        await reader.read(picture)


async def test_a_late_worker_is_killed_with_its_tesseract(tmp_path: Path) -> None:
    picture = written(drawn("Tài khoản bị khóa", "Xác thực ngay"))
    async with LocalPictureReader(tesseract=slow_tesseract(tmp_path), seconds=PATIENT) as reader:
        reading = asyncio.create_task(reader.read(picture))
        child = await child_of(tmp_path)
        reading.cancel()  # the same way out as that of the time limit
        with pytest.raises(asyncio.CancelledError):
            await reading
        await until(lambda: not is_running(child))
        assert not reader.worker_pids


async def test_the_time_limit_is_told_as_cannot_read_now() -> None:
    async with LocalPictureReader(seconds=0.001) as reader:
        with pytest.raises(CannotReadNow):
            await reader.read(written(code(LINK)))
        assert not reader.worker_pids


async def test_a_worker_gets_no_secret_and_says_nothing_on_stderr(
    reader: LocalPictureReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "hunter2")
    await reader.read(written(code(LINK)))
    folder = Path(f"/proc/{reader.worker_pids[0]}")
    names = {row.partition(b"=")[0] for row in (folder / "environ").read_bytes().split(b"\0")}
    allowed = {b"PATH", b"LANG", b"TESSDATA_PREFIX", b"PYTHONPATH", b"OMP_THREAD_LIMIT"}
    assert names - {b""} <= allowed | {b"OPENBLAS_NUM_THREADS"}
    assert (folder / "fd" / "2").readlink() == Path("/dev/null")


def test_a_worker_ends_with_its_stdin() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-B", "-m", "casework.evidence.pictures.worker", "9", ""],
        env={"PYTHONPATH": str(PACKAGE.parents[2])},
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=PATIENT,
    )
    assert done.returncode == 0
