import re
from itertools import pairwise
from typing import Protocol

import pytest
from sqlalchemy import select

from bot.conversation import group_texts, texts
from bot.conversation.conversation import Conversation
from bot.conversation.group import LONGEST
from bot.messages import Attachment, InboundMessage
from casework.cases.models import Case, CaseCount
from casework.db import Sessions
from casework.playbooks.library import Library
from casework.playbooks.promises import CALLED_SAFE, PROMISED_OR_ASKED
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
        "shipper": "shipper_gia",
        "bị gạt": "scam_unclear",
        "chào": "greeting",
        "số dư": "legit_message",
    }
)
SHAMING = "tong_tien_anh_nhay_cam"
SCAM = "Anh/chị phải chuyển tiền để chứng minh trong sạch, không được nói với ai, gọi 0912345678"


async def ask(conversation: Conversation, text: str, quoted: str = "", sender: str = "s1") -> str:
    message = InboundMessage(
        "telegram", "g1", RawText(text), in_group=True, quoted=RawText(quoted), sender=sender
    )
    (reply,) = await conversation.reply_to(message)
    assert reply.buttons == ()
    assert len(reply.text) <= LONGEST
    assert not CALLED_SAFE.search(reply.text)
    # What stands in quotation marks is the scammer's.
    assert not PROMISED_OR_ASKED.search(re.sub("“.*?”", "", reply.text))
    return reply.text


async def test_a_quoted_message_is_named_with_the_words_that_gave_it_away(
    converse: Converse,
) -> None:
    said = await ask(converse(KNOWN), "tin này sao mọi người?", SCAM)
    assert "Giả danh công an" in said
    assert "Vì trong tin có: “" in said
    assert "chứng minh trong sạch" in said
    assert "0912345678" not in said
    assert "\n2. " in said
    assert "nhắn riêng" in said
    assert "không phải công an" in said


async def test_ones_own_words_are_not_said_once_more_in_front_of_all(converse: Converse) -> None:
    said = await ask(converse(KNOWN), "nó kêu bà Bảy chứng minh trong sạch, chưa chuyển")
    assert "Giả danh công an" in said
    assert "“" not in said
    assert "bà Bảy" not in said


async def test_nothing_is_remembered_asked_or_kept(converse: Converse, sessions: Sessions) -> None:
    conversation = converse(KNOWN)
    for sender in ("s1", "s2"):
        await ask(conversation, "coi giùm", SCAM, sender)
    assert await ask(conversation, "1") == group_texts.HOW.replace("{canh_sat_113}", "113")
    assert "đồng ý" not in (await ask(conversation, "coi giùm", SCAM)).lower()
    # Nor does a private conversation of the same name know of it.
    private = await conversation.reply_to(InboundMessage("telegram", "g1", RawText("vì sao?")))
    assert "trong sạch" not in private[0].text
    async with sessions() as session:
        assert (await session.scalars(select(Case))).all() == []
        counted = (await session.scalars(select(CaseCount))).all()
    assert [(c.reports, c.playbook_id, c.consent) for c in counted] == [
        (3, "gia_danh_cong_an_toa_an", "not_given")
    ]


async def test_a_private_conversation_is_left_as_it_is(converse: Converse) -> None:
    conversation = converse(KNOWN)
    alone = InboundMessage("telegram", "g1", RawText("tui bị shipper lừa"))
    await conversation.reply_to(alone)
    await ask(conversation, "coi giùm", SCAM)
    answer = await conversation.reply_to(InboundMessage("telegram", "g1", RawText("1")))
    assert answer[0].text.startswith("🆘 Đã mất tiền")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("tui lỡ chuyển 20 triệu cho shipper rồi", ""),
        ("tui lỡ chuyển 20 triệu rồi", "shipper: đóng phí hội viên nha anh"),
        ("giúp chị này với", "trời ơi tui chuyển 20 triệu cho shipper rồi"),
    ],
)
async def test_who_has_lost_money_gets_the_emergency_steps(
    converse: Converse, text: str, quoted: str
) -> None:
    said = await ask(converse(KNOWN), text, quoted)
    assert said.startswith("🆘 Đã mất tiền")
    assert "ngân hàng" in said
    assert "nhắn riêng" in said


async def test_a_scam_message_that_speaks_of_paying_is_no_loss(converse: Converse) -> None:
    quoted = "Mẹ ơi con bị shipper giữ hàng, mẹ chuyển cho con 5 triệu"
    said = await ask(converse(KNOWN), "thật không?", quoted)
    assert said.startswith("⚠️ Khoan làm theo.")
    assert "gọi ngân hàng ngay" in said


async def test_without_a_playbook_it_is_never_called_safe(converse: Converse) -> None:
    said = await ask(converse(KNOWN), "tin này sao?", "VCB: -500,000VND, số dư 2,000,000VND")
    assert "không có nghĩa là tin được" in said
    assert said.count("•") == 3


async def test_what_is_unclear_gets_the_three_checks(converse: Converse) -> None:
    said = await ask(converse(KNOWN), "", "hình như chị tám bị gạt hay sao đó bà con")
    assert said.startswith("⚠️ Có dấu hiệu lừa đảo")


@pytest.mark.parametrize("text", ["", "chào", "1", "/kiemtra"])
async def test_with_nothing_to_look_at_it_says_how_to_ask(converse: Converse, text: str) -> None:
    said = await ask(converse(KNOWN), text)
    assert "«Trả lời»" in said
    assert "/kiemtra" in said


async def test_a_photo_alone_says_how_to_ask(converse: Converse) -> None:
    photo = InboundMessage("telegram", "g1", attachments=(Attachment.PHOTO,), in_group=True)
    (reply,) = await converse(KNOWN).reply_to(photo)
    assert "chưa xem được ảnh" in reply.text


