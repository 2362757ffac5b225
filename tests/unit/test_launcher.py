"""The launcher's first settings: the secrets of this machine."""

import importlib.util
import stat
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRETS = ("NLU_TOKEN", "CONSOLE_KEY", "BOT_KEY", "WATCH_LIST_KEY")


@pytest.fixture
def launcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The launcher, with a .env of its own."""
    # Its name ends in nothing; and no compiled copy is to lie beside it.
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    loader = SourceFileLoader("launcher", str(ROOT / "canhgiac"))
    spec = importlib.util.spec_from_loader("launcher", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    monkeypatch.setattr(module, "ENV_FILE", tmp_path / ".env")
    return module


def settings(folder: Path) -> dict[str, str]:
    lines = (folder / ".env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def test_the_first_run_makes_every_secret_for_the_owner_only(
    launcher: ModuleType, tmp_path: Path
) -> None:
    launcher.write_first_settings()
    made = settings(tmp_path)
    assert sorted(made) == sorted(SECRETS)
    assert all(len(secret) >= 32 for secret in made.values())
    assert len(set(made.values())) == len(SECRETS)
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    launcher.write_first_settings()
    assert settings(tmp_path) == made


def test_an_older_file_gets_what_it_lacks_and_keeps_the_rest(
    launcher: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("BOT_KEY=of before\nWEB_PORT=9000", encoding="utf-8")
    launcher.write_first_settings()
    made = settings(tmp_path)
    assert (made["BOT_KEY"], made["WEB_PORT"]) == ("of before", "9000")
    assert len(made["WATCH_LIST_KEY"]) >= 32
