"""What a resident changes afterwards, sends without words, or sends too much of."""

from typing import Protocol

import pytest
from sqlalchemy import select

from bot.conversation import texts
from bot.conversation.conversation import Conversation
from bot.conversation.long_turns import LONGEST_TURN, shortened
from bot.conversation.story_parts import LONGEST_STORY
from bot.messages import Attachment, InboundMessage, Reply
from casework.cases.models import Case, CaseCount
from casework.db import Sessions
from casework.privacy.texts import RawText
from casework.understanding.base import FixedInterpreter, Interpreter


class Converse(Protocol):
    def __call__(self, interpreter: Interpreter) -> Conversation: ...


KNOWN = FixedInterpreter(
    {"trong sạch": "gia_danh_cong_an_toa_an", "shipper": "shipper_gia", "trời đẹp": "off_topic"}
)
PAID = "nó kêu tui chuyển 20 triệu để chứng minh trong sạch, tui lỡ chuyển rồi"
APPROACH = "nó đòi tui chuyển tiền để chứng minh trong sạch, tui chưa chuyển"


class Resident:
    """Writes numbered messages, as a messenger carries them, and changes them."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.order = 0

    async def says(self, text: str, *attachments: Attachment) -> list[Reply]:
        self.order += 1
        return await self._send(text, self.order, attachments=attachments)

    async def changes(self, order: int, text: str) -> list[Reply]:
        return await self._send(text, order, edited=True)

    async def _send(
        self,
        text: str,
        order: int,
        *,
        edited: bool = False,
        attachments: tuple[Attachment, ...] = (),
    ) -> list[Reply]:
        message = InboundMessage(
            "telegram", "c1", RawText(text), None, attachments, order=order, edited=edited
        )
        return list(await self.conversation.reply_to(message))


@pytest.fixture
def resident(converse: Converse) -> Resident:
    return Resident(converse(KNOWN))


def words_of(replies: list[Reply]) -> str:
    return "\n".join(reply.text for reply in replies)


async def counts(sessions: Sessions) -> list[CaseCount]:
    async with sessions() as session:
        return list((await session.scalars(select(CaseCount))).all())


async def test_an_edit_is_read_again_and_says_so(resident: Resident) -> None:
    await resident.says("shipper gọi hoài")
    replies = await resident.changes(1, "shipper gọi hoài, tui lỡ chuyển 2 triệu rồi")
    assert replies[0].text.startswith(f"{texts.EDITED}\n🆘 Đã mất tiền")


async def test_an_edit_without_a_conversation_is_a_new_message(resident: Resident) -> None:
    replies = await resident.changes(7, APPROACH)
    assert replies[0].text.startswith("⚠️ DỪNG LẠI")


async def test_an_edit_that_changes_nothing_asks_nothing_again(
    resident: Resident, sessions: Sessions
) -> None:
    assert "Đồng ý" in [b.label for r in await resident.says(APPROACH) for b in r.buttons]
    for _ in range(3):
        replies = await resident.changes(1, APPROACH)
        assert "Đồng ý" not in [b.label for r in replies for b in r.buttons]
        assert "vẫn giống chiêu" in replies[0].text
    (count,) = await counts(sessions)
    assert count.reports == 1
    assert "CG-" in words_of(await resident.says("đồng ý"))


async def test_an_edited_story_does_not_answer_what_was_asked_after_it(
    resident: Resident,
) -> None:
    await resident.says("hôm qua nó lừa trong sạch, tui chuyển 20 triệu rồi")
    replies = await resident.changes(1, "hôm nay nó lừa tui 20 triệu")
    # Still asked how long ago: the edit was the story, and no answer to it.
    assert "bao lâu" in replies[-1].text


async def test_an_edited_answer_answers_its_own_question(resident: Resident) -> None:
    await resident.says(PAID)
    await resident.says("hôm qua")
    bank = await resident.says("vietcombank")
    assert "bao nhiêu" in bank[-1].text
    assert "bao nhiêu" in (await resident.changes(3, "bidv"))[-1].text
    await resident.says("20 triệu")
    summary = words_of(await resident.says("không đưa gì thêm"))
    assert "Chuyển từ: bidv" in summary
    assert "Lúc chuyển: hôm qua" in summary


async def test_a_number_that_is_changed_means_what_was_offered_then(resident: Resident) -> None:
    await resident.says("tui bị shipper lừa")
    assert (await resident.says("3"))[0].text == texts.NOTHING_GIVEN
    assert (await resident.changes(2, "1"))[0].text.startswith("🆘 Đã mất tiền")


async def test_a_changed_number_of_long_ago_is_never_consent(
    resident: Resident, sessions: Sessions
) -> None:
    await resident.says("tui bị shipper lừa")
    await resident.says("3")
    await resident.says("nó lại gọi nữa, shipper đó")
    await resident.changes(2, "1")
    async with sessions() as session:
        assert (await session.scalars(select(Case))).all() == []


async def test_a_yes_that_is_changed_to_no_takes_consent_back(
    resident: Resident, sessions: Sessions
) -> None:
    await resident.says(APPROACH)
    assert "CG-" in words_of(await resident.says("đồng ý"))
    assert words_of(await resident.changes(2, "không")) == texts.WITHDRAWN
    async with sessions() as session:
        assert (await session.scalars(select(Case))).all() == []


async def test_a_command_in_an_edit_works(resident: Resident) -> None:
    await resident.says(APPROACH)
    assert words_of(await resident.changes(1, "/xoa")) == texts.DELETED_CHAT


async def test_a_changed_opinion_is_not_written_twice(resident: Resident) -> None:
    await resident.says("/gopy")
    await resident.says("mở thêm loa ở chợ huyện")
    shown = words_of(await resident.changes(2, "mở thêm loa ở bến xe"))
    assert "“mở thêm loa ở bến xe”" in shown


async def test_despair_in_an_edit_is_answered_with_nothing_else(resident: Resident) -> None:
    await resident.says(APPROACH)
    replies = await resident.changes(1, "tui không muốn sống nữa")
    assert replies[0].text.startswith("Bạn ơi, khoan đã.")


async def test_who_is_gone_gets_no_answer_and_is_forgotten(resident: Resident) -> None:
    await resident.says(PAID)
    gone = InboundMessage("telegram", "c1", gone=True)
    assert await resident.conversation.reply_to(gone) == ()
    # Nothing is open any more: "hôm qua" would have answered the first question about the loss.
    assert "ngân hàng hay ví" not in words_of(await resident.says("hôm qua"))


@pytest.mark.parametrize(
    ("attachments", "told"),
    [
        ((Attachment.PHOTO,), "chưa đọc được ảnh."),
        ((Attachment.PHOTO, Attachment.PHOTO), "các ảnh"),
        ((Attachment.PHOTO, Attachment.STICKER), "chưa đọc được ảnh."),
        ((Attachment.VOICE,), "chưa nghe được"),
        ((Attachment.VIDEO,), "chưa xem được video"),
        ((Attachment.DOCUMENT,), ".apk"),
        ((Attachment.LOCATION,), "113"),
        ((Attachment.CONTACT,), "họ xưng là ai"),
        ((Attachment.POLL,), "bình chọn"),
        ((Attachment.LINK,), "đừng bấm"),
        ((Attachment.PHOTO, Attachment.VOICE), "ảnh, tiếng nói"),
        ((Attachment.PHOTO, Attachment.DOCUMENT), "đừng mở"),
    ],
)
async def test_what_comes_without_words_gets_one_fitting_answer(
    resident: Resident, attachments: tuple[Attachment, ...], told: str
) -> None:
    (reply,) = await resident.says("", *attachments)
    assert told in reply.text


async def test_words_beside_a_photo_are_answered_and_the_photo_is_not_hidden(
    resident: Resident,
) -> None:
    first = (await resident.says(APPROACH, Attachment.PHOTO, Attachment.PHOTO))[0].text
    assert first.startswith("⚠️ DỪNG LẠI")
    assert first.endswith("(Ảnh gửi kèm thì tôi chưa mở được, tôi chỉ đọc phần chữ.)")


async def test_a_file_beside_words_is_warned_of(resident: Resident) -> None:
    first = (await resident.says(APPROACH, Attachment.DOCUMENT))[0].text
    assert texts.DO_NOT_OPEN in first


async def test_a_sticker_takes_no_question_back(resident: Resident) -> None:
    await resident.says("tui bị shipper lừa")
    await resident.says("", Attachment.STICKER)
    assert (await resident.says("1"))[0].text.startswith("🆘 Đã mất tiền")
    assert "bao lâu" in words_of(await resident.says("", Attachment.PHOTO))


async def test_a_sticker_after_an_answer_does_not_keep_it_from_being_changed(
    resident: Resident,
) -> None:
    await resident.says("tui bị shipper lừa")
    await resident.says("3")
    await resident.says("", Attachment.STICKER)
    assert (await resident.changes(2, "1"))[0].text.startswith("🆘 Đã mất tiền")


async def test_of_a_long_turn_the_reply_says_once_that_the_middle_was_not_read(
    resident: Resident,
) -> None:
    long = shortened(f"{APPROACH}. " + "rồi nó nói hoài nói mãi. " * 1_000 + APPROACH)
    assert len(long) <= LONGEST_TURN
    replies = await resident.says(long)
    assert words_of(replies).count(texts.LONG) == 1
    assert texts.LONG not in words_of(await resident.says("nó gọi nữa"))


async def test_a_message_behind_the_command_is_a_story(resident: Resident) -> None:
    assert words_of(await resident.says("/kiemtra")) == texts.CHECK_HOW
    replies = await resident.says(f"/kiemtra {APPROACH}")
    assert replies[0].text.startswith("⚠️ DỪNG LẠI")


async def test_is_it_true_asks_about_the_story_once_one_was_told(resident: Resident) -> None:
    assert "Cảnh Giác thật" in words_of(await resident.says("có phải thật không?"))
    await resident.says(APPROACH)
    assert "Cảnh Giác thật" not in words_of(await resident.says("có phải thật không?"))


async def narratives(sessions: Sessions) -> list[str | None]:
    async with sessions() as session:
        return [case.narrative for case in (await session.scalars(select(Case))).all()]


async def test_words_that_were_changed_are_not_kept(resident: Resident, sessions: Sessions) -> None:
    await resident.says(f"{APPROACH}, tui là thợ hồ")
    await resident.says("nó gọi shipper tới nữa")
    await resident.changes(1, f"{APPROACH}, nó giục hoài")
    await resident.says("đồng ý")
    (narrative,) = await narratives(sessions)
    assert narrative
    assert "thợ hồ" not in narrative
    assert narrative.index("giục hoài") < narrative.index("gọi shipper")


async def test_of_messages_that_were_joined_none_stays_behind(
    resident: Resident, sessions: Sessions
) -> None:
    resident.order = 2  # Messages 1 to 3 were answered as one.
    await resident.says(f"tui là thợ hồ\n{APPROACH}")
    await resident.changes(1, f"{APPROACH} đâu")
    await resident.says("đồng ý")
    (narrative,) = await narratives(sessions)
    assert narrative
    assert "thợ hồ" not in narrative


@pytest.mark.parametrize("words", ["trời đẹp quá", "tui muốn chết", "/lienhe"])
async def test_a_story_that_is_changed_into_none_is_not_counted(
    resident: Resident, sessions: Sessions, words: str
) -> None:
    await resident.says(APPROACH)
    assert [count.reports for count in await counts(sessions)] == [1]
    await resident.changes(1, words)
    assert await counts(sessions) == []
    await resident.says("đồng ý")
    assert await narratives(sessions) == []


async def test_a_deleted_conversation_is_not_uncounted_twice(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    other = InboundMessage("telegram", "c2", RawText(APPROACH))
    await conversation.reply_to(other)
    resident = Resident(conversation)
    await resident.says(APPROACH)
    await resident.changes(1, "/xoa")
    assert [count.reports for count in await counts(sessions)] == [1]


async def test_a_story_stays_bounded_whatever_is_changed(
    resident: Resident, sessions: Sessions
) -> None:
    long = "shipper gọi hoài, nó nói hoài nói mãi. " * 150
    for _ in range(4):
        await resident.says(long)
    await resident.changes(2, f"{long} nó giục hoài")
    await resident.says("tui chưa chuyển")
    await resident.says("đồng ý")
    (narrative,) = await narratives(sessions)
    assert narrative
    assert len(narrative) <= LONGEST_STORY + 100


async def test_a_file_beside_a_command_is_warned_of(resident: Resident) -> None:
    assert ".apk" in words_of(await resident.says("/kiemtra", Attachment.DOCUMENT))
    said = words_of(await resident.says("/lienhe", Attachment.DOCUMENT))
    assert texts.DO_NOT_OPEN in said


@pytest.mark.parametrize(
    "text", ["", "/kiemtra", "cái này là gì", "tin này thật không?", "có phải thật không?"]
)
async def test_what_is_quoted_alone_with_the_bot_is_looked_at(
    converse: Converse, text: str
) -> None:
    quoted = RawText("anh phải chuyển tiền để chứng minh trong sạch")
    message = InboundMessage("telegram", "c1", RawText(text), quoted=quoted)
    assert "Giả danh công an" in words_of(list(await converse(KNOWN).reply_to(message)))


async def test_own_words_come_before_what_is_quoted(converse: Converse) -> None:
    quoted = RawText("anh phải chuyển tiền để chứng minh trong sạch")
    told = InboundMessage("telegram", "c1", RawText("tui lỡ chuyển 2 triệu rồi"), quoted=quoted)
    assert (await converse(KNOWN).reply_to(told))[0].text.startswith("🆘 Đã mất tiền")
