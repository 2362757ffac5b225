"""PostgreSQL's own pg_dump and pg_restore, of a version that fits the server."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import conninfo_to_dict

_DEBIAN = Path("/usr/lib/postgresql")


class NoPostgresProgram(Exception):
    """Máy này chưa có chương trình của PostgreSQL hợp với máy chủ."""

    def __init__(self, name: str, major: int) -> None:
        super().__init__(
            f"Không thấy {name} phiên bản {major} trở lên: cài gói postgresql-client-{major} "
            "(Debian, Ubuntu), rồi chạy lại. Chưa làm gì."
        )


class PostgresProgramFailed(Exception):
    """Chương trình của PostgreSQL báo lỗi."""

    def __init__(self, name: str, code: int) -> None:
        # Not what it has printed: that may quote rows, or the address.
        super().__init__(
            f"{name} báo lỗi (mã {code}). Xem lại địa chỉ, quyền trên cơ sở dữ liệu, chỗ trống "
            "trên đĩa."
        )


def connection_info(url: str) -> str:
    """The address as libpq takes it: sqlalchemy's may name a driver."""
    return re.sub(r"^postgresql\+\w+:", "postgresql:", url)


def environment(url: str) -> dict[str, str]:
    """The address as variables: on a command line everybody on the machine would read it."""
    names = {
        option.keyword.decode(): option.envvar.decode()
        for option in psycopg.pq.Conninfo.get_defaults()
        if option.envvar
    }
    given = conninfo_to_dict(connection_info(url))
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PG")},
        **{names[name]: str(value) for name, value in given.items() if name in names},
    }


def program(name: str, major: int) -> Path:
    """The program of this major version, or else a newer one. Raises NoPostgresProgram."""
    debian: list[Path] = sorted(
        _DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3])
    )
    on_path = shutil.which(name)
    found: list[Path] = [*debian, *([Path(on_path)] if on_path else [])]
    for path in found:
        if _major_of(path) >= major:
            return path
    raise NoPostgresProgram(name, major)


def _major_of(path: Path) -> int:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return 0
    found = re.search(r"(\d+)(?:\.|devel|beta|rc|\s|$)", said.stdout)
    return int(found.group(1)) if found else 0


@contextmanager
def running(command: list[str], env: Mapping[str, str], *, read: bool) -> Iterator[IO[bytes]]:
    """The program's open end for the block's time: its stdout to `read`, or else its stdin.

    Raises PostgresProgramFailed if the program does, and ends it if the block fails.
    """
    process = subprocess.Popen(  # noqa: S603  # PostgreSQL's own
        command,
        env=env,
        stdin=subprocess.DEVNULL if read else subprocess.PIPE,
        stdout=subprocess.PIPE if read else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = process.stdout or process.stdin
    if end is None:
        raise ValueError(command[0])
    failed = False
    try:
        try:
            yield end
            end.close()
        except BrokenPipeError:
            failed = True
    except BaseException:
        process.kill()
        process.wait()
        raise
    finally:
        # Already closed, unless something has failed; what it did not take is of no use any more.
        with suppress(BrokenPipeError):
            end.close()
    if process.wait() or failed:
        raise PostgresProgramFailed(Path(command[0]).name, process.returncode)
