"""What was found in what was pasted: said once, the gravest first, and never that it is safe."""

from collections.abc import Sequence
from typing import Protocol

import pytest
from sqlalchemy import select

from bot.conversation.conversation import Conversation
from bot.conversation.fitting import FIRST_REPLY_LIMIT
from bot.conversation.group import LONGEST
from bot.examining import Examining
from bot.messages import InboundMessage, Reply
from casework.cases import retention
from casework.cases.models import Case
from casework.cases.retention import NARRATIVES_KEPT
from casework.db import Sessions
from casework.evidence.base import FixedFindings
from casework.evidence.finding import Finding, Kind, Verdict
from casework.playbooks.library import Library
from casework.privacy.texts import RawText
from casework.understanding.base import FixedInterpreter, Interpreter
from tests.conftest import NOW

FALSE = Finding(
    Kind.LINK,
    Verdict.LOOKALIKE,
    "vcb-xac-thuc[.]top",
    "Đường dẫn vcb-xac-thuc[.]top giả tên Vietcombank: tên miền thật là vietcombank.com.vn.",
    brand="vietcombank",
    playbook="link_qr_gia_mao",
    domain="vcb-xac-thuc.top",
)
SHORT = Finding(Kind.LINK, Verdict.SHORTENER, "bit[.]ly", "Đường dẫn rút gọn, che nơi nó dẫn tới.")
GENUINE = Finding(
    Kind.LINK,
    Verdict.OFFICIAL,
    "vietcombank[.]com.vn",
    "Tên miền này của Vietcombank. Nhưng kẻ lừa vẫn hay kèm đường dẫn thật.",
    brand="vietcombank",
)
ABROAD = Finding(Kind.PHONE, Verdict.FOREIGN, "+855…21", "Số này từ Campuchia gọi tới.")
EXAMINER = FixedFindings(
    {"vcb-xac-thuc": FALSE, "bit.ly": SHORT, "vietcombank.com.vn": GENUINE, "+855": ABROAD}
)
KNOWN = FixedInterpreter(
    {"tài khoản bị khoá": "legit_message", "shipper": "shipper_gia", "alo": "greeting"}
)


class Converse(Protocol):
    def __call__(self, interpreter: Interpreter, examining: Examining) -> Conversation: ...


@pytest.fixture
def conversation(converse: Converse) -> Conversation:
    return converse(KNOWN, Examining(EXAMINER, None))


async def say(conversation: Conversation, text: str = "", choice: str | None = None) -> list[Reply]:
    return list(await conversation.reply_to(InboundMessage("web", "c1", RawText(text), choice)))


def said(replies: Sequence[Reply]) -> str:
    return "\n".join(reply.text for reply in replies)


async def test_an_official_looking_message_with_a_false_link_is_named(
    conversation: Conversation,
) -> None:
    told = await say(conversation, "VCB: tài khoản bị khoá, vào vcb-xac-thuc.top để mở")
    assert FALSE.reason in told[0].text
    assert "Rất giống chiêu" in told[0].text
    assert len(told[0].text) <= FIRST_REPLY_LIMIT


async def test_a_forwarded_warning_is_not_told_as_the_trick_itself(
    conversation: Conversation,
) -> None:
    told = said(
        await say(conversation, "Công an cảnh báo trang giả mạo vcb-xac-thuc.top, đừng vào")
    )
    assert FALSE.reason in told
    assert "Rất giống chiêu" not in told


async def test_after_a_loss_the_steps_come_first_whatever_was_found(converse: Converse) -> None:
    # No playbook is named: the words do not say which.
    interpreter = FixedInterpreter({"chuyển": "scam_unclear"})
    conversation = converse(interpreter, Examining(EXAMINER, None))
    told = await say(conversation, "tui lỡ chuyển 5 triệu rồi, bit.ly/x, số +855 12 345 678 gọi")
    assert told[0].text.startswith("🆘 Đã mất tiền")
    assert len(told[0].text) <= FIRST_REPLY_LIMIT
    assert SHORT.reason in said(told) or ABROAD.reason in said(told)


