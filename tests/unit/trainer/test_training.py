"""What is trained is what was checked, and nobody is served by it unless nobody was served before.

Rasa itself is played: the real one trains in tests/functional."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.unit.trainer.archives import facts, rasa_archive
from trainer import registry, training
from trainer.__main__ import door
from trainer.packing import read_patterns
from trainer.settings import TrainerSettings
from trainer.training import DataKeepChanging, NluNotInstalled, train


class PlayedRasa:
    """Leaves an archive where Rasa would; `meanwhile` happens while it trains."""

    def __init__(self) -> None:
        self.trained = 0
        self.meanwhile: list[Any] = []

    def finish(self, _rasa: object, name: str, out: Path) -> None:
        self.trained += 1
        for happens in self.meanwhile:
            happens()
        made = facts()
        rasa_archive(out / f"{name}.tar.gz", made, date=self.trained, model_id=str(self.trained))


@pytest.fixture
def rasa(monkeypatch: pytest.MonkeyPatch) -> PlayedRasa:
    played = PlayedRasa()

    @contextmanager
    def waiting(_nlu_dir: Path) -> Iterator[None]:
        yield None

    def joined(data_dir: Path, nlu_dir: Path) -> None:
        texts = [path.read_text("utf-8") for path in sorted((data_dir / "examples").glob("*.txt"))]
        (nlu_dir / "data" / "nlu.yml").write_text("\n".join(texts), "utf-8")

    monkeypatch.setattr(training, "_waiting_rasa", waiting)
    monkeypatch.setattr(training, "_finish", played.finish)
    monkeypatch.setattr(training, "export", joined)
    monkeypatch.setattr(training, "validate", lambda *_arguments: [])
    return played


@pytest.fixture
def settings(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> TrainerSettings:
    for path in ("nlu/data/nlu.yml", "nlu/config.yml", "nlu/uv.lock", "nlu/components/x.py"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path, "utf-8")
    (tmp_path / "data" / "examples").mkdir(parents=True)
    (tmp_path / "data" / "scam_patterns.yml").write_text("playbooks: [một]\n", "utf-8")
    (tmp_path / "data" / "examples" / "faq.txt").write_text("OTP là gì?\n", "utf-8")
    monkeypatch.setitem(TrainerSettings.model_config, "env_file", None)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("NLU_DIR", str(tmp_path / "nlu"))
    monkeypatch.setenv("DATABASE_URL", database_url)
    return TrainerSettings()


def says(*arguments: str) -> str:
    done = CliRunner().invoke(door, arguments)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_same_data_are_not_trained_twice(rasa: PlayedRasa, settings: TrainerSettings) -> None:
    first, again = train(settings, by="lan"), train(settings, by="hoa")
    assert (first.anew, again.anew, again.name) == (True, False, first.name)
    origin = registry.read_origin(settings.nlu_dir, first.name)
    assert origin is not None
    assert origin.trained_by == "lan"
    before = origin.archive_hash
    forced = train(settings, by="hoa", even_if_current=True)
    assert (forced.anew, rasa.trained) == (True, 2)
    archive = registry.archive_of(settings.nlu_dir, first.name)
    assert registry.file_hash(archive) == before, "the same bytes, whenever it was trained"


def test_what_is_saved_while_it_trains_is_not_said_to_be_in_it(
    rasa: PlayedRasa, settings: TrainerSettings
) -> None:
    patterns = settings.data_dir / "scam_patterns.yml"
    rasa.meanwhile.append(lambda: patterns.write_text("playbooks: [hai]\n", "utf-8"))
    name = train(settings, by="lan").name
    origin = registry.read_origin(settings.nlu_dir, name)
    assert origin is not None
    assert registry.Fingerprint(origin.data_hash, origin.code_hash).name == name
    assert read_patterns(registry.archive_of(settings.nlu_dir, name)) == "playbooks: [một]\n"
    assert origin.trained_at.timestamp() <= patterns.stat().st_mtime
    rasa.meanwhile.clear()
    assert train(settings, by="lan").name != name


def test_what_is_saved_while_it_is_being_exported_is_exported_once_more(
    rasa: PlayedRasa, settings: TrainerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    faq = settings.data_dir / "examples" / "faq.txt"
    times = []

    def interrupted(data_dir: Path, nlu_dir: Path) -> None:
        (nlu_dir / "data" / "nlu.yml").write_text(faq.read_text("utf-8"), "utf-8")
        times.append(data_dir)
        if len(times) < how_often:
            faq.write_text(f"câu {len(times)}\n", "utf-8")

    monkeypatch.setattr(training, "export", interrupted)
    how_often = 2
    train(settings, by="lan")
    assert (settings.nlu_dir / "data" / "nlu.yml").read_text("utf-8") == "câu 1\n"
    how_often = 100
    with pytest.raises(DataKeepChanging):
        train(settings, by="lan")
    assert rasa.trained == 1


def test_without_rasa_it_is_said_what_to_install(settings: TrainerSettings) -> None:
    with pytest.raises(NluNotInstalled, match="nlu install"):
        training._finish(None, "canhgiac-1", settings.nlu_dir)  # noqa: SLF001


@pytest.mark.usefixtures("rasa")
def test_the_first_version_is_used_at_once_and_later_ones_are_candidates(
    settings: TrainerSettings,
) -> None:
    assert "được dùng ngay" in says("train", "--by", "lan")
    first = registry.promoted_name(settings.nlu_dir)
    (settings.data_dir / "examples" / "faq.txt").write_text("câu khác\n", "utf-8")
    assert "trainer compare" in says("train", "--by", "lan")
    assert registry.promoted_name(settings.nlu_dir) == first
    shown = says("models")
    assert "ĐANG DÙNG" in shown
    assert "đang thử" in shown


@pytest.mark.usefixtures("rasa")
def test_when_the_live_archive_is_lost_nothing_else_takes_its_place_without_the_gate(
    settings: TrainerSettings,
) -> None:
    says("train", "--by", "lan")
    live = registry.promoted_name(settings.nlu_dir)
    assert live is not None
    registry.archive_of(settings.nlu_dir, live).unlink()
    faq = settings.data_dir / "examples" / "faq.txt"
    before = faq.read_text("utf-8")
    faq.write_text("câu khác\n", "utf-8")
    says("train", "--by", "lan")
    assert registry.promoted_name(settings.nlu_dir) is None
    # Trained again from its own data it is the same, and is back.
    faq.write_text(before, "utf-8")
    says("train", "--by", "lan")
    assert registry.promoted_name(settings.nlu_dir) == live


@pytest.mark.usefixtures("rasa")
def test_a_new_machine_with_the_shared_book_serves_the_live_version_only(
    settings: TrainerSettings,
) -> None:
    says("train", "--by", "lan")
    live = registry.promoted_name(settings.nlu_dir)
    for path in (settings.nlu_dir / "models").iterdir():
        path.unlink()
    faq = settings.data_dir / "examples" / "faq.txt"
    before = faq.read_text("utf-8")
    faq.write_text("câu khác\n", "utf-8")
    says("train", "--by", "lan")
    assert registry.promoted_name(settings.nlu_dir) is None
    faq.write_text(before, "utf-8")
    says("train", "--by", "lan")
    assert registry.promoted_name(settings.nlu_dir) == live
