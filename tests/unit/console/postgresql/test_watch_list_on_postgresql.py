"""The watch list once more on PostgreSQL: the same tests over another database."""

from tests.unit.console.test_watch_list import (
    test_an_appeal_holds_an_entry_until_somebody_decides,
    test_what_an_officer_imports_is_what_the_bot_finds,
    test_what_has_run_out_is_counted_then_deleted,
    work,
)

__all__ = [
    "test_an_appeal_holds_an_entry_until_somebody_decides",
    "test_what_an_officer_imports_is_what_the_bot_finds",
    "test_what_has_run_out_is_counted_then_deleted",
    "work",
]