async def test_what_is_pasted_with_an_answer_about_the_loss_is_told_too(
    conversation: Conversation, sessions: Sessions
) -> None:
    await say(conversation, "shipper lừa tui chuyển 5 triệu rồi")
    told = said(await say(conversation, "mới 10 phút trước, qua vcb-xac-thuc.top"))
    assert FALSE.reason in told
    for answer in ("Vietcombank", "5 triệu", "không"):
        await say(conversation, answer)
    await say(conversation, choice="consent:yes")
    async with sessions() as session:
        evidence = (await session.scalars(select(Case.evidence))).one()
    assert evidence is not None
    assert [each["verdict"] for each in evidence] == ["lookalike"]


async def test_in_a_group_no_answer_grows_beyond_its_length(
    converse: Converse, library: Library
) -> None:
    for playbook in library.playbooks:
        interpreter = FixedInterpreter({"tin": playbook.id})
        conversation = converse(interpreter, Examining(EXAMINER, None))
        quoted = RawText("tin này: vcb-xac-thuc.top, bit.ly/x")
        message = InboundMessage(
            "telegram", "g", RawText("thật không?"), quoted=quoted, in_group=True
        )
        (reply,) = await conversation.reply_to(message)
        assert len(reply.text) <= LONGEST


async def test_a_finding_is_said_once_and_again_when_asked_why(conversation: Conversation) -> None:
    await say(conversation, "tài khoản bị khoá vcb-xac-thuc.top")
    assert FALSE.reason not in said(await say(conversation, "shipper nó gửi vcb-xac-thuc.top"))
    assert FALSE.reason in said(await say(conversation, choice="why"))


async def test_a_false_link_is_said_even_when_money_is_gone(conversation: Conversation) -> None:
    told = await say(conversation, "shipper gửi vcb-xac-thuc.top tui lỡ chuyển 5 triệu rồi")
    assert told[0].text.startswith("🆘 Đã mất tiền")
    assert FALSE.reason in told[0].text
    assert len(told[0].text) <= FIRST_REPLY_LIMIT


@pytest.mark.parametrize("pasted", ["bit.ly/x", "alo bit.ly/x", "+855 12 345 678"])
async def test_a_bare_link_or_number_is_spoken_of_and_its_story_asked_for(
    conversation: Conversation, pasted: str
) -> None:
    told = said(await say(conversation, pasted))
    assert told.startswith((SHORT.reason, ABROAD.reason))
    assert "ai liên hệ với bạn" in told
    assert "không phải công an" in told


async def test_the_gravest_comes_first_and_lesser_ones_are_left_to_why(
    conversation: Conversation,
) -> None:
    told = await say(conversation, "shipper gửi bit.ly/x và vcb-xac-thuc.top")
    assert FALSE.reason in told[0].text
    assert SHORT.reason not in told[0].text
    why = said(await say(conversation, choice="why"))
    assert why.index(FALSE.reason) < why.index(SHORT.reason)


async def test_a_genuine_link_does_not_quiet_a_named_scam(conversation: Conversation) -> None:
    told = said(await say(conversation, "shipper gửi vietcombank.com.vn"))
    assert "Rất giống chiêu" in told
    assert GENUINE.reason in told


async def test_what_was_pasted_before_still_counts_in_the_next_turn(
    conversation: Conversation,
) -> None:
    await say(conversation, "alo +855 12 345 678")
    await say(conversation, "shipper đòi tiền")
    assert ABROAD.reason in said(await say(conversation, choice="why"))


async def test_of_a_kept_case_no_number_and_no_address_is_kept_but_the_false_domain(
    conversation: Conversation, sessions: Sessions
) -> None:
    story = "tài khoản bị khoá vcb-xac-thuc.top/x9, bit.ly/x, +855 12 345 678, tui chưa chuyển"
    asked = said(await say(conversation, story))
    assert "bạn có đồng ý cho giữ lại lời kể này không" in asked
    await say(conversation, choice="consent:yes")
    async with sessions() as session:
        case = (await session.scalars(select(Case))).one()
    assert case.evidence == [
        {
            "kind": "link",
            "verdict": "lookalike",
            "brand": "vietcombank",
            "domain": "vcb-xac-thuc.top",
        },
        {"kind": "link", "verdict": "shortener", "brand": None, "domain": None},
        {"kind": "phone", "verdict": "foreign", "brand": None, "domain": None},
    ]
    await retention.purge(sessions, NOW + NARRATIVES_KEPT * 2)
    async with sessions() as session:
        assert (await session.scalars(select(Case.evidence))).one() is None
