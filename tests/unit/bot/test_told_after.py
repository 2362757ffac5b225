"""How long after a loss it is told: read from the story, or from the answer to when it was."""

from typing import Protocol

import pytest
from sqlalchemy import select

from bot.conversation.conversation import Conversation
from bot.messages import InboundMessage
from casework.cases.models import CaseCount, Delay
from casework.db import Sessions
from casework.privacy.texts import RawText
from casework.understanding.base import FixedInterpreter, Interpreter

KNOWN = FixedInterpreter({"trong sạch": "gia_danh_cong_an_toa_an"})
STORY = "nó kêu chứng minh trong sạch"


class Converse(Protocol):
    def __call__(self, interpreter: Interpreter) -> Conversation: ...


async def counted(conversation: Conversation, sessions: Sessions, *said: str) -> Delay:
    for text in said:
        await conversation.reply_to(InboundMessage("web", "c1", RawText(text)))
    async with sessions() as session:
        return (await session.scalars(select(CaseCount.told_after))).one()


@pytest.mark.parametrize(
    ("said", "delay"),
    [
        (("hôm qua tui lỡ chuyển 5 triệu, " + STORY,), Delay.UNDER_1W),
        ((STORY + ", tui lỡ chuyển 5 triệu rồi",), Delay.UNKNOWN),
        ((STORY + ", tui lỡ chuyển 5 triệu rồi", "Dưới 1 giờ"), Delay.UNDER_1H),
        ((STORY + ", tui lỡ chuyển 5 triệu rồi", "cách đây 3 bữa"), Delay.UNDER_1W),
        # What is answered counts more than what was read from a story.
        (("hôm qua tui lỡ chuyển 5 triệu, " + STORY, "2 tuần trước"), Delay.UNDER_1M),
        # One that is not understood leaves it unknown: the story may tell another time.
        (("hôm qua tui lỡ chuyển 5 triệu, " + STORY, "Lâu hơn"), Delay.UNKNOWN),
        (("sáng nay tui lỡ chuyển 5 triệu, " + STORY, "năm 2024"), Delay.UNKNOWN),
        # No money has gone: nothing is told after a loss.
        (("hôm qua nó gọi, " + STORY + ", tui chưa chuyển đồng nào",), Delay.UNKNOWN),
    ],
)
async def test_the_answer_counts_else_the_story(
    converse: Converse, sessions: Sessions, said: tuple[str, ...], delay: Delay
) -> None:
    assert await counted(converse(KNOWN), sessions, *said) is delay


async def test_who_says_that_nothing_was_paid_takes_the_delay_back(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    told = "hôm qua tui lỡ chuyển 5 triệu, " + STORY
    assert await counted(conversation, sessions, told) is Delay.UNDER_1W
    await conversation.reply_to(InboundMessage("web", "c1", RawText(""), "stage:approach"))
    async with sessions() as session:
        assert (await session.scalars(select(CaseCount.told_after))).all() == [Delay.UNKNOWN]
