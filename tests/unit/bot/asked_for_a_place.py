"""A resident who has agreed that the story is kept, and is asked where it happened."""

from typing import Protocol

from sqlalchemy import select

from bot.conversation.conversation import Conversation
from bot.messages import InboundMessage, Reply
from casework.cases.models import Case
from casework.db import Sessions
from casework.privacy.texts import RawText
from casework.understanding.base import FixedInterpreter, Interpreter

KNOWN = FixedInterpreter({"trong sạch": "gia_danh_cong_an_toa_an", "cảm ơn": "thanks"})
STORY = "nó đòi tui chuyển tiền để chứng minh trong sạch, tui chưa chuyển"


class Converse(Protocol):
    def __call__(self, interpreter: Interpreter) -> Conversation: ...


async def said(conversation: Conversation, text: str, choice: str | None = None) -> list[Reply]:
    return list(await conversation.reply_to(InboundMessage("web", "c1", RawText(text), choice)))


async def say(conversation: Conversation, text: str, choice: str | None = None) -> str:
    return "\n".join(reply.text for reply in await said(conversation, text, choice))


async def agreed(converse: Converse) -> Conversation:
    conversation = converse(KNOWN)
    await said(conversation, STORY)
    await said(conversation, "Đồng ý")
    return conversation


async def noted(sessions: Sessions) -> tuple[str | None, str | None]:
    """The commune and the province of the one case."""
    async with sessions() as session:
        row = (await session.execute(select(Case.commune, Case.province))).one()
    return row[0], row[1]
