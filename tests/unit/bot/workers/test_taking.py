"""An intake takes updates in, once; what nobody can answer now gets the steps at once."""

import asyncio

import httpx
import pytest
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.base import NotTakenNow, Refusal
from bot.conversation.long_turns import is_shortened
from bot.front import front_app
from bot.messages import InboundMessage
from bot.reception.limits import Verdict
from bot.workers import limits
from bot.workers.limits import SharedLimits
from casework.db import open_engine, open_sessions
from casework.deliveries.queue_state import QueueState, queue_state
from casework.privacy.texts import RawText
from casework.sender_limits.limits import SenderLimits
from tests.unit.bot.workers.intake import NOBODY, Intake
from tests.unit.bot.workers.scene import Scene, said

LOSS = "tui lỡ chuyển 50 triệu cho nó rồi"


async def test_an_update_is_taken_once_however_often_and_wherever_it_comes(scene: Scene) -> None:
    here, there = Intake(scene), Intake(scene)
    taken = await asyncio.gather(
        *(i.taking.take("u1", said("alo")) for i in (here, there, here, there))
    )
    assert sorted(taken) == [False, False, False, True]
    await scene.take()
    assert not await there.taking.take("u1", said("alo")), "also when it was answered long ago"
    await scene.take()
    assert scene.postman.texts == ["0: alo"]


async def test_each_new_update_has_a_job_and_a_repeated_one_none(scene: Scene) -> None:
    intake = Intake(scene)
    for update_id in ("u1", "u2", "u1"):
        await intake.taking.take(update_id, said("alo"))
    assert await jobs(scene) == [(scene.key(), scene.key())] * 2


async def jobs(scene: Scene) -> list[tuple[str, str]]:
    """Lock and argument of each."""
    asked = "SELECT lock, args->>'conversation' FROM procrastinate_jobs ORDER BY id"
    async with scene.sessions() as session:
        return [(lock, told) for lock, told in await session.execute(text(asked))]


async def test_where_a_worker_answers_nothing_is_said_here(scene: Scene) -> None:
    intake = Intake(scene)
    async with intake.saying() as taking:
        await taking.take("u1", said("alo"))
    assert intake.said_at_once == []


@pytest.mark.parametrize(
    "state",
    [NOBODY, QueueState(workers=2, oldest_seconds=11.0)],
    ids=["no worker", "workers that are late"],
)
async def test_where_nobody_answers_in_time_the_steps_are_said_once(
    scene: Scene, state: QueueState
) -> None:
    intake = Intake(scene, state=state)
    async with intake.saying() as taking:
        assert await taking.take("u1", said("alo"))
        await taking.take("u2", said("còn đó không"))
        await taking.take("u1", said("alo"))
    assert intake.said_at_once == ["emergency"]
    assert len(await scene.waiting()) == 2, "they are answered later all the same"


async def test_the_steps_are_said_once_whichever_intake_hears_the_chat(scene: Scene) -> None:
    here, there = Intake(scene, state=NOBODY), Intake(scene, state=NOBODY)
    for number, intake in enumerate([here, there, there, here]):
        async with intake.saying() as taking:
            await taking.take(f"u{number}", said("alo"))
    assert here.said_at_once == ["emergency"], "both write to the same postman"


async def test_the_steps_are_said_where_the_database_hangs(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = Intake(scene, state=NOBODY)
    hangs = asyncio.Event()
    monkeypatch.setattr(limits, "_ADVICE_WAITS", 0.05)
    monkeypatch.setattr(SenderLimits, "_ask", lambda *_: hangs.wait())
    monkeypatch.setattr(SharedLimits, "judge", lambda *_: _answer())
    async with intake.saying() as taking:
        await taking.take("u1", said("alo"))
        assert intake.said_at_once == []
        await asyncio.sleep(0.2)
        assert intake.said_at_once == ["emergency"]
    hangs.set()


async def _answer() -> Verdict:
    return Verdict.ANSWER


async def test_words_that_cannot_wait_get_their_own_steps(scene: Scene) -> None:
    intake = Intake(scene, state=NOBODY)
    async with intake.saying() as taking:
        await taking.take("u1", said(LOSS))
    wanted = [reply.text for reply in scene.conversation.emergency_for(said(LOSS))]
    assert wanted
    assert [said_ for _, said_ in scene.postman.delivered] == wanted


@pytest.mark.parametrize(
    "quiet",
    [
        InboundMessage("telegram", "7", RawText("alo"), in_group=True),
        InboundMessage("telegram", "7", gone=True),
    ],
    ids=["a group", "whoever left"],
)
async def test_nobody_is_helped_unasked(scene: Scene, quiet: InboundMessage) -> None:
    intake = Intake(scene, state=NOBODY)
    async with intake.saying() as taking:
        await taking.take("u1", quiet)
    assert intake.said_at_once == []
    assert len(await scene.waiting()) == 1


async def test_a_full_queue_is_not_filled_more_and_the_steps_are_said(scene: Scene) -> None:
    intake = Intake(scene, queue_limit=2, state=QueueState({"telegram": 1, "web": 1}, workers=1))
    async with intake.saying() as taking:
        for _ in range(2):
            with pytest.raises(NotTakenNow):
                await taking.take("u1", said("alo"))
    assert intake.said_at_once == ["emergency"], "said again, it is no help"
    assert await scene.rows() == []


async def test_without_a_database_the_platform_is_to_bring_it_again(scene: Scene) -> None:
    away = open_engine("postgresql://nobody@127.0.0.1:1/none")
    elsewhere = Scene(open_sessions(away), scene.conversation, scene.postman)
    intake = Intake(elsewhere)
    async with intake.saying() as taking:
        with pytest.raises(NotTakenNow):
            await taking.take("u1", said("alo"))
    assert intake.said_at_once == ["emergency"]
    await away.dispose()


async def test_a_platform_is_told_to_come_again_by_503() -> None:
    async def full(_request: Request) -> Response:
        raise NotTakenNow

    app = front_app([Route("/webhooks/x", full, methods=["POST"])])
    way = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=way, base_url="http://bot") as client:
        answer = await client.post("/webhooks/x", json={})
        assert (await client.get("/healthz")).status_code == 200
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"


