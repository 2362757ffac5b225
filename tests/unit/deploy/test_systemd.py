import os
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.unit.deploy import units
from tests.unit.deploy.known import DEPLOY

FOLDER = DEPLOY / "systemd"
DROP_IN = FOLDER / "canhgiac-.service.d" / "10-confined.conf"
SERVICES = sorted(FOLDER.glob("*.service"))
FILES: dict[str, tuple[str, ...]] = runpy.run_path(str(DEPLOY / "first_secrets.py"))["APART"]
HIGHEST_EXPOSURE = 2.0
"""Of 10, as systemd-analyze reckons; 10 is a service without any confinement."""


@pytest.fixture
def systemd() -> None:
    """Skip where systemd's own checks cannot be had, unless this machine is asked to have them."""
    if shutil.which("systemd-analyze") is None:
        assert not os.environ.get("CANHGIAC_REQUIRE_SYSTEMD"), "no systemd-analyze here"
        pytest.skip("systemd-analyze is not on this machine")


def test_there_is_a_unit_for_every_part_of_both_ways_of_running() -> None:
    names = {file.stem.removeprefix("canhgiac-") for file in SERVICES}
    assert names == {"bot", "intake", "worker@", "console", "nlu", "bench", "backup"}


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.stem)
def test_a_unit_is_confined_and_given_only_what_is_its_own(file: Path) -> None:
    assert units.complaints(units.read(DROP_IN, file), FILES) == []


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("bot", "User=canhgiac", "User=root"),
        ("bot", "-m bot run", "-m bot fly"),
        ("bot", "MemoryMax=2G", ""),
        ("bot", "Restart=always", "Restart=no"),
        ("bot", "DEPARTURES_FILE", "DEPARTURES"),
        ("console", "console.env", "bot.env"),
        ("console", "IPAddressDeny=any", ""),
        ("nlu", "IPAddressAllow=localhost", "IPAddressAllow=any"),
        ("nlu", "DynamicUser=yes", ""),
        ("nlu", "nlu.env", "console.env"),
        ("bench", "/opt/canhgiac/nlu/data", "/opt/canhgiac"),
        ("backup", "console backup", "console backup --too"),
        ("worker@", "-P -m bot", "-m bot"),
    ],
)
def test_the_check_of_units_sees_a_mistake(
    tmp_path: Path, name: str, right: str, wrong: str
) -> None:
    text = (FOLDER / f"canhgiac-{name}.service").read_text(encoding="utf-8")
    assert right in text
    broken = tmp_path / "broken.service"
    broken.write_text(text.replace(right, wrong), encoding="utf-8")
    found = units.complaints(units.read(DROP_IN, broken), FILES)
    now = units.complaints(units.read(DROP_IN, FOLDER / f"canhgiac-{name}.service"), FILES)
    assert set(found) - set(now)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units, with programs that are there: systemd looks whether they can be run."""
    folder = tmp_path / "units"
    shutil.copytree(FOLDER, folder)
    for file in folder.glob("*.service"):
        text = file.read_text(encoding="utf-8").replace("/opt/canhgiac", str(tmp_path))
        file.write_text(text, encoding="utf-8")
    for python in (".venv/bin/python", "nlu/.venv/bin/python"):
        (tmp_path / python).parent.mkdir(parents=True)
        (tmp_path / python).symlink_to("/bin/true")
    return folder


def verified(folder: Path) -> subprocess.CompletedProcess[str]:
    files = [*folder.glob("*.service"), *folder.glob("*.timer")]
    return subprocess.run(
        ["systemd-analyze", "verify", "--recursive-errors=no", "--man=no", *files],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("systemd")
def test_systemd_finds_nothing_wrong(installed: Path) -> None:
    done = verified(installed)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.usefixtures("systemd")
@pytest.mark.parametrize(
    ("right", "wrong"),
    [("ProtectSystem=strict", "ProtectSystem=stricht"), ("RemoveIPC=", "RemovIPC=")],
)
def test_systemd_reads_the_drop_in_and_tells_what_it_does_not_know(
    installed: Path, right: str, wrong: str
) -> None:
    drop_in = installed / "canhgiac-.service.d" / "10-confined.conf"
    drop_in.write_text(drop_in.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    assert "10-confined.conf" in verified(installed).stderr


def exposure(file: Path) -> float:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(file)],
        capture_output=True,
        text=True,
        check=True,
        env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )
    return float(done.stdout.strip().splitlines()[-1].split(": ")[1].split()[0])


@pytest.mark.usefixtures("systemd")
def test_systemd_finds_every_unit_well_confined_and_one_without_the_drop_in_not(
    installed: Path,
) -> None:
    exposures = {file.stem: exposure(file) for file in installed.glob("*.service")}
    assert len(exposures) == len(SERVICES)
    assert max(exposures.values()) <= HIGHEST_EXPOSURE
    shutil.rmtree(installed / "canhgiac-.service.d")
    assert exposure(installed / "canhgiac-bot.service") > HIGHEST_EXPOSURE * 2


def test_every_timer_starts_a_unit_that_is_there() -> None:
    timers = list(FOLDER.glob("*.timer"))
    assert timers
    assert all(file.with_suffix(".service") in SERVICES for file in timers)
