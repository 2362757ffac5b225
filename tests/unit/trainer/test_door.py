import subprocess
import sys
from pathlib import Path

import click
import pytest

from trainer.__main__ import door
from trainer.commands.lazy import MODULES, load

ROOT = Path(__file__).resolve().parents[3]


def test_the_table_of_commands_is_what_the_modules_hold() -> None:
    names = set(MODULES.values())
    held = {command.name: name for name in names for command in load(name).COMMANDS}
    assert held == MODULES
    folder = ROOT / "trainer" / "commands"
    there = {p.stem for p in folder.glob("*.py") if "\nCOMMANDS = " in p.read_text("utf-8")}
    assert there == names


@pytest.mark.parametrize("name", MODULES)
def test_every_command_says_what_it_does(name: str) -> None:
    command = door.get_command(click.Context(door), name)
    assert command is not None
    assert len(command.help or "") > 30


def test_checking_does_not_load_what_only_training_needs() -> None:
    heavy = "{'matplotlib', 'scipy', 'telegram', 'sqlalchemy'}"
    code = (
        "import sys, click; from trainer.__main__ import door;"
        "door.get_command(click.Context(door), 'validate');"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_an_error_that_a_trainer_can_mend_is_told_without_a_traceback(
    tmp_path: Path, database_url: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "trainer", "promote", "canhgiac-none"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Không có bản mô hình này trong sổ.")
    assert "Traceback" not in done.stderr
