import re
from collections.abc import Sequence
from typing import Protocol

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from bot.conversation import texts
from bot.conversation.conversation import Conversation
from bot.conversation.fitting import FIRST_REPLY_LIMIT
from bot.messages import Attachment, InboundMessage, Reply
from casework.cases.models import Case
from casework.db import Sessions
from casework.playbooks.library import Library
from casework.privacy.texts import RawText
from casework.stage import Stage
from casework.understanding.base import BrokenInterpreter, FixedInterpreter, Interpreter


class Converse(Protocol):
    def __call__(self, interpreter: Interpreter) -> Conversation: ...


KNOWN = FixedInterpreter(
    {
        "trong sạch": "gia_danh_cong_an_toa_an",
        "trong sach": "gia_danh_cong_an_toa_an",
        "shipper": "shipper_gia",
        "bị gạt": "scam_unclear",
        "alo": "greeting",
        "cảm ơn": "thanks",
        "số dư": "legit_message",
        "bạn mượn tiền": "civil_dispute",
    }
)
PAID = "nó kêu tui chuyển 20 triệu để chứng minh trong sạch, tui lỡ chuyển rồi"
APPROACH = "nó đòi tui chuyển tiền để chứng minh trong sạch, tui chưa chuyển"
UNKNOWN_STAGE = "tui bị shipper lừa"


async def say(conversation: Conversation, text: str, choice: str | None = None) -> list[Reply]:
    message = InboundMessage("web", "c1", RawText(text), choice)
    return list(await conversation.reply_to(message))


def words_of(replies: Sequence[Reply]) -> str:
    return "\n".join(reply.text for reply in replies)


async def test_a_loss_is_answered_with_the_emergency_steps_first(converse: Converse) -> None:
    first, question = await say(converse(KNOWN), PAID)
    assert first.text.startswith("🆘 Đã mất tiền: làm NGAY")
    assert first.text.index("Ngừng chuyển") < first.text.index("ngân hàng")
    assert "Giả danh công an" in first.text
    assert "“chứng minh trong sạch”" in first.text
    assert "Sắp tới chúng thường" in first.text
    assert "bao lâu" in question.text


async def test_the_first_reply_says_that_it_is_a_machine_and_no_report(converse: Converse) -> None:
    for text in (PAID, APPROACH, UNKNOWN_STAGE, "tui bị gạt rồi", "alo", "trời đẹp quá ha bà con"):
        said = words_of(await say(converse(KNOWN), text))
        assert "không phải công an" in said, text
        assert re.search(r"(?i)chưa phải là trình báo|không hiểu|kể bằng lời", said), text


async def test_every_first_reply_fits_one_screen(converse: Converse, library: Library) -> None:
    for playbook in library.playbooks:
        phrases = [p for sign in playbook.pattern.warning_signs for p in sign.phrases[:2]]
        story = "chuyện là " + ", ".join(phrases)
        for ending in (
            "",
            ", tui lỡ chuyển 20 triệu rồi",
            ", tui đọc otp cho nó rồi",
            ", chưa chuyển",
        ):
            for interpreter in (FixedInterpreter({"chuyện": playbook.id}), BrokenInterpreter()):
                replies = await say(converse(interpreter), story + ending)
                assert len(replies[0].text) <= FIRST_REPLY_LIMIT


async def test_an_unclear_stage_is_asked_with_buttons(converse: Converse) -> None:
    conversation = converse(KNOWN)
    _, question = await say(conversation, UNKNOWN_STAGE)
    assert [b.value for b in question.buttons] == [
        "stage:paid",
        "stage:info_given",
        "stage:approach",
    ]
    first = (await say(conversation, "1"))[0]
    assert first.text.startswith("🆘 Đã mất tiền")


@pytest.mark.parametrize("answer", ["3", "3.", "ba", "Chưa đưa gì", "chua", "không"])
async def test_a_typed_answer_is_understood(converse: Converse, answer: str) -> None:
    conversation = converse(KNOWN)
    await say(conversation, UNKNOWN_STAGE)
    replies = await say(conversation, answer)
    assert replies[0].text == texts.NOTHING_GIVEN