async def test_a_message_behind_the_command_is_looked_at(converse: Converse) -> None:
    conversation = converse(KNOWN)
    assert "Giả danh công an" in await ask(conversation, f"/kiemtra@canhgiac_bot {SCAM}")
    assert "Giả danh công an" in await ask(conversation, "/kiemtra", SCAM)
    assert "Giả danh công an" in await ask(conversation, "có phải thật không?", SCAM)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("/help", "«Trả lời»"),
        ("/start", "/kichban"),
        ("/lienhe", "113"),
        ("/kichban", "Giả công an, cơ quan nhà nước"),
        ("/kichban shipper", "shipper"),
        ("/quyenriengtu", "không giữ lời nào"),
        ("/xacthuc", "chưa công bố"),
        ("/xoa", "nhắn riêng"),
        ("xoá CG-AB2CD-3EF4G", "nhắn riêng"),
        ("/rutdongy", "nhắn riêng"),
        ("/gopy mở thêm loa", "nhắn riêng"),
    ],
)
async def test_commands_are_answered_in_short(converse: Converse, command: str, told: str) -> None:
    assert told in await ask(converse(KNOWN), command)


async def test_despair_and_danger_come_first(converse: Converse) -> None:
    conversation = converse(KNOWN)
    assert (await ask(conversation, "tui không muốn sống nữa", SCAM)).startswith("Bạn ơi")
    said = await ask(conversation, "coi giùm", "shipper đây, trả tiền không tao đòi chém")
    assert said.startswith("🚨")
    assert "Giả shipper" in said


async def test_a_child_is_told_whom_to_turn_to(converse: Converse) -> None:
    said = await ask(converse(KNOWN), "em mới 13 tuổi, shipper kêu em đưa thẻ của mẹ")
    assert "111" in said


async def test_curly_brackets_are_only_text(converse: Converse) -> None:
    assert "113" not in (await ask(converse(KNOWN), "/kichban {canh_sat_113}"))


async def test_every_playbook_fits_with_two_steps(converse: Converse, library: Library) -> None:
    for playbook in library.playbooks:
        phrases = [p for sign in playbook.pattern.warning_signs for p in sign.phrases[:2]]
        story = "chuyện là " + ", ".join(phrases)
        for ending in ("", ", tui lỡ chuyển 20 triệu rồi", ", tui đọc otp cho nó rồi"):
            conversation = converse(FixedInterpreter({"chuyện": playbook.id}))
            said = await ask(conversation, "coi giùm", story + ending)
            assert "\n2. " in said or said.startswith("🚨")


async def test_two_that_are_alike_are_both_named_and_nothing_is_asked(
    converse: Converse, library: Library
) -> None:
    for one, other in pairwise(library.playbooks):
        ranking = (RankedIntent(one.id, 0.45), RankedIntent(other.id, 0.35))

        class Torn:
            async def interpret(self, utterance: RedactedText) -> Interpretation:  # noqa: ARG002
                return Interpretation(ranking, "fixed")  # noqa: B023

        said = await ask(converse(Torn()), "coi giùm", "có người lạ nhắn cho ngoại tôi vậy nè")
        # Shaming pictures are not named in front of all on a mere likeness.
        shown = [p.short_name for p in (one, other) if p.id != SHAMING]
        expected = " hoặc ".join(shown) if len(shown) > 1 else "Rất giống chiêu: "
        assert expected in said
        assert library.get(SHAMING).short_name not in said
        assert "\n2. " in said


async def test_when_nlu_is_down_phrases_answer(converse: Converse) -> None:
    quoted = "có lệnh bắt, chuyển vào tài khoản tạm giữ để chứng minh trong sạch"
    said = await ask(converse(BrokenInterpreter()), "sao?", quoted)
    assert "Giả danh công an" in said
    assert texts.LESS_SURE in said


def test_the_private_comfort_fits_a_group() -> None:
    assert len(texts.COMFORT) <= LONGEST


async def test_whoever_may_be_shamed_is_not_told_by_what_in_front_of_all(
    converse: Converse, library: Library
) -> None:
    conversation = converse(FixedInterpreter({"đòi chuyển tiền": SHAMING}))
    said = await ask(conversation, "con 12 tuổi bị nó đòi chuyển tiền")
    assert "ảnh" not in said
    assert "clip" not in said
    assert "111" in said
    assert "nhắn riêng cho tôi" in said
    phrase = library.get(SHAMING).pattern.warning_signs[0].phrases[0]
    conversation = converse(FixedInterpreter({phrase: SHAMING}))
    assert library.get(SHAMING).name in await ask(conversation, "coi giùm", f"tao {phrase} nha")


async def test_daily_life_is_not_called_fraud(converse: Converse) -> None:
    torn = FixedInterpreter({"ăn": "scam_unclear", "gạt": "scam_unclear"})
    said = await ask(converse(torn), "nhóm mình có đi ăn trưa nay không vậy?")
    assert said == group_texts.HOW.replace("{canh_sat_113}", "113")
    told = await ask(converse(torn), "hình như chị tám bị gạt hay sao đó bà con")
    assert told.startswith("⚠️ Có dấu hiệu lừa đảo")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("/xoa tui muốn chết", ""),
        ("/kichban tôi muốn chết", ""),
        ("/gopy em muốn chết", ""),
        ("coi giùm", "em khong muốn song nữa"),
        ("/lienhe", "em muốn chết"),
    ],
)
async def test_despair_comes_before_commands(converse: Converse, text: str, quoted: str) -> None:
    assert (await ask(converse(KNOWN), text, quoted)).startswith("Bạn ơi, khoan đã.")
