import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from casework.learning import git_history
from casework.learning.git_history import NotSavedInHistory, difference, edits, save, snapshot


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@y", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    data = tmp_path / "checkout" / "data"
    data.mkdir(parents=True)
    (data / "patterns.yml").write_text("một\n", "utf-8")
    (data / "other.yml").write_text("khác\n", "utf-8")
    (data.parent / ".gitignore").write_text("secret\n", "utf-8")
    git(data.parent, "init", "--quiet")
    git(data.parent, "add", ".")
    git(data.parent, "commit", "--quiet", "--message", "begin")
    return data


def test_an_edit_is_kept_with_its_author_and_nothing_else_is(checkout: Path) -> None:
    (checkout / "patterns.yml").write_text("hai\n", "utf-8")
    (checkout / "other.yml").write_text("đang sửa dở\n", "utf-8")
    (checkout / "new.txt").write_text("mới\n", "utf-8")
    paths = [checkout / "patterns.yml", checkout / "new.txt"]
    commit = save(checkout, paths, "lan.huanluyen", "Sửa lời khuyên")
    assert git(checkout, "status", "--porcelain") == "M data/other.yml"
    assert commit == git(checkout, "rev-parse", "HEAD")
    found = edits(checkout, checkout / "patterns.yml")
    assert [(edit.by, edit.message) for edit in found] == [
        ("lan.huanluyen", "Sửa lời khuyên"),
        ("x", "begin"),
    ]
    assert "-một\n+hai\n" in difference(checkout, checkout / "patterns.yml", found[0].commit)


def test_what_somebody_has_staged_stays_staged_and_is_not_committed(checkout: Path) -> None:
    (checkout / "other.yml").write_text("đã chọn\n", "utf-8")
    git(checkout, "add", "other.yml")
    (checkout / "patterns.yml").write_text("hai\n", "utf-8")
    save(checkout, [checkout / "patterns.yml"], "lan", "Sửa")
    assert git(checkout, "diff", "--cached", "--name-only") == "data/other.yml"


def test_nothing_changed_is_no_edit(checkout: Path) -> None:
    assert save(checkout, [checkout / "patterns.yml"], "lan", "Không có gì") is None
    assert len(edits(checkout, checkout / "patterns.yml")) == 1


def test_an_author_or_message_is_never_an_option_or_a_command(checkout: Path) -> None:
    (checkout / "patterns.yml").write_text("hai\n", "utf-8")
    save(checkout, [checkout / "patterns.yml"], "--amend", "--allow-empty $(touch x)\n\nxuống dòng")
    newest = edits(checkout, checkout / "patterns.yml")[0]
    assert (newest.by, newest.message) == ("--amend", "--allow-empty $(touch x)")
    assert difference(checkout, checkout / "patterns.yml", "--output=x") == ""


def test_outside_a_checkout_there_is_no_history_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "patterns.yml").write_text("một\n", "utf-8")
    assert save(tmp_path, [tmp_path / "patterns.yml"], "lan", "Sửa") is None
    assert edits(tmp_path, tmp_path / "patterns.yml") == []
    assert difference(tmp_path, tmp_path / "patterns.yml", "a" * 40) == ""
    assert snapshot(tmp_path, "canhgiac-1", []) is None


def test_saves_at_the_same_time_each_get_their_own_commit(checkout: Path) -> None:
    paths = {name: checkout / f"{name}.txt" for name in ("an", "binh", "chi", "dung")}
    for path in paths.values():
        path.write_text("mới\n", "utf-8")
    with ThreadPoolExecutor(4) as pool:
        commits = list(pool.map(lambda who: save(checkout, [paths[who]], who, who), paths))
    assert len({*commits} - {None}) == 4
    for who, path in paths.items():
        assert [edit.by for edit in edits(checkout, path)] == [who]


def test_a_save_waits_for_a_git_of_somebody_else(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout / "patterns.yml").write_text("hai\n", "utf-8")
    lock = checkout.parent / ".git" / "index.lock"
    lock.touch()
    monkeypatch.setattr("time.sleep", lambda _: lock.unlink(missing_ok=True))
    assert save(checkout, [checkout / "patterns.yml"], "lan", "Sửa")


def test_a_history_that_cannot_be_written_is_told(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_history, "BUSY_FOR", 0)
    (checkout / "patterns.yml").write_text("hai\n", "utf-8")
    # As after a git that was killed.
    (checkout.parent / ".git" / "index.lock").touch()
    with pytest.raises(NotSavedInHistory):
        save(checkout, [checkout / "patterns.yml"], "lan", "Sửa")
    assert (checkout / "patterns.yml").read_text("utf-8") == "hai\n"


def test_a_snapshot_holds_what_is_there_now_and_touches_nothing(checkout: Path) -> None:
    top = checkout.parent
    head = git(top, "rev-parse", "HEAD")
    assert snapshot(top, "canhgiac-clean", [checkout]) == head
    (checkout / "patterns.yml").write_text("chưa ghi\n", "utf-8")
    (checkout / "new.txt").write_text("mới\n", "utf-8")
    (checkout / "secret").write_text("bí mật\n", "utf-8")
    (top / "stray.txt").write_text("của ai đó\n", "utf-8")
    before = git(top, "status", "--porcelain")
    commit = snapshot(top, "canhgiac-changed", [checkout])
    assert commit is not None
    assert commit != head
    assert git(top, "status", "--porcelain") == before
    assert git(top, "rev-parse", "HEAD") == head
    assert git(top, "show", f"{commit}:data/patterns.yml") == "chưa ghi"
    assert git(top, "show", f"{commit}:data/new.txt") == "mới"
    kept = git(top, "ls-tree", "-r", "--name-only", commit).splitlines()
    assert kept == [".gitignore", "data/new.txt", "data/other.yml", "data/patterns.yml"]
    assert git(top, "rev-parse", "refs/canhgiac/models/canhgiac-changed") == commit


def test_a_git_that_hangs_holds_nobody_up(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_arguments: object, **_settings: object) -> None:
        raise subprocess.TimeoutExpired("git", git_history.PATIENCE)

    monkeypatch.setattr(subprocess, "run", hang)
    assert save(checkout, [checkout / "patterns.yml"], "lan", "Sửa") is None
    assert edits(checkout, checkout / "patterns.yml") == []
