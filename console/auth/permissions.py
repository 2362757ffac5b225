"""Who may do what. A route without a permission is open to nobody: default-deny."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from console.auth.models import Role


class Permission(StrEnum):
    """What a route needs."""

    HOME = "home"
    OWN_ACCOUNT = "own_account"
    READ_CASES = "read_cases"
    READ_NEW_SCRIPTS = "read_new_scripts"
    REVIEW = "review"
    READ_SECOND_TIME = "read_second_time"
    SETTLE = "settle"
    HANDLE_OPINIONS = "handle_opinions"
    EXPORT = "export"
    READ_STATISTICS = "read_statistics"
    READ_SMALL_CELLS = "read_small_cells"
    CLOSE_MONTH = "close_month"
    MANAGE_OFFICERS = "manage_officers"
    READ_AUDIT_LOG = "read_audit_log"
    READ_DEAD_LETTERS = "read_dead_letters"
    ACT_ON_DEAD_LETTERS = "act_on_dead_letters"
    READ_PLAYBOOKS = "read_playbooks"
    EDIT_PLAYBOOKS = "edit_playbooks"
    RUN_BENCH = "run_bench"
    LEARN_FROM_CASES = "learn_from_cases"


_EVERYBODY = {Permission.HOME, Permission.OWN_ACCOUNT}
_REVIEWERS = _EVERYBODY | {
    Permission.READ_CASES,
    Permission.READ_NEW_SCRIPTS,
    Permission.REVIEW,
    Permission.READ_SECOND_TIME,
    Permission.HANDLE_OPINIONS,
    Permission.READ_STATISTICS,
}
# No words are shown: whoever mends the machine may see them as well as whoever leads.
_DEAD_LETTERS = {Permission.READ_DEAD_LETTERS, Permission.ACT_ON_DEAD_LETTERS}

MAY: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: frozenset(_REVIEWERS),
    Role.SUPERVISOR: frozenset(
        _REVIEWERS
        | {
            Permission.SETTLE,
            Permission.EXPORT,
            Permission.READ_SMALL_CELLS,
            Permission.CLOSE_MONTH,
        }
        | _DEAD_LETTERS
    ),
    # Of the cases a trainer sees only those that officers have marked as a possible new script,
    # and, of those from which the model may learn, the redacted words.
    Role.TRAINER: frozenset(
        _EVERYBODY
        | {
            Permission.READ_NEW_SCRIPTS,
            Permission.READ_STATISTICS,
            Permission.READ_PLAYBOOKS,
            Permission.EDIT_PLAYBOOKS,
            Permission.RUN_BENCH,
            Permission.LEARN_FROM_CASES,
        }
    ),
    # Who decides who may come in has no need to read what residents have told.
    Role.ADMIN: frozenset(
        _EVERYBODY | {Permission.MANAGE_OFFICERS, Permission.READ_AUDIT_LOG} | _DEAD_LETTERS
    ),
}

SECOND_FACTOR_ALWAYS = frozenset({Role.ADMIN})
"""Roles that get nowhere without a second factor."""

SECOND_FACTOR_FOR = frozenset({Permission.EXPORT, Permission.READ_SMALL_CELLS})
"""What needs a second factor in this session, whatever the role."""

_MARK = "__canhgiac_permission__"
_OPEN = "open"
_Handler = TypeVar("_Handler", bound=Callable[..., Any])


def needs(permission: Permission) -> Callable[[_Handler], _Handler]:
    """Mark a route's handler with what it needs."""

    def mark(handler: _Handler) -> _Handler:
        setattr(handler, _MARK, permission)
        return handler

    return mark


def open_to_all(handler: _Handler) -> _Handler:
    """Mark one of the few handlers that are reached before signing in."""
    setattr(handler, _MARK, _OPEN)
    return handler


def needed_by(handler: object) -> Permission | None:
    """What a handler needs; None if it needs nothing or was forgotten: see is_open."""
    mark = getattr(handler, _MARK, None)
    return mark if isinstance(mark, Permission) else None


def is_open(handler: object) -> bool:
    """Whether a handler is reached without signing in."""
    return getattr(handler, _MARK, None) == _OPEN
