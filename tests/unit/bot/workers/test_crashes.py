"""A worker dies at each step of a turn; another goes on: nothing is lost, nothing comes twice."""

import pytest

from tests.unit.bot.workers.scene import Scene, said


@pytest.mark.parametrize(
    ("step", "delivered"),
    [
        ("claimed", ["0: alo", "1: alo"]),
        ("answered", ["0: alo", "1: alo"]),
        # From here nobody knows of one reply whether it arrived: it is told of, never sent again.
        ("leaving 1", ["notice", "1: alo"]),
        ("left 1", ["0: alo", "notice", "1: alo"]),
        ("leaving 2", ["0: alo", "notice"]),
        ("left 2", ["0: alo", "1: alo", "notice"]),
        ("finishing", ["0: alo", "1: alo", "notice"]),
    ],
)
async def test_after_a_death_the_rest_is_sent_and_nothing_twice(
    scene: Scene, step: str, delivered: list[str]
) -> None:
    scene.pieces = 2
    await scene.put(said("alo"))
    await scene.die_at(step)
    await scene.take()
    assert scene.postman.texts == delivered
    assert len(scene.heard) == 1, "worked out once"
    assert await scene.waiting() == []
    await scene.take()
    assert scene.postman.texts == delivered, "and it is over"


async def test_once_all_is_over_only_the_key_of_the_update_remains(scene: Scene) -> None:
    await scene.put(said("nó kêu tui chuyển tiền"))
    await scene.take()
    (row,) = await scene.rows()
    assert (row.message, row.replies, row.claim, row.dead_at) == (None, None, None, None)


@pytest.mark.parametrize("step", ["claimed", "answered", "leaving 1"])
async def test_what_came_meanwhile_is_answered_after_what_was_interrupted(
    scene: Scene, step: str
) -> None:
    await scene.put(said("một"))
    await scene.die_at(step)
    await scene.put(said("hai"))
    await scene.take()
    first = "notice" if step == "leaving 1" else "0: một"
    assert scene.postman.texts == [first, "0: hai"]


async def test_a_death_behind_the_first_of_two_messages_answers_that_one_no_more(
    scene: Scene,
) -> None:
    # A command is not joined to words, so these are two answers.
    await scene.put(said("/lienhe"))
    await scene.put(said("còn đây là chuyện"))
    await scene.die_at("left 1")
    await scene.take()
    assert scene.postman.texts == ["0: /lienhe", "notice", "0: còn đây là chuyện"]


async def test_the_conversation_goes_on_where_another_worker_left_it(scene: Scene) -> None:
    first = scene.worker(answer=scene.conversation.reply_to)
    await scene.put(said("/start", order=1))
    await first.take(scene.key())
    greeting = len(scene.postman.delivered)
    assert greeting
    await scene.put(said("alo", order=2))
    await scene.worker(answer=scene.conversation.reply_to).take(scene.key())
    assert scene.postman.delivered[greeting:] != scene.postman.delivered[:greeting]
    kept = scene.conversation.put_away(("telegram", "7"))
    assert kept is None, "no worker keeps a conversation in memory between two turns"
