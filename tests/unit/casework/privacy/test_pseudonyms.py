from datetime import UTC, datetime, timedelta

from casework.privacy.pseudonyms import DailyPseudonyms

MIDNIGHT = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)  # in Việt Nam


def test_the_same_sender_has_one_stand_in_until_midnight_in_viet_nam() -> None:
    clock = [MIDNIGHT - timedelta(hours=10)]
    pseudonyms = DailyPseudonyms(lambda: clock[0])
    first = pseudonyms.of("203.0.113.7")
    clock[0] = MIDNIGHT - timedelta(seconds=1)
    assert pseudonyms.of("203.0.113.7") == first
    assert pseudonyms.of("203.0.113.8") != first
    clock[0] = MIDNIGHT
    assert pseudonyms.of("203.0.113.7") != first


def test_another_process_gives_another_stand_in_and_none_shows_the_sender() -> None:
    one, other = DailyPseudonyms(), DailyPseudonyms()
    assert one.of("203.0.113.7") != other.of("203.0.113.7")
    assert "203" not in one.of("203.0.113.7")[:3]
    assert len(one.of("")) == 32
