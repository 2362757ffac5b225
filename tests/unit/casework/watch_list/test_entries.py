"""What an entry says beside its value."""

from datetime import date, timedelta

import pytest

from casework.watch_list.entries import (
    LISTED_AT_MOST,
    LISTED_FOR,
    checked_begin,
    checked_end,
    checked_playbook,
    checked_source,
)
from casework.watch_list.refused import (
    EndsTooEarly,
    LastsTooLong,
    NoSource,
    NoSuchPlaybook,
    NotYet,
    Refused,
    SourceTells,
    SourceTooLong,
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


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("Phòng ANM, CV 123/2026", "+84912345678"),
        ("Công an xã, 30.11.2026", "+84912345678"),
        ("  Phòng ANM ", None),
        ("Ngân hàng báo ngày 30/11/2026", "sao-bank.top"),
    ],
)
def test_a_unit_and_its_paper_are_a_source(source: str, value: str | None) -> None:
    assert checked_source(source, value) == source.strip()


@pytest.mark.parametrize(
    ("source", "value", "why"),
    [
        ("", None, NoSource),
        ("  ", None, NoSource),
        ("a" * 121, None, SourceTooLong),
        ("Phòng ANM\nCV 1", None, SourceTooLong),
        ("báo qua 0912 345 678", None, SourceTells),
        ("báo qua 0912.345.678", "sao-bank.top", SourceTells),
        ("trang SAO-BANK.top", "sao-bank.top", SourceTells),
        ("đuôi 345678", "+84912345678", SourceTells),
        ("stk 123456", "123456", SourceTells),
    ],
)
def test_a_source_does_not_tell_what_is_listed(
    source: str, value: str | None, why: type[Refused]
) -> None:
    with pytest.raises(why):
        checked_source(source, value)


def test_a_playbook_is_one_of_the_library() -> None:
    assert checked_playbook("shipper_gia", {"shipper_gia"}) == "shipper_gia"
    assert checked_playbook("", {"shipper_gia"}) is None
    with pytest.raises(NoSuchPlaybook):
        checked_playbook("shipper_that", {"shipper_gia"})
