"""Consent, withdrawal, deletion: what the resident says decides what is kept."""

import re
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from bot.conversation import texts
from bot.conversation.chat import FORGET_AFTER, ChatMemory
from bot.conversation.conversation import Conversation
from bot.messages import InboundMessage
from casework.cases.models import Case, CaseCount
from casework.db import Sessions
from casework.privacy.texts import RawText
from casework.understanding.base import FixedInterpreter, Interpreter

KNOWN = FixedInterpreter({"trong sạch": "gia_danh_cong_an_toa_an", "shipper": "shipper_gia"})
STORY = "nó đòi tui chuyển tiền để chứng minh trong sạch, tui chưa chuyển"


class Converse(Protocol):
    def __call__(self, interpreter: Interpreter) -> Conversation: ...


async def say(conversation: Conversation, text: str, chat: str = "c1") -> str:
    replies = await conversation.reply_to(InboundMessage("web", chat, RawText(text)))
    return "\n".join(reply.text for reply in replies)


async def kept(sessions: Sessions) -> list[Case]:
    async with sessions() as session:
        return list((await session.scalars(select(Case))).all())


async def counted(sessions: Sessions) -> list[tuple[str, int]]:
    async with sessions() as session:
        rows = (await session.scalars(select(CaseCount))).all()
    return [(row.consent.value, row.reports) for row in rows]


async def agree(conversation: Conversation, story: str = STORY) -> str:
    assert "đồng ý cho giữ lại" in await say(conversation, story)
    found = re.search(r"CG-[A-Z0-9]{5}-[A-Z0-9]{5}", await say(conversation, "Đồng ý"))
    assert found
    return found.group()


async def test_consent_names_what_why_who_how_long_and_the_rights(converse: Converse) -> None:
    asked = await say(converse(KNOWN), STORY)
    for said in ("lời kể", "Mục đích", "Công an xã Thử", "180 ngày", "không đồng ý", "xoá được"):
        assert said in asked
    more = await say(converse(KNOWN), "/quyenriengtu")
    for said in ("180 ngày", "rút đồng ý", "dưới 16 tuổi", "6 giờ", "Công an xã Thử"):
        assert said in more


async def test_silence_is_no_consent(converse: Converse, sessions: Sessions) -> None:
    conversation = converse(KNOWN)
    await say(conversation, STORY)
    await say(conversation, "nó lại gọi, kêu chứng minh trong sạch nữa, tui chưa chuyển")
    assert await kept(sessions) == []
    assert await counted(sessions) == [("not_given", 1)]


async def test_the_case_takes_the_place_of_its_count(
    converse: Converse, sessions: Sessions
) -> None:
    await agree(converse(KNOWN))
    assert len(await kept(sessions)) == 1
    assert await counted(sessions) == []


async def test_no_chat_and_no_code_stands_beside_a_case(
    converse: Converse, sessions: Sessions
) -> None:
    code = await agree(converse(KNOWN))
    (case,) = await kept(sessions)
    row = [str(getattr(case, column.name)) for column in Case.__table__.columns]
    assert not [value for value in row if code in value or value == "c1"]


@pytest.mark.parametrize("said", ["/rutdongy", "rút đồng ý", "tôi không đồng ý nữa"])
async def test_consent_taken_back_deletes_at_once_and_help_goes_on(
    converse: Converse, sessions: Sessions, said: str
) -> None:
    conversation = converse(KNOWN)
    await agree(conversation)
    assert await say(conversation, said) == texts.WITHDRAWN
    assert await kept(sessions) == []
    assert await counted(sessions) == [("refused", 1)]
    again = await say(conversation, "nó vẫn kêu chứng minh trong sạch, tui chưa chuyển")
    assert "Giả danh công an" in again
    assert "đồng ý cho giữ lại" not in again
    assert await kept(sessions) == []


async def test_nothing_kept_nothing_to_take_back(converse: Converse) -> None:
    assert await say(converse(KNOWN), "/rutdongy") == texts.NOTHING_TO_WITHDRAW


