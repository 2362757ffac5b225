"""The emergency advice that does not go out is tried again, and is said to the next message."""

import asyncio
import time

import pytest

from bot.channels.outgoing import MovedTo, TryLater, Unreachable, Unsure
from bot.workers import saying
from tests.unit.bot.workers.intake import NOBODY, Intake
from tests.unit.bot.workers.scene import Scene, said


@pytest.fixture
def here(scene: Scene) -> Intake:
    return Intake(scene, state=NOBODY)


@pytest.fixture
def there(scene: Scene) -> Intake:
    return Intake(scene, state=NOBODY)


async def hears(intake: Intake, update_id: str) -> None:
    async with intake.saying() as taking:
        await taking.take(update_id, said("alo"))


@pytest.mark.parametrize(
    "failures",
    [[TryLater(0.01)], [TryLater(0.01)] * 4, [MovedTo("8")]],
    ids=["once", "four times", "under another name"],
)
async def test_advice_that_is_refused_is_tried_again(
    here: Intake, there: Intake, failures: list[Exception | None]
) -> None:
    here.scene.postman.failures = list(failures)
    for number, intake in enumerate((here, there, here)):
        await hears(intake, f"u{number}")
    assert here.said_at_once == ["emergency"]


async def test_of_several_pieces_those_that_went_out_are_not_said_again(here: Intake) -> None:
    loss = said("tui lỡ chuyển 50 triệu cho nó rồi")
    wanted = [reply.text for reply in here.scene.conversation.emergency_for(loss)]
    here.scene.postman.failures = [None] * (len(wanted) - 1) + [TryLater(0.01)]
    async with here.saying() as taking:
        await taking.take("u1", loss)
    assert [text for _, text in here.scene.postman.delivered] == wanted


async def test_advice_that_may_have_arrived_is_not_said_again(here: Intake, there: Intake) -> None:
    here.scene.postman.failures = [Unsure()]
    for number, intake in enumerate((here, there, here)):
        await hears(intake, f"u{number}")
    assert here.said_at_once == []


@pytest.mark.parametrize(
    "failures",
    [[TryLater(0)] * 5, [TryLater(3_600)], [Unreachable()]],
    ids=["too often", "not for an hour", "not to be reached"],
)
@pytest.mark.parametrize("same", [True, False], ids=["the same intake", "another intake"])
async def test_advice_that_did_not_go_out_is_said_to_the_next_message(
    here: Intake, there: Intake, failures: list[Exception | None], *, same: bool
) -> None:
    here.scene.postman.failures = list(failures)
    await hears(here, "u1")
    assert here.said_at_once == []
    for number, intake in enumerate((here, there) if same else (there, here)):
        await hears(intake, f"further {number}")
    assert here.said_at_once == ["emergency"], "and only to that one"


async def test_an_intake_that_left_it_to_another_says_it_when_that_one_failed(
    here: Intake, there: Intake
) -> None:
    here.scene.postman.failures = [TryLater(0.3), TryLater(3_600)]
    await here.taking.take("u1", said("alo"))
    await asyncio.sleep(0.1)
    await hears(there, "u2")
    await here.taking.aclose()
    assert here.said_at_once == []
    await hears(there, "u3")
    assert here.said_at_once == ["emergency"]


async def test_an_unforeseen_failure_leaves_it_to_the_next_message_too(here: Intake) -> None:
    here.scene.postman.failures = [RuntimeError("unforeseen")]
    await hears(here, "u1")
    await hears(here, "u2")
    assert here.said_at_once == ["emergency"]


async def test_taking_is_not_held_up_while_it_is_tried(here: Intake) -> None:
    here.scene.postman.failures = [TryLater(20)]
    began = time.monotonic()
    for number in range(3):
        await here.taking.take(f"u{number}", said("alo"))
    assert time.monotonic() - began < 2
    assert len(await here.scene.waiting()) == 3
    await here.taking.aclose()


async def test_an_intake_that_ends_waits_five_seconds_at_most_and_leaves_it_to_another(
    here: Intake, there: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.scene.postman.failures = [TryLater(20)]
    await here.taking.take("u1", said("alo"))
    began = time.monotonic()
    await here.taking.aclose()
    assert time.monotonic() - began < 5.5
    monkeypatch.setattr(saying, "CLOSING", 1.0)
    await hears(there, "u2")
    assert here.said_at_once == ["emergency"]
