"""What a process and those that it has started use, from /proc: CPU seconds and memory."""

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_PROC = Path("/proc")
# In /proc/PID/stat, counted from behind the name, which may hold blanks.
_PARENT, _USER, _CHILDREN_END = 1, 11, 15


@dataclass(frozen=True, slots=True)
class Use:
    """CPU in seconds since it was started; memory in bytes, what several share counted once."""

    cpu: float
    memory: int


def use_of(pid: int) -> Use:
    """Of a process and all below it; what ended children have used counts too. 0 if it is gone."""
    cpu, memory = 0.0, 0
    for each in _tree(pid):
        try:
            fields = _fields(each)
            cpu += sum(map(int, fields[_USER:_CHILDREN_END])) / _TICK
            memory += _own_memory(each)
        except OSError:
            continue  # it has just ended
    return Use(cpu, memory)


def children_of(pid: int) -> list[int]:
    """The processes that it has started and that still run."""
    found = []
    for folder in _PROC.iterdir():
        if folder.name.isdecimal():
            try:
                if int(_fields(int(folder.name))[_PARENT]) == pid:
                    found.append(int(folder.name))
            except OSError:
                continue
    return found


def asker(port: int, pids: Iterable[int]) -> int | None:
    """Which of these processes has the connection with this port of its own on this machine."""
    wanted = f"0100007F:{port:04X}"
    lines = (_PROC / "net" / "tcp").read_text().splitlines()[1:]
    inodes = {f"socket:[{line.split()[9]}]" for line in lines if line.split()[1] == wanted}
    return next((pid for pid in pids if inodes & _sockets_of(pid)), None)


def _sockets_of(pid: int) -> set[str]:
    found = set()
    with contextlib.suppress(OSError):
        for link in (_PROC / str(pid) / "fd").iterdir():
            with contextlib.suppress(OSError):
                found.add(str(link.readlink()))
    return found


def _tree(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for folder in _PROC.iterdir():
        if folder.name.isdecimal():
            try:
                parents.setdefault(int(_fields(int(folder.name))[_PARENT]), []).append(
                    int(folder.name)
                )
            except OSError:
                continue
    tree = [pid]
    for each in tree:
        tree += parents.get(each, [])
    return tree


def _fields(pid: int) -> list[str]:
    return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()


def _own_memory(pid: int) -> int:
    """Its share of what it uses: PostgreSQL's processes have most of theirs in common."""
    try:
        for line in (_PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except (PermissionError, ProcessLookupError):
        pass
    return int((_PROC / str(pid) / "statm").read_text().split()[1]) * _PAGE