async def test_deleting_the_conversation_deletes_case_and_count(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await agree(conversation)
    await say(conversation, STORY, "c2")
    assert await say(conversation, "/xoa") == texts.DELETED_CHAT
    assert await say(conversation, "xoá hết tin nhắn của tôi đi", "c2") == texts.DELETED_CHAT
    assert await kept(sessions) == []
    assert await counted(sessions) == []


async def test_the_code_deletes_from_any_chat(converse: Converse, sessions: Sessions) -> None:
    code = await agree(converse(KNOWN))
    elsewhere = converse(KNOWN)
    assert await say(elsewhere, f"xoa giup toi {code.lower()}", "c9") == texts.DELETED_CASE
    assert await kept(sessions) == []


async def test_who_cannot_be_deleted_now_is_told_so(converse: Converse, sessions: Sessions) -> None:
    conversation = converse(KNOWN)
    await agree(conversation)
    async with sessions.begin() as session:
        await session.execute(sql("ALTER TABLE cases RENAME TO away"))
    for said in ("/rutdongy", "/xoa", "/xoa CG-7KQ2M-XW9ZB"):
        assert await say(conversation, said) == texts.DELETE_FAILED
    async with sessions.begin() as session:
        await session.execute(sql("ALTER TABLE away RENAME TO cases"))
    assert await say(conversation, "/xoa") == texts.DELETED_CHAT
    assert await kept(sessions) == []


async def test_of_a_child_nothing_is_kept_even_if_it_agrees(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, STORY)
    assert "111" in await say(conversation, "con mới 13 tuổi thôi, nó kêu chứng minh trong sạch")
    assert await say(conversation, "Đồng ý") != texts.CONSENT_GIVEN
    assert await kept(sessions) == []


async def test_what_a_child_had_agreed_to_is_deleted(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await agree(conversation)
    answer = await say(conversation, "con học lớp 7, nó kêu chứng minh trong sạch, chưa chuyển")
    assert "111" in answer
    assert await kept(sessions) == []


def test_a_conversation_that_rests_is_forgotten_without_anybody_writing() -> None:
    now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    clock = [now]
    memory = ChatMemory(lambda: clock[0])
    memory.open(("web", "a"))
    clock[0] = now + FORGET_AFTER / 2
    memory.open(("web", "b"))
    clock[0] = now + FORGET_AFTER + timedelta(seconds=1)
    assert memory.forget_rested() == 1
    assert memory.forget_rested() == 0
    assert timedelta(days=1) > FORGET_AFTER


@pytest.mark.parametrize(
    "yes",
    ["tôi đồng ý", "dạ đồng ý ạ", "1. Đồng ý", "1 ạ", "một nha", "em dong y nha", "đồng ý cho giữ"],
)
async def test_a_clear_yes_in_whatever_words_is_consent(
    converse: Converse, sessions: Sessions, yes: str
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, STORY)
    assert "CG-" in await say(conversation, yes)
    assert len(await kept(sessions)) == 1


@pytest.mark.parametrize(
    "no", ["tôi không đồng ý", "dạ không cô ơi", "khong dong y dau", "không đồng ý nha", "2 ạ"]
)
async def test_a_clear_no_in_whatever_words_is_none(
    converse: Converse, sessions: Sessions, no: str
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, STORY)
    assert await say(conversation, no) == texts.CONSENT_REFUSED
    assert await kept(sessions) == []


@pytest.mark.parametrize("vague", ["đồng ý là sao", "đồng ý hay không ta", "2. đồng ý", "ok"])
async def test_what_is_not_clear_is_asked_back(
    converse: Converse, sessions: Sessions, vague: str
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, STORY)
    assert await say(conversation, vague) == texts.CONSENT_UNCLEAR
    assert await kept(sessions) == []


async def test_a_number_is_consent_only_right_after_the_question(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, STORY)
    await say(conversation, "/lienhe")
    await say(conversation, "1 ạ")
    assert await kept(sessions) == []


async def test_no_more_agreeing_takes_consent_back(converse: Converse, sessions: Sessions) -> None:
    conversation = converse(KNOWN)
    await agree(conversation)
    assert await say(conversation, "tôi không đồng ý") == texts.WITHDRAWN
    assert await kept(sessions) == []


@pytest.mark.parametrize(
    "text", ["tôi đồng ý", "tôi đồng ý rồi", "tôi không đồng ý", "dạ không đồng ý"]
)
async def test_agreeing_elsewhere_tells_of_no_loss_and_denies_none(
    converse: Converse, text: str
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, "tui bị shipper lừa")
    said = await say(conversation, text)
    assert "🆘" not in said
    await say(conversation, "1")
    assert texts.NOTHING_GIVEN not in await say(conversation, text)


async def test_an_agreement_that_tells_of_a_loss_is_a_story(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, STORY)
    assert "🆘" in await say(conversation, "tôi đồng ý chuyển tiền cho nó rồi")
    assert await kept(sessions) == []


async def test_a_child_is_not_asked_back(converse: Converse, sessions: Sessions) -> None:
    conversation = converse(KNOWN)
    await say(conversation, STORY)
    said = await say(conversation, "em 12 tuổi, em đồng ý")
    assert texts.CONSENT_UNCLEAR not in said
    assert "111" in said
    assert await kept(sessions) == []
