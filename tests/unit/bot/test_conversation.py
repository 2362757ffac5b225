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
from casework.cases.models import Case, CaseCount, LossBucket
from casework.db import Sessions
from casework.playbooks.library import Library
from casework.privacy.texts import RawText, RedactedText
from casework.understanding.base import (
    BrokenInterpreter,
    FixedInterpreter,
    Interpretation,
    Interpreter,
    RankedIntent,
)


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


async def only_count(sessions: Sessions) -> CaseCount:
    """The one count that a report stands in, while nothing is kept of it."""
    async with sessions() as session:
        assert (await session.scalars(select(Case))).all() == []
        return (await session.scalars(select(CaseCount))).one()


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
    count = await only_count(sessions)
    assert (count.reports, count.consent) == (1, "refused")
    assert (count.playbook_id, count.stage) == ("gia_danh_cong_an_toa_an", "approach")
    again = await say(conversation, "nó lại gọi nữa, vẫn chứng minh trong sạch, chưa chuyển")
    assert again[0].text.startswith("Chuyện này vẫn giống chiêu")
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


async def test_curly_brackets_in_an_answer_are_only_text(converse: Converse) -> None:
    conversation = converse(KNOWN)
    await say(conversation, PAID)
    for answer in ("Dưới 1 giờ", "vietcombank {khongco}", "1"):
        await say(conversation, answer)
    assert "vietcombank (khongco)" in words_of(await say(conversation, "Có đọc mã OTP"))


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
    assert words_of(await say(conversation, "cảm ơn nha")).startswith(texts.THANKS)
    assert (await only_count(sessions)).reports == 1


async def test_when_nlu_is_down_phrases_answer_and_say_that_they_are_less_sure(
    converse: Converse,
) -> None:
    story = "nó gửi lệnh bắt, kêu chuyển vô tài khoản tạm giữ, chứng minh trong sạch, chưa chuyển"
    first = (await say(converse(BrokenInterpreter()), story))[0]
    assert "Giả danh công an" in first.text
    assert texts.LESS_SURE in first.text


async def test_help_goes_on_without_a_database(converse: Converse, sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(sql("DROP TABLE case_counts"))
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


async def test_words_of_despair_are_answered_with_nothing_else(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    replies = await say(conversation, "bị gạt hết tiền rồi, tui không muốn sống nữa")
    assert [r.text.split()[0] for r in replies] == ["Bạn"]
    assert "người thân" in replies[0].text
    async with sessions() as session:
        assert (await session.scalars(select(Case))).all() == []
    assert "quan trọng hơn" not in words_of(await say(conversation, "bị gạt rồi tức muốn chết"))


async def test_despair_breaks_off_the_questions_after_a_loss(converse: Converse) -> None:
    conversation = converse(KNOWN)
    await say(conversation, PAID)
    replies = words_of(await say(conversation, "tui muốn chết quá"))
    assert "không phải lỗi của bạn" in replies
    assert "ngân hàng hay ví" not in replies


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("nó kêu tôi chuyển thêm 20 triệu nữa mới hoàn", "bao lâu"),
        ("cảm ơn nha", "bao lâu"),
        ("sao hỏi hoài vậy, tôi đang rối lắm đây", "bao lâu"),
        ("hôm qua", "ngân hàng hay ví"),
        ("1", "ngân hàng hay ví"),
        ("mới hồi sáng", "ngân hàng hay ví"),
    ],
)
async def test_only_an_answer_answers_a_question_after_a_loss(
    converse: Converse, said: str, answered: str
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, PAID)
    assert answered in (await say(conversation, said))[-1].text


async def test_looking_something_up_does_not_lose_the_open_question(converse: Converse) -> None:
    conversation = converse(KNOWN)
    await say(conversation, PAID)
    assert "bao lâu" in (await say(conversation, "/lienhe"))[-1].text
    assert "ngân hàng hay ví" in (await say(conversation, "1"))[-1].text


async def test_a_secret_among_the_answers_is_masked(converse: Converse) -> None:
    conversation = converse(KNOWN)
    await say(conversation, PAID)
    replies = words_of(await say(conversation, "hôm qua, mã otp là 884422"))
    assert texts.MASKED in replies
    assert "884422" not in replies


