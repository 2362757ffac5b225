"""The supervisor's parts that need no server."""

from __future__ import annotations

import asyncio
import logging
import threading
from pathlib import Path

import pytest

import guarded_rasa
import serve

TOKEN = "t" * 16


def test_defaults() -> None:
    settings = serve.Settings.from_environment({"NLU_TOKEN": TOKEN})
    assert (settings.host, settings.port) == ("127.0.0.1", 5005)
    assert TOKEN not in repr(settings)


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "NLU_TOKEN must be set"),
        ({"NLU_TOKEN": "short"}, "16 or more"),
        ({"NLU_TOKEN": "a&b=c" * 5}, "letters, digits"),
        ({"NLU_TOKEN": TOKEN, "NLU_PORT": "http"}, "NLU_PORT is 'http'"),
        ({"NLU_TOKEN": TOKEN, "NLU_PORT": "70000"}, "NLU_PORT is '70000'"),
    ],
)
def test_an_unusable_setting_is_an_error(
    environment: dict[str, str], told: str
) -> None:
    with pytest.raises(serve.SettingsError, match=told):
        serve.Settings.from_environment(environment)


def test_the_promoted_model_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "FOLDER", tmp_path)
    settings = serve.Settings.from_environment({"NLU_TOKEN": TOKEN})
    with pytest.raises(serve.SettingsError, match="set NLU_MODEL"):
        settings.model_file()
    models = tmp_path / "models"
    models.mkdir()
    (models / "promoted").write_text("best.tar.gz\n", "utf-8")
    with pytest.raises(serve.SettingsError, match="no model at"):
        settings.model_file()
    (models / "best.tar.gz").touch()
    assert settings.model_file() == models / "best.tar.gz"


def test_a_promoted_model_that_is_gone_or_broken_gives_way_to_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "FOLDER", tmp_path)
    settings = serve.Settings.from_environment({"NLU_TOKEN": TOKEN})
    models = tmp_path / "models"
    models.mkdir()
    (models / "promoted").write_text("new.tar.gz\n", "utf-8")
    (models / "previous").write_text("old.tar.gz\n", "utf-8")
    (models / "old.tar.gz").touch()
    assert settings.model_file() == models / "old.tar.gz"
    (models / "new.tar.gz").touch()
    assert settings.model_file() == models / "new.tar.gz"
    assert settings.model_file({"new.tar.gz"}) == models / "old.tar.gz"
    (models / "old.tar.gz").unlink()
    # A broken one is still all there is: it may be mended.
    assert settings.model_file({"new.tar.gz"}) == models / "new.tar.gz"


def test_the_child_is_told_to_be_quiet() -> None:
    environment = serve.child_environment({"LOG_LEVEL": "DEBUG"}, TOKEN)
    assert environment["LOG_LEVEL"] == "WARNING"
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert environment["PYTHONPATH"] == str(Path(serve.__file__).parent)


def test_the_log_shows_neither_token_nor_exception_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    factory = logging.getLogRecordFactory()
    guarded_rasa.mask_log(TOKEN)
    try:
        _fail_on("bà ngoại mất hết tiền")
    except ValueError as error:
        logging.getLogger("sanic.error").exception("failed: /status?token=%s", TOKEN)
        told = f"An unexpected error occurred. Error: {error}"
        logging.getLogger("rasa.server").warning(told)
    finally:
        logging.setLogRecordFactory(factory)
    assert "ValueError" in caplog.text
    assert "token=<token>" in caplog.text
    assert "An unexpected error occurred." in caplog.text
    assert TOKEN not in caplog.text
    assert "bà ngoại" not in caplog.text


def test_a_load_holds_up_no_answer_and_loads_keep_their_order() -> None:
    answered, loaded = threading.Event(), []

    async def load(name: str) -> str:  # as Rasa's: never gives the loop back
        assert answered.wait(10)
        loaded.append(name)
        return name

    async def run() -> list[str]:
        guarded = guarded_rasa.beside(load)
        loads = [asyncio.create_task(guarded(name)) for name in ("first", "second")]
        await asyncio.sleep(0)
        answered.set()  # by the loop, which is free
        return list(await asyncio.gather(*loads))

    assert asyncio.run(run()) == loaded == ["first", "second"]


def test_a_model_that_cannot_be_loaded_is_told_as_before() -> None:
    async def load() -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        asyncio.run(guarded_rasa.beside(load)())


@pytest.mark.parametrize(
    "body",
    [
        {"model_file": "/missing.tar.gz"},
        {"model_file": "models"},
        {"model_file": "models/missing.tar.gz"},
        {"model_file": "models/../outside.tar.gz"},
        {"model_file": "models/link.tar.gz"},
        {"model_file": "models/\0"},
        {"model_file": "a" * 5000},
        {"model_file": 5},
        {"model_file": None},
        {"model_server": {"url": "http://evil.test"}},
        {"model_file": "models/best.tar.gz", "remote_storage": "aws"},
        ["models/best.tar.gz"],
        None,
    ],
)
def test_only_a_file_of_the_models_folder_is_loaded(
    body: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (tmp_path / "outside.tar.gz").touch()
    (models / "best.tar.gz").touch()
    (models / "link.tar.gz").symlink_to(tmp_path / "outside.tar.gz")
    monkeypatch.setattr(guarded_rasa, "MODELS", models)
    monkeypatch.chdir(tmp_path)
    assert guarded_rasa.model_fault({"model_file": "models/best.tar.gz"}) is None
    assert guarded_rasa.model_fault(body)


def _fail_on(text: str) -> None:
    message = f"cannot read {text!r}"
    raise ValueError(message)
