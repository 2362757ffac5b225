import runpy
import stat
import subprocess
import sys
from pathlib import Path

import yaml

from tests.unit.deploy.known import DEPLOY
from tests.unit.deploy.manifests import of_kind

SCRIPT = DEPLOY / "first_secrets.py"
APART: dict[str, tuple[str, ...]] = runpy.run_path(str(SCRIPT))["APART"]


def make(*arguments: str | Path) -> str:
    command = [sys.executable, "-P", str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def lines(path: Path) -> dict[str, str]:
    written = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in written if not line.startswith("#"))


def test_secrets_are_long_all_different_and_for_their_owner_only(tmp_path: Path) -> None:
    said = make("apart", tmp_path / "canhgiac")
    made = {file.stem: lines(file) for file in (tmp_path / "canhgiac").iterdir()}
    assert {name: tuple(held) for name, held in made.items()} == APART
    values = [value for held in made.values() for value in held.values() if value]
    assert len(values) == len(set(values)) == 7
    assert min(map(len, values)) >= 32
    assert not [value for value in values if value in said]
    modes = [stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "canhgiac").iterdir()]
    assert set(modes) == {0o600}


def test_what_stands_there_stays_and_only_what_is_missing_is_added(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("BOT_KEY=the-one-that-seals-what-waits-for-an-answer\n# mine", encoding="utf-8")
    make("compose", file)
    before = file.read_text(encoding="utf-8")
    assert "\n# mine\n" in before
    assert lines(file)["BOT_KEY"] == "the-one-that-seals-what-waits-for-an-answer"
    make("compose", file)
    assert file.read_text(encoding="utf-8") == before


def test_the_address_of_the_database_holds_the_password_that_the_server_has(tmp_path: Path) -> None:
    make("apart", tmp_path)
    (tmp_path / "database.env").unlink()
    make("apart", tmp_path)
    password = lines(tmp_path / "postgres.env")["POSTGRES_PASSWORD"]
    url = lines(tmp_path / "database.env")["DATABASE_URL"]
    assert url == f"postgresql://canhgiac:{password}@postgres:5432/canhgiac"


def test_a_machine_by_itself_gets_nothing_of_postgresql(tmp_path: Path) -> None:
    make("single", tmp_path)
    assert {file.stem for file in tmp_path.iterdir()} == set(APART) - {"postgres", "database"}


def test_the_files_are_those_that_kubernetes_asks_for() -> None:
    template = DEPLOY / "kubernetes" / "base" / "secrets.template.yaml"
    documents = list(yaml.safe_load_all(template.read_text(encoding="utf-8")))
    asked = {
        name.removeprefix("canhgiac-"): tuple(one["stringData"])
        for name, one in of_kind(documents, "Secret").items()
    }
    # The autoscaler's role is made by hand, in the database.
    del asked["autoscaler"]
    assert asked == APART
