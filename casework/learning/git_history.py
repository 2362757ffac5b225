"""The history of the data files: git, with the trainer as author. Without git there is none.

Nothing but the files that are named is ever committed, whatever else lies changed beside them.
"""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

PATIENCE = 30
"""Seconds that git may take; a repository on a hanging disk must not hold up a trainer for long."""

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
    try:
        if not _git(top, "status", "--porcelain", "--", *names).strip():
            return None
        _git(top, "add", "--intent-to-add", "--", *names)
        author = f"{by} <{by}@canhgiac.invalid>"
        commit = ("commit", "--quiet", "--no-verify", f"--author={author}", f"--message={message}")
        _git(top, *commit, "--only", "--", *names, committer=by)
        return _git(top, "rev-parse", "HEAD").strip()
    except (OSError, subprocess.SubprocessError) as error:
        raise NotSavedInHistory from error


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


def grown(folder: Path, commit: str) -> frozenset[str]:
    """The files of a folder that have more lines now than in a commit: their names, no ending.

    New files that git does not know yet are not seen. Empty outside a checkout.
    """
    top = top_of(folder)
    if top is None or not commit.isalnum():
        return frozenset()
    try:
        found = _git(folder, "diff", "--numstat", "--no-renames", commit, "--", ".")
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    lines = [line.split("\t", 2) for line in found.splitlines()]
    return frozenset(
        Path(name).stem
        for added, removed, name in lines
        if added.isdigit() and int(added) > int(removed)
    )


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
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_COMMITTER_NAME": who,
        "GIT_COMMITTER_EMAIL": f"{who}@canhgiac.invalid",
        "GIT_AUTHOR_NAME": who,
        "GIT_AUTHOR_EMAIL": f"{who}@canhgiac.invalid",
        **settings,
    }