async def test_consent_is_asked_after_the_help_and_no_costs_nothing(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    first, consent = await say(conversation, APPROACH)
    assert first.text.startswith("⚠️ DỪNG LẠI")
    assert "Công an xã Thử" in consent.text
    assert [b.value for b in consent.buttons] == ["consent:yes", "consent:no"]
    assert words_of(await say(conversation, "không")) == texts.CONSENT_REFUSED
    async with sessions() as session:
        case = (await session.scalars(select(Case))).one()
    assert (case.narrative, case.receipt_hash) == (None, None)
    assert case.playbook_id == "gia_danh_cong_an_toa_an"
    assert case.stage is Stage.APPROACH
    again = await say(conversation, "nó lại gọi nữa, vẫn chứng minh trong sạch, chưa chuyển")
    assert again[0].text.startswith("⚠️ DỪNG LẠI")
    assert "đồng ý" not in words_of(again).lower()


async def test_after_consent_the_redacted_narrative_is_kept_until_its_receipt_deletes_it(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, APPROACH + ", số nó 0912 345 678")
    thanks = words_of(await say(conversation, "Đồng ý"))
    receipt = re.search(r"CG-[A-Z0-9]{5}-[A-Z0-9]{5}", thanks)
    assert receipt
    async with sessions() as session:
        case = (await session.scalars(select(Case))).one()
    assert case.narrative
    assert "0912" not in case.narrative
    assert "<PHONE>" in case.narrative
    assert case.consent_wording == texts.CONSENT_WORDING
    assert words_of(await say(conversation, f"/xoa {receipt.group()}")) == texts.DELETED_CASE
    assert words_of(await say(conversation, f"/xoa {receipt.group()}")) == texts.NO_SUCH_RECEIPT
    async with sessions() as session:
        assert (await session.scalars(select(Case))).all() == []


async def test_consent_comes_after_the_summary_and_the_second_scam_warning(
    converse: Converse, library: Library
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, PAID)
    await say(conversation, "Dưới 1 giờ")
    await say(conversation, "Vietcombank 0071000123456")
    amount = (await say(conversation, "1"))[0]
    assert "Ngoài tiền" in amount.text
    summary, warning, consent = await say(conversation, "Có đọc mã OTP")
    assert "Khoảng 20.000.000 đồng" in summary.text
    assert "Vietcombank" in summary.text
    assert "0071000123456" not in summary.text
    assert "tra soát" in summary.text
    assert library.emergency.second_scam in warning.text
    assert consent.buttons == texts.CONSENT_BUTTONS


async def test_a_loss_without_detail_gets_emergency_steps_then_a_question(
    converse: Converse,
) -> None:
    replies = await say(converse(KNOWN), "tui bị gạt rồi, mất 5 triệu")
    assert replies[0].text.startswith("🆘")
    assert replies[1].text == texts.ASK_DETAILS


async def test_later_messages_go_on_with_the_story_and_small_talk_does_not(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, "tui bị gạt rồi")
    named = await say(conversation, "nó kêu chứng minh trong sạch, tui lỡ chuyển 3 triệu rồi")
    assert "Giả danh công an" in named[0].text
    assert words_of(await say(conversation, "cảm ơn nha")) == texts.THANKS
    async with sessions() as session:
        assert len((await session.scalars(select(Case))).all()) == 1


async def test_when_nlu_is_down_phrases_answer_and_say_that_they_are_less_sure(
    converse: Converse,
) -> None:
    story = "nó gửi lệnh bắt, kêu chuyển vô tài khoản tạm giữ, chứng minh trong sạch, chưa chuyển"
    first = (await say(converse(BrokenInterpreter()), story))[0]
    assert "Giả danh công an" in first.text
    assert texts.LESS_SURE in first.text


async def test_help_goes_on_without_a_database(converse: Converse, sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(sql("DROP TABLE cases"))
    replies = await say(converse(KNOWN), APPROACH)
    assert replies[0].text.startswith("⚠️ DỪNG LẠI")
    assert "Đồng ý" not in [b.label for r in replies for b in r.buttons]


async def test_genuine_looking_messages_are_neither_scams_nor_called_safe(
    converse: Converse,
) -> None:
    said = words_of(await say(converse(KNOWN), "VCB: -500,000VND, số dư 2,000,000VND"))
    assert said.startswith("Tin này tôi không thấy khớp")
    assert "🆘" not in said


@pytest.mark.parametrize("kind", list(Attachment))
async def test_every_kind_of_input_gets_an_answer(converse: Converse, kind: Attachment) -> None:
    message = InboundMessage("web", "c1", attachments=(kind,))
    assert (await converse(KNOWN).reply_to(message))[0].text


@pytest.mark.parametrize("text", ["", " ", "😀", "???", "1", "/", "/khongco", "\u200b", "<PHONE>"])
async def test_odd_texts_get_an_answer(converse: Converse, text: str) -> None:
    assert words_of(await say(converse(KNOWN), text))


@pytest.mark.parametrize(
    "choice", ["", "stage:paid", "why", "todo", "tell:x", "loss:1", "consent:yes", "x:y"]
)
async def test_buttons_of_a_forgotten_conversation_get_an_answer(
    converse: Converse, choice: str
) -> None:
    assert words_of(await say(converse(KNOWN), "", choice))


async def test_a_secret_is_masked_and_the_resident_is_told(converse: Converse) -> None:
    replies = await say(converse(KNOWN), "shipper hỏi mã otp của tôi là 483920, tui đọc rồi")
    assert replies[-1].text == texts.MASKED
    assert "483920" not in words_of(replies)


async def test_words_of_despair_come_before_everything(converse: Converse) -> None:
    replies = await say(converse(KNOWN), "bị gạt hết tiền rồi, tui không muốn sống nữa")
    assert "người thân" in replies[0].text
    replies = await say(converse(KNOWN), "bị gạt rồi tức muốn chết")
    assert "mạng sống" not in words_of(replies)


async def test_another_scam_told_later_is_another_case(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, APPROACH)
    replies = await say(conversation, "hôm nay lại có shipper kêu chuyển khoản, tui chưa chuyển")
    assert "shipper" in replies[0].text.lower()
    async with sessions() as session:
        assert len((await session.scalars(select(Case))).all()) == 2
