"""A deletion whose turn dies before its answer is on disk: done once, and nothing of others."""

import asyncio
import contextlib
import re
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import func, select

from bot.conversation import texts
from bot.workers.turns import Turns
from casework.cases.case_book_of_turns import CaseBookOfTurns
from casework.cases.models import Case, CaseCount
from casework.communes import Communes
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.envelope import Letters
from casework.opinions.opinion_box_of_turns import OpinionBoxOfTurns
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.library import Library
from casework.provinces import Provinces
from casework.turn_acts import TurnActs
from casework.understanding.base import FixedInterpreter
from tests.conftest import ConversationMaker
from tests.unit.bot.workers.scene import Scene, said

KNOWN = FixedInterpreter({"trong sạch": "gia_danh_cong_an_toa_an"})
STORY = "nó đòi tui chuyển tiền để chứng minh trong sạch, tui chưa chuyển"
RECEIPT = re.compile(r"CG-[A-Z0-9]{5}-[A-Z0-9]{5}")

Worker = Callable[[], Turns]


@pytest.fixture
def worker(
    scene: Scene,
    library: Library,
    help_channels: HelpChannels,
    places: tuple[Communes, Provinces],
) -> Worker:
    """Makes workers that converse; each is another process."""

    def make() -> Turns:
        acts = TurnActs()
        book, box = CaseBookOfTurns(scene.sessions, acts), OpinionBoxOfTurns(scene.sessions, acts)
        scene.conversation = ConversationMaker(library, help_channels, places, book, box)(KNOWN)
        return scene.worker(answer=scene.conversation.reply_to, acts=acts)

    return make


async def tell(scene: Scene, worker: Worker, text: str, chat: str = "7") -> None:
    await scene.put(said(text, chat))
    await worker().take(scene.key(chat))


async def fail(scene: Scene, worker: Worker, error: type[BaseException]) -> None:
    """A worker works a turn out and can't put the answer on disk."""

    async def answered(
        _ids: Sequence[int], _claim: str, _letters: Letters, _chat: str | None, **_more: object
    ) -> None:
        raise error

    with pytest.MonkeyPatch.context() as patched, contextlib.suppress(error):
        turns = worker()
        patched.setattr(turns.book, "answered", answered)
        await turns.take(scene.key())


async def reports(scene: Scene) -> int:
    async with scene.sessions() as session:
        return await session.scalar(select(func.coalesce(func.sum(CaseCount.reports), 0))) or 0


async def cases(scene: Scene) -> int:
    async with scene.sessions() as session:
        return await session.scalar(select(func.count()).select_from(Case)) or 0


@pytest.mark.parametrize("error", [asyncio.CancelledError, DeliveryBookClosed])
async def test_one_resident_who_deletes_takes_one_report_away_however_often_it_is_tried(
    scene: Scene, worker: Worker, error: type[BaseException]
) -> None:
    for chat in ("7", "8", "9"):
        await tell(scene, worker, STORY, chat)
    assert await reports(scene) == 3
    await scene.put(said("/xoa"))
    for _ in range(2):
        await fail(scene, worker, error)
    await worker().take(scene.key())
    assert scene.postman.texts[-1] == texts.DELETED_CHAT
    assert await reports(scene) == 2


async def test_a_receipt_that_is_answered_again_is_not_called_unknown(
    scene: Scene, worker: Worker
) -> None:
    await tell(scene, worker, STORY)
    await tell(scene, worker, "Đồng ý")
    receipt = RECEIPT.search(" ".join(scene.postman.texts))
    assert receipt
    await scene.put(said(f"/xoa {receipt.group()}"))
    await fail(scene, worker, asyncio.CancelledError)
    await worker().take(scene.key())
    assert scene.postman.texts[-1] == texts.DELETED_CASE
    assert await cases(scene) == 0


async def test_consent_taken_back_in_a_turn_that_dies_leaves_one_count_that_can_be_deleted(
    scene: Scene, worker: Worker
) -> None:
    await tell(scene, worker, STORY)
    await tell(scene, worker, "Đồng ý")
    assert (await cases(scene), await reports(scene)) == (1, 0)
    await scene.put(said("/rutdongy"))
    await fail(scene, worker, asyncio.CancelledError)
    await worker().take(scene.key())
    assert scene.postman.texts[-1] == texts.WITHDRAWN
    assert (await cases(scene), await reports(scene)) == (0, 1)
    await tell(scene, worker, "/xoa")
    assert await reports(scene) == 0
