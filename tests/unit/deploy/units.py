"""Reads systemd's units, and says what is wrong with them."""

import re
from collections import defaultdict
from pathlib import Path

from tests.unit.deploy.known import cannot_be_typed, settings_of

Unit = dict[str, list[str]]
PYTHON = "/opt/canhgiac/.venv/bin/python"
NLU_PYTHON = "/opt/canhgiac/nlu/.venv/bin/python"


def read(*files: Path) -> Unit:
    """Every setting with all its values, as systemd adds up a unit and its drop-ins."""
    found: Unit = defaultdict(list)
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            name, sign, value = line.partition("=")
            if sign and not line.startswith(("#", ";")):
                found[name].append(value)
    return found


def given(unit: Unit, files: dict[str, tuple[str, ...]]) -> set[str]:
    """The names in its environment; `files` says what stands in each file of /etc/canhgiac."""
    here = {pair.partition("=")[0] for line in unit["Environment"] for pair in line.split()}
    read_in = [Path(value.removeprefix("-")).stem for value in unit["EnvironmentFile"]]
    return here.union(*(files[name] for name in read_in if name != "settings"))


def complaints(unit: Unit, files: dict[str, tuple[str, ...]]) -> list[str]:
    """What is wrong with a service."""
    (command,) = unit["ExecStart"]
    ours = command.startswith(f"{PYTHON} -P -m ")
    words = command.split()[3:] if ours else []
    program = words[0] if ours else "nlu"
    found = [] if ours or command == f"{NLU_PYTHON} serve.py" else [f"runs {command}"]
    # Without a settings file nobody knows: what is read from files is checked by their lists.
    found += [f"{n} is no setting of {program}" for n in given(unit, files) - settings_of(program)]
    if ours and (why := cannot_be_typed(words)):
        found.append(why)
    alone = unit["DynamicUser"] == ["yes"] or unit["User"] == ["canhgiac"]
    once = unit["Type"] == ["oneshot"]
    wrong = {
        "runs as root": not alone,
        "no limit of memory": not unit["MemoryMax"],
        "is not started again": not once and unit["Restart"] != ["always"],
        "gives up being started": not once and unit["StartLimitIntervalSec"] != ["0"],
        "can write the program": any(
            not re.fullmatch(r"(/opt/canhgiac/nlu/(models|data) ?)*", paths)
            for paths in unit["ReadWritePaths"]
        ),
        "may gain rights": unit["NoNewPrivileges"] != ["yes"],
        "can write everywhere": unit["ProtectSystem"] != ["strict"],
        "keeps rights": unit["CapabilityBoundingSet"] != [""],
        "calls anybody": program in ("nlu", "console", "trainer")
        and (unit["IPAddressDeny"], unit["IPAddressAllow"]) != (["any"], ["localhost"]),
    }
    return found + [what for what, is_so in wrong.items() if is_so]
