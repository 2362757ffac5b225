"""What an entry says beside its value."""

from datetime import date, timedelta

import pytest

from casework.watch_list.entries import (
    LISTED_AT_MOST,
    LISTED_FOR,
    checked_begin,
    checked_end,
    checked_playbook,
)
from casework.watch_list.refused import (
    EndsTooEarly,
    LastsTooLong,
    NoSuchPlaybook,
    NotYet,
    Refused,
)

TODAY = date(2026, 11, 30)
DAY = timedelta(days=1)


def test_without_dates_it_is_listed_from_today_for_half_a_year() -> None:
    assert checked_begin(None, TODAY) == TODAY
    assert checked_end(TODAY, None) == TODAY + LISTED_FOR
    assert checked_begin(TODAY - DAY, TODAY) == TODAY - DAY
    assert checked_end(TODAY, TODAY) == TODAY
    assert checked_end(TODAY, TODAY + LISTED_AT_MOST) == TODAY + LISTED_AT_MOST


@pytest.mark.parametrize(
    ("listed_on", "expires_on", "why"),
    [
        (TODAY + DAY, None, NotYet),
        (date.max, None, NotYet),
        (TODAY, TODAY - DAY, EndsTooEarly),
        (TODAY, TODAY + LISTED_AT_MOST + DAY, LastsTooLong),
        (date.min, date.max, LastsTooLong),
    ],
)
def test_days_that_cannot_be_meant_are_refused(
    listed_on: date, expires_on: date | None, why: type[Refused]
) -> None:
    with pytest.raises(why):
        checked_end(checked_begin(listed_on, TODAY), expires_on)


def test_a_playbook_is_one_of_the_library() -> None:
    assert checked_playbook("shipper_gia", {"shipper_gia"}) == "shipper_gia"
    assert checked_playbook("", {"shipper_gia"}) is None
    with pytest.raises(NoSuchPlaybook):
        checked_playbook("shipper_that", {"shipper_gia"})
