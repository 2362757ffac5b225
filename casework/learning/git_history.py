"""The history of the data files: git, with the trainer as author. Without git there is none.

Nothing but the files that are named is ever committed, whatever else lies changed beside them.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from casework.learning.draft_lock import alone_with

PATIENCE = 30
"""Seconds that git may take; a repository on a hanging disk must not hold up a trainer for long."""

BUSY_FOR = 5.0
"""Seconds that a save waits for others who work with the repository at the same time."""

_BETWEEN = 0.1
_FIELD = "\x1f"


class NotSavedInHistory(Exception):
    """Tệp đã lưu, nhưng git không ghi được vào lịch sử. Người quản trị chạy 'git status' để xem."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One saved edit: the commit, who made it, when, and what they said of it."""

    commit: str
    by: str
    at: datetime
    message: str


def top_of(folder: Path) -> Path | None:
    """The git checkout that holds this folder; None outside of one, or without git."""
    try:
        found = _git(folder, "rev-parse", "--show-toplevel")
    except (OSError, subprocess.SubprocessError):
        return None
    return Path(found.strip())


def save(folder: Path, paths: Sequence[Path], by: str, message: str) -> str | None:
    """Commit these files as they are now, in the trainer's name; the commit.

    None where there is no git, or nothing has changed. Raises NotSavedInHistory.
    """
    top = top_of(folder)
    if top is None:
        return None
    names = [str(path.resolve()) for path in paths]
    ends = time.monotonic() + BUSY_FOR
    try:
        held = Path(_git(top, "rev-parse", "--absolute-git-dir").strip())
        # Ours wait in turn; whoever else works with this repository is tried again.
        with alone_with(held, BUSY_FOR):
            while True:
                try:
                    return _commit(top, names, by, message)
                except subprocess.CalledProcessError as error:
                    if "lock" not in error.stderr or time.monotonic() >= ends:
                        raise
                    time.sleep(_BETWEEN)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotSavedInHistory from error


def _commit(top: Path, names: Sequence[str], by: str, message: str) -> str | None:
    if not _git(top, "status", "--porcelain", "--", *names).strip():
        return None
    _git(top, "add", "--intent-to-add", "--", *names)
    author = f"{by} <{by}@canhgiac.invalid>"
    commit = ("commit", "--quiet", "--no-verify", f"--author={author}", f"--message={message}")
    _git(top, *commit, "--only", "--", *names, committer=by)
    return _git(top, "rev-parse", "HEAD").strip()


def edits(folder: Path, path: Path, most: int = 30) -> list[Edit]:
    """The newest edits of a file; none outside a checkout."""
    top = top_of(folder)
    if top is None:
        return []
    shape = _FIELD.join(("%H", "%an", "%aI", "%s"))
    try:
        found = _git(top, "log", f"--max-count={most}", f"--format={shape}", "--", str(path))
    except (OSError, subprocess.SubprocessError):
        return []
    lines = [line.split(_FIELD) for line in found.splitlines()]
    return [Edit(commit, by, datetime.fromisoformat(at), said) for commit, by, at, said in lines]


def difference(folder: Path, path: Path, commit: str) -> str:
    """What a commit changed in a file, as a unified diff; empty if nothing is known of it."""
    top = top_of(folder)
    # What is not a commit's name could be an option of git's.
    if top is None or not commit.isalnum():
        return ""
    try:
        return _git(top, "show", "--format=", "--unified=1", commit, "--", str(path))
    except (OSError, subprocess.SubprocessError):
        return ""


def changed(folder: Path, commit: str) -> list[Path]:
    """The files of a folder that are other now than in a commit.

    New files that git does not know yet are not seen. Empty outside a checkout.
    """
    top = top_of(folder)
    if top is None or not commit.isalnum():
        return []
    ask = ("diff", "--name-only", "--no-renames", "--relative", "-z", commit, "--", ".")
    try:
        return [folder / name for name in _git(folder, *ask).split("\0") if name]
    except (OSError, subprocess.SubprocessError):
        return []


def text_at(path: Path, commit: str) -> str:
    """The text of a file as it was in a commit; empty if it was not there."""
    try:
        return _git(path.parent, "show", f"{commit}:./{path.name}")
    except (OSError, subprocess.SubprocessError):
        return ""


def snapshot(root: Path, name: str, also: Sequence[Path]) -> str | None:
    """A commit that holds this checkout as it is now, without touching branch, index or files.

    It is HEAD itself if nothing differs. New files count where `also` names them or their folder.
    Kept from git's clean-up by a reference of its own, `refs/canhgiac/models/<name>`.
    """
    top = top_of(root)
    if top is None:
        return None
    inside = [str(path) for path in also if path.resolve().is_relative_to(top.resolve())]
    try:
        with tempfile.TemporaryDirectory() as aside:
            index = {"GIT_INDEX_FILE": str(Path(aside) / "index")}
            _git(top, "read-tree", "HEAD", **index)
            _git(top, "add", "--update", "--", ".", **index)
            if inside:
                _git(top, "add", "--", *inside, **index)
            tree = _git(top, "write-tree", **index).strip()
        commit = _git(top, "rev-parse", "HEAD").strip()
        if tree != _git(top, "rev-parse", "HEAD^{tree}").strip():
            said = f"What {name} was trained from"
            made = _git(top, "commit-tree", tree, "-p", "HEAD", "-m", said, committer="bench")
            commit = made.strip()
        _git(top, "update-ref", f"refs/canhgiac/models/{name}", commit)
    except (OSError, subprocess.SubprocessError):
        return None
    return commit


def _git(folder: Path, *arguments: str, committer: str | None = None, **settings: str) -> str:
    """Run git without prompts, hooks or a pager. Raises OSError, SubprocessError."""
    done = subprocess.run(  # noqa: S603  # our own command line
        ["git", "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder,
        env=_environment(settings, committer),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE,
        check=True,
    )
    return done.stdout


def _environment(settings: Mapping[str, str], committer: str | None) -> dict[str, str]:
    # Variables of a git that runs this (a hook, a rebase) would point to another index or tree.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = committer or "canhgiac"
    return {
        **clean,
        # What it says of a lock is looked for above.
        "LC_ALL": "C.UTF-8",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_COMMITTER_NAME": who,
        "GIT_COMMITTER_EMAIL": f"{who}@canhgiac.invalid",
        "GIT_AUTHOR_NAME": who,
        "GIT_AUTHOR_EMAIL": f"{who}@canhgiac.invalid",
        **settings,
    }
