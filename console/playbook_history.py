"""Who has changed a playbook and its examples, when, and what exactly."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from casework.learning import git_history
from casework.learning.git_history import Edit
from console.differences import DiffLine, of_unified

MOST = 30
"""Edits shown of each of the two files."""

_NAMED = re.compile(r"Kịch bản ([a-z][a-z0-9_]+)")
"""How an edit made in the console says what it is about."""


@dataclass(frozen=True, slots=True)
class FileEdit:
    """One edit of one file."""

    file: str
    edit: Edit


def said_of(playbook_id: str, what: str) -> str:
    """What the history says of an edit made here."""
    return f"Kịch bản {playbook_id}: {what}"


def history(paths: Collection[Path], playbook_id: str) -> list[FileEdit] | None:
    """The edits, the newest first; None outside of git.

    An edit of the patterns file that says that it is about another playbook is left out.
    """
    folder = next(iter(paths)).parent
    if git_history.top_of(folder) is None:
        return None
    found = [
        FileEdit(path.name, edit)
        for path in paths
        for edit in git_history.edits(path.parent, path, MOST)
        if _concerns(edit, playbook_id)
    ]
    return sorted(found, key=lambda one: one.edit.at, reverse=True)


def changes_of(paths: Collection[Path], commit: str) -> Iterator[tuple[str, list[DiffLine]]]:
    """What a commit changed in each of the files."""
    for path in paths:
        lines = of_unified(git_history.difference(path.parent, path, commit))
        if lines:
            yield path.name, lines


def _concerns(edit: Edit, playbook_id: str) -> bool:
    named = _NAMED.search(edit.message)
    return named is None or named[1] == playbook_id