@pytest.mark.parametrize("said", ["à nhầm, tôi chưa chuyển", "tôi bấm lộn, tôi chưa chuyển tiền"])
@pytest.mark.parametrize("tapped", [True, False])
async def test_a_stage_that_was_wrong_is_corrected(
    converse: Converse, sessions: Sessions, said: str, *, tapped: bool
) -> None:
    conversation = converse(KNOWN)
    if tapped:
        await say(conversation, UNKNOWN_STAGE)
        await say(conversation, "", "stage:paid")
    else:
        await say(conversation, PAID)
    assert (await say(conversation, said))[0].text == texts.NOTHING_GIVEN
    assert (await only_count(sessions)).stage == "approach"


async def test_a_correction_of_the_amount_begins_no_other_story(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, PAID)
    await say(conversation, "à tôi nhầm, shipper, không phải 20 triệu mà là 21 triệu")
    count = await only_count(sessions)
    assert (count.reports, count.stage) == (1, "paid")
    assert count.playbook_id == "gia_danh_cong_an_toa_an"


@pytest.mark.parametrize("vague", ["ok", "ừ", "có"])
async def test_consent_is_never_taken_from_a_vague_word(
    converse: Converse, sessions: Sessions, vague: str
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, APPROACH)
    assert words_of(await say(conversation, vague)) == texts.CONSENT_UNCLEAR
    assert (await only_count(sessions)).reports == 1
    assert "CG-" in words_of(await say(conversation, "đồng ý"))


async def test_a_late_yes_after_a_no_is_a_yes(converse: Converse) -> None:
    conversation = converse(KNOWN)
    await say(conversation, APPROACH)
    await say(conversation, "không")
    assert "CG-" in words_of(await say(conversation, "đồng ý"))


async def test_a_child_is_never_asked_for_consent_and_gets_its_number(converse: Converse) -> None:
    conversation = converse(KNOWN)
    replies = await say(conversation, f"con mới 13 tuổi, {APPROACH}")
    assert "111" in words_of(replies)
    assert not [r for r in replies if r.buttons == texts.CONSENT_BUTTONS]


async def test_danger_comes_first(converse: Converse) -> None:
    replies = await say(converse(KNOWN), "shipper dọa giết tui nếu không trả tiền")
    assert replies[0].text.startswith("🚨")
    assert "113" in replies[0].text


async def test_what_was_told_is_not_told_again_word_for_word(converse: Converse) -> None:
    conversation = converse(KNOWN)
    first = (await say(conversation, APPROACH))[0]
    again = (await say(conversation, "nó vẫn đòi chứng minh trong sạch đó, chưa chuyển"))[0]
    assert again.text != first.text
    assert len(again.text) < len(first.text) / 2
    assert "Giả danh công an" in again.text


async def test_what_was_ruled_out_is_not_named(converse: Converse) -> None:
    conversation = converse(KNOWN)
    await say(conversation, UNKNOWN_STAGE)
    await say(conversation, "", "tell:neither")
    replies = await say(conversation, "shipper lại gọi nữa rồi đó")
    assert "Rất giống chiêu" not in words_of(replies)


async def test_the_case_keeps_what_was_tapped_and_the_loss(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, f"{UNKNOWN_STAGE}, 60 triệu đó trời")
    await say(conversation, "", "stage:paid")
    await say(conversation, "nó còn nhắn hoài à")
    count = await only_count(sessions)
    assert (count.stage, count.loss) == ("paid", LossBucket.FROM_50M)


@pytest.mark.parametrize("text", ["😭😭😭", "...", "?", "3"])
async def test_nothing_understood_is_said_so_and_113_is_named(
    converse: Converse, text: str
) -> None:
    flat = Interpretation(tuple(RankedIntent(f"i{n}", 0.02) for n in range(50)), "fixed")

    class Flat:
        async def interpret(self, utterance: RedactedText) -> Interpretation:  # noqa: ARG002
            return flat

    said = words_of(await say(converse(Flat()), text))
    assert "113" in said
    assert "chưa hiểu" in said


async def test_another_scam_told_later_is_another_case(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await say(conversation, APPROACH)
    replies = await say(
        conversation, "hôm nay shipper để hàng trước cửa, kêu chuyển khoản, tui chưa chuyển"
    )
    assert "shipper" in replies[0].text.lower()
    async with sessions() as session:
        counts = (await session.scalars(select(CaseCount))).all()
    assert [count.reports for count in counts] == [1, 1]
