from pathlib import Path

import pytest

from tests.unit.trainer.archives import put_version
from trainer import registry


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    data_dir, nlu_dir = tmp_path / "data", tmp_path / "nlu"
    for path in ("data/nlu.yml", "config.yml", "uv.lock", "components/x.py"):
        file = nlu_dir / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path, "utf-8")
    (nlu_dir / "models").mkdir()
    data_dir.mkdir()
    (data_dir / "scam_patterns.yml").write_text("playbooks: []\n", "utf-8")
    return data_dir, nlu_dir


@pytest.mark.parametrize(
    "changed",
    [
        "nlu/data/nlu.yml",
        "nlu/config.yml",
        "nlu/uv.lock",
        "nlu/components/x.py",
        "data/scam_patterns.yml",
    ],
)
def test_a_version_is_named_after_all_that_it_is_made_from(
    places: tuple[Path, Path], tmp_path: Path, changed: str
) -> None:
    before = registry.fingerprint(*places)
    assert registry.fingerprint(*places) == before
    (tmp_path / changed).write_text("khác", "utf-8")
    after = registry.fingerprint(*places)
    assert after.name != before.name
    is_code = changed.startswith("nlu/") and changed != "nlu/data/nlu.yml"
    assert (after.code_hash != before.code_hash) is is_code
    assert (after.data_hash != before.data_hash) is not is_code


def test_the_promoted_model_must_exist(places: tuple[Path, Path]) -> None:
    _, nlu_dir = places
    with pytest.raises(registry.NoModel):
        registry.promoted(nlu_dir)
    registry.promote(nlu_dir, "canhgiac-1")
    assert registry.promoted_name(nlu_dir) is None
    put_version(nlu_dir, "canhgiac-1")
    assert registry.promoted(nlu_dir).name == "canhgiac-1.tar.gz"
    assert registry.promoted_name(nlu_dir) == "canhgiac-1"
    put_version(nlu_dir, "canhgiac-2")
    registry.promote(nlu_dir, "canhgiac-2")
    registry.promote(nlu_dir, "canhgiac-2")
    previous = (nlu_dir / "models" / registry.PREVIOUS).read_text("utf-8")
    assert previous == "canhgiac-1.tar.gz\n"


def test_an_archive_that_was_changed_is_not_used(places: tuple[Path, Path]) -> None:
    _, nlu_dir = places
    archive = put_version(nlu_dir, "canhgiac-1")
    origin = registry.read_origin(nlu_dir, "canhgiac-1")
    assert origin is not None
    assert registry.intact(nlu_dir, "canhgiac-1", origin.archive_hash) == archive
    archive.write_bytes(archive.read_bytes() + b"x")
    with pytest.raises(registry.ModelChanged, match="rebuild"):
        registry.intact(nlu_dir, "canhgiac-1", origin.archive_hash)
    archive.unlink()
    with pytest.raises(registry.ModelGone, match="rebuild"):
        registry.intact(nlu_dir, "canhgiac-1", origin.archive_hash)


@pytest.mark.parametrize("said", ["", "{", "[]", '{"commit": "x"}'])
def test_an_archive_of_which_nothing_readable_is_said_is_left_alone(
    places: tuple[Path, Path], said: str
) -> None:
    _, nlu_dir = places
    put_version(nlu_dir, "canhgiac-1")
    assert registry.names(nlu_dir) == ["canhgiac-1"]
    (nlu_dir / "models" / "canhgiac-1.json").write_text(said, "utf-8")
    assert registry.names(nlu_dir) == []