async def test_over_the_limit_there_is_one_notice_across_all_intakes(scene: Scene) -> None:
    here, there = Intake(scene, a_minute=3), Intake(scene, a_minute=3)
    for number in range(8):
        intake = (here, there)[number % 2]
        assert await intake.taking.take(f"u{number}", said("alo")), "the platform brings it no more"
    for intake in (here, there):
        await intake.taking.aclose()
    assert len(await scene.waiting()) == 3
    (notice,) = scene.postman.delivered
    assert "tin nhắn tới nhanh quá" in notice[1]


async def test_words_of_distress_over_the_limit_are_answered_once_a_minute(scene: Scene) -> None:
    here, there = Intake(scene, a_minute=1), Intake(scene, a_minute=1)
    await here.taking.take("u0", said("alo"))
    for number, intake in enumerate((here, there, here)):
        await intake.taking.take(f"loss{number}", said(LOSS))
        await intake.taking.take(f"despair{number}", said("tui không muốn sống nữa"))
        await intake.taking.aclose()
    texts = [said_ for _, said_ in scene.postman.delivered]
    assert len(texts) == len(set(texts)), "each once"
    comfort = scene.conversation.emergency_for(said("tui không muốn sống nữa"))
    steps = scene.conversation.emergency_for(said(LOSS))
    assert {reply.text for reply in (*comfort, *steps)} == set(texts)


async def test_another_member_of_a_group_is_counted_apart(scene: Scene) -> None:
    intake = Intake(scene, a_minute=1)
    for sender in ("an", "bình", "an"):
        message = InboundMessage(
            "telegram", "-5", RawText("xem giúp"), in_group=True, sender=sender
        )
        await intake.taking.take(f"{sender} {len(await scene.rows())}", message)
    assert len(await scene.rows()) == 2


async def test_very_long_words_are_cut_before_they_are_kept(scene: Scene) -> None:
    await Intake(scene).taking.take("u1", said("nó gọi tui. " * 5_000))
    assert len(await words_kept(scene)) < 21_000


async def test_that_words_were_cut_is_still_seen_by_the_worker(scene: Scene) -> None:
    await Intake(scene).taking.take("u1", said("nó gọi tui. " * 5_000))
    assert is_shortened(await words_kept(scene))


async def words_kept(scene: Scene) -> str:
    claimed = await scene.book.claim(scene.key(), "a" * 32)
    envelope = claimed.deliveries[0].envelope
    assert envelope is not None
    return str(envelope.words)


async def test_what_is_turned_away_at_the_door_is_counted(scene: Scene) -> None:
    intake = Intake(scene)
    intake.taking.refuse("telegram", Refusal.FORGED)
    await intake.taking.take("u1", said("alo"))
    await intake.taking.take("u1", said("alo"))
    async with scene.sessions.begin() as session:
        await intake.figures.write(session)
    async with scene.sessions() as session:
        rows = await session.execute(text("SELECT figure, times FROM channel_figures"))
        figures = {figure: times for figure, times in rows}  # noqa: C416  # rows are no pairs
    assert figures == {"forged": 1, "taken": 1, "repeated": 1}


async def test_the_watch_counts_what_waits_and_who_works(scene: Scene) -> None:
    await scene.put(said("alo"))
    await scene.put(said("ơi", chat="8"))
    watching = Intake(scene, queue_limit=2, state=None).watching
    assert watching.is_answered, "assumed until it is known"
    assert not watching.is_full
    async with scene.sessions() as session:
        watching.state = await queue_state(session)
    assert watching.is_full
    assert not watching.is_answered, "no worker has given a sign of life"


async def test_the_watch_goes_on_without_a_database(scene: Scene) -> None:
    watching = Intake(scene, state=None).watching
    run = asyncio.create_task(watching.run())
    async with asyncio.timeout(3):
        while watching.state is None:  # noqa: ASYNC110  # a database answers
            await asyncio.sleep(0.01)
    run.cancel()
    away = open_engine("postgresql://nobody@127.0.0.1:1/none")
    watching.sessions = open_sessions(away)
    known, watching.state = watching.state, None
    run = asyncio.create_task(watching.run())
    await asyncio.sleep(0.2)
    assert not run.done()
    assert watching.state is None
    assert known.workers == 0
    run.cancel()
    await away.dispose()
