"""When a job is tried again: by the clock of the database, and not by whoever lost its claim."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.jobs import Job

from bot.workers.queue import _TryAgain
from bot.workers.sending import PutOff
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.rescue import LONGEST_PUT_OFF
from casework.deliveries.shared_book import ClaimLost


def job(attempts: int = 0) -> Job:
    return Job(
        id=1, queue="answers", lock="c", queueing_lock=None, task_name="answer", attempts=attempts
    )


def seconds_until(again: _TryAgain, error: BaseException, attempts: int = 0) -> float:
    """From now by the database's clock."""
    decision = again.get_retry_decision(exception=error, job=job(attempts))
    assert decision is not None
    assert decision.retry_at is not None
    by_the_database = datetime.now(UTC) - timedelta(seconds=again.ahead)
    return (decision.retry_at - by_the_database).total_seconds()


def test_who_lost_its_claim_does_not_try_again() -> None:
    assert _TryAgain().get_retry_decision(exception=ClaimLost(), job=job()) is None


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (PutOff(0), 0),
        (PutOff(7.5), 7.5),
        (PutOff(86_400), LONGEST_PUT_OFF),
        (asyncio.CancelledError(), 0),
    ],
)
@pytest.mark.parametrize("ahead", [0.0, 3_600.0, -3_600.0])
def test_a_job_is_tried_again_when_the_platform_said(
    error: BaseException, seconds: float, ahead: float
) -> None:
    again = _TryAgain()
    again.ahead = ahead
    assert seconds_until(again, error) == pytest.approx(seconds, abs=0.5)


def test_what_failed_is_tried_again_ever_later_but_at_least_once_a_minute() -> None:
    pauses = [seconds_until(_TryAgain(), DeliveryBookClosed(), attempts) for attempts in range(12)]
    assert pauses[:5] == pytest.approx([1, 2, 4, 8, 16], abs=0.5)
    assert pauses[6:] == pytest.approx([60] * 6, abs=0.5)
