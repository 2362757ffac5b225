from pathlib import Path

import pytest

from casework.learning.models import ModelVersion
from tests.unit.trainer.archives import put_version
from trainer import registry
from trainer.rebuilding import CommitGone, NoCommit, rebuild
from trainer.settings import ROOT, TrainerSettings


@pytest.mark.parametrize(("commit", "error"), [(None, NoCommit), ("0" * 40, CommitGone)])
def test_without_its_commit_a_version_cannot_be_made_again(
    commit: str | None, error: type[Exception]
) -> None:
    version = ModelVersion(name="canhgiac-1", commit=commit, archive_hash="a" * 64)
    with pytest.raises(error):
        rebuild(TrainerSettings(), version)
    left = ROOT / ".git" / "worktrees"
    assert not left.exists() or not list(left.glob("checkout*"))


def test_an_archive_is_put_back_where_it_is_gone_or_damaged(tmp_path: Path) -> None:
    archive = put_version(tmp_path, "canhgiac-1")
    right = archive.read_bytes()
    assert not registry.put_back(tmp_path, "canhgiac-1", right)
    archive.write_bytes(right + b"junk")
    assert registry.put_back(tmp_path, "canhgiac-1", right)
    archive.unlink()
    assert registry.put_back(tmp_path, "canhgiac-1", right)
    assert archive.read_bytes() == right
